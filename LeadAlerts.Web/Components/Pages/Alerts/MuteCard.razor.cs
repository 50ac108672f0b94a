using System.Globalization;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Mutes the alerts of a site, says who did and until when, and takes it back.</summary>
public sealed partial class MuteCard : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _busy;
    private bool _choosing;
    private DateOnly? _date;
    private string? _problem;

    [Inject]
    private AlertMutes Mutes { get; set; } = default!;

    [Inject]
    private DueWork DueWork { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private UndoOffer Undo { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Parameter, EditorRequired]
    public required SiteAccess Access { get; set; }

    [Parameter, EditorRequired]
    public required TimeZoneInfo Zone { get; set; }

    /// <summary>The mute in force; null when there is none.</summary>
    [Parameter]
    public AlertMute? Mute { get; set; }

    /// <summary>The mute has changed: reload it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose() => _gone.Cancel();

    private string Day(int ahead) => SiteTime.ToLocal(Clock.GetUtcNow(), Zone.Id).AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task MuteAsync(MuteSpan span) => OnceAsync(async () =>
        Tell(await Mutes.MuteAsync(Access.SiteId, Access.UserId, span, _gone.Token)));

    private Task MuteUntilAsync() => OnceAsync(async () =>
    {
        _problem = null;
        if (_date is not { } date
            || await Mutes.MuteUntilAsync(Access.SiteId, Access.UserId, date, _gone.Token) is not { } muted)
        {
            _problem = "Choose a day after today, at most three months ahead.";
            return;
        }

        _choosing = false;
        Tell(muted);
    });

    private Task UnmuteAsync() => OnceAsync(async () =>
    {
        var before = Mute!;
        if (await Mutes.UnmuteAsync(Access.SiteId, Access.UserId, _gone.Token))
        {
            OfferUndo("Alerts go out again.", async () => await Mutes.RestoreAsync(Access.SiteId, Access.UserId, before, CancellationToken.None));
        }
    });

    private void Tell(AlertMute? muted)
    {
        if (muted is null)
        {
            Snackbar.Add("Only an owner of the site can mute its alerts.", Severity.Error);
            return;
        }

        OfferUndo(
            $"Muted until {SiteTime.WriteShort(muted.Until, Zone.Id, Clock.GetUtcNow())}.",
            async () => await Mutes.UnmuteAsync(Access.SiteId, Access.UserId, CancellationToken.None));
    }

    private void OfferUndo(string text, Func<Task> undo) => Undo.Make(text, () => InvokeAsync(() => OnceAsync(undo)));

    private async Task OnceAsync(Func<Task> change)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await change();
            DueWork.Signal();
            if (!_gone.IsCancellationRequested)
            {
                await Changed.InvokeAsync();
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
