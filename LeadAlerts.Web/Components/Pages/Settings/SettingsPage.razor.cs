using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Settings;

/// <summary>What a person sets for themselves.</summary>
public partial class SettingsPage
{
    private PersonProfile? _profile;
    private IReadOnlyList<OwnAlertsRow> _sites = [];
    private IReadOnlyList<OwnedAlone> _alone = [];
    private Guid _userId;
    private string _name = "";
    private string? _told;
    private bool _bad;
    private bool _busy;

    [Inject]
    private PersonSettings Person { get; set; } = default!;

    [Inject]
    private OwnAlerts Alerts { get; set; } = default!;

    [Inject]
    private AccountRemoval Removal { get; set; } = default!;

    [Inject]
    private CurrentSite Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _userId = await Current.FindUserIdAsync() ?? Guid.Empty;
        await LoadAsync();
        _name = _profile?.Name ?? "";
    }

    private async Task LoadAsync()
    {
        _sites = await Alerts.ListAsync(_userId, CancellationToken.None);
        _alone = await Removal.FindOwnedAloneAsync(_userId, CancellationToken.None);
        _profile = await Person.FindAsync(_userId, CancellationToken.None);
    }

    private bool IsMuted(PersonNotices notice) => (_profile!.MutedNotices & notice) != 0;

    private Task RenameAsync() => RunAsync(async () =>
    {
        var saved = await Person.RenameAsync(_userId, _name, CancellationToken.None);
        (_told, _bad) = saved ? ("Saved.", false) : ("Enter your name.", true);
    });

    private Task SetNoticeAsync(PersonNotices notice, bool on) =>
        RunAsync(() => Person.SetMutedAsync(_userId, notice, !on, CancellationToken.None));

    private Task SetAlertsAsync(OwnAlertsRow site, bool on) =>
        RunAsync(() => Alerts.SetAlertsAsync(userId: _userId, siteId: site.SiteId, on, CancellationToken.None));

    private Task SetDigestAsync(OwnAlertsRow site, bool on) =>
        RunAsync(() => Alerts.SetDigestAsync(userId: _userId, siteId: site.SiteId, on, CancellationToken.None));

    private Task SetKeysAsync(bool on) => RunAsync(() => Person.SetSingleKeysOffAsync(_userId, !on, CancellationToken.None));

    private async Task RunAsync(Func<Task> change)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _told) = (true, null);
        try
        {
            await change();
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
