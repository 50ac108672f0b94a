using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Today;

/// <summary>What needs the person now.</summary>
public sealed partial class TodayPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private SiteAccess? _access;
    private TodayOverview? _today;
    private RecentLeads? _recent;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private TodayQueries Queries { get; set; } = default!;

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private AnalyticsQueries Analytics { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
    }

    protected override async Task OnInitializedAsync()
    {
        _access = await CurrentSite.FindAsync(_gone.Token);
        if (_access is null)
        {
            // Whoever has no site yet begins with one.
            Navigation.NavigateTo("/welcome", replace: true);
            return;
        }

        _zone = await Inbox.GetZoneAsync(_access.SiteId, _gone.Token);
        await ReadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_subscription is null && _access is not null && !_gone.IsCancellationRequested)
        {
            _subscription = Feed.Subscribe(_access.SiteId, () => InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            }));
        }
    }

    private async Task ReadAsync()
    {
        _recent = await Analytics.ReadRecentAsync(_access!.SiteId, _gone.Token);
        _today = await Queries.ReadAsync(_access.SiteId, _access.UserId, _gone.Token);
    }
}
