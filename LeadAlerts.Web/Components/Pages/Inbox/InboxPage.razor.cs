using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>The inbox: the list beside the lead. What it shows is in the address.</summary>
public sealed partial class InboxPage : IDisposable
{
    // Counting the saved views costs up to a search for each, and nobody waits for them.
    private static readonly TimeSpan ViewsInterval = TimeSpan.FromSeconds(30);

    // By then a new lead has been shown everywhere.
    private static readonly TimeSpan ViewsPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _list;
    private IDisposable? _subscription;
    private IDisposable? _viewsSubscription;
    private SiteAccess? _access;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private InboxFilter _filter = new(InboxTab.New);
    private InboxFilter? _shown;
    private int? _message;
    private readonly ShownRows _rows = new();
    private InboxCounts? _counts;
    private IReadOnlyList<Teammate> _team = [];
    private IReadOnlyList<SavedViewRow> _views = [];
    private readonly PickedRows _picked = new(LeadDesk.LeadsMax);

    // The list is scrolled, or holds the focus or the pointer.
    private readonly BrowserFlag _reading = new("reading", initial: false);
    private int _revision;

    // The lead that was open when the page was last rendered.
    private Guid? _open;

    // What the person did here: a list that was read before it is out of date.
    private int _deeds;
    private bool _loaded;
    private bool _failed;
    private bool _busy;

    [Inject]
    private InboxQueries Queries { get; set; } = default!;

    [Inject]
    private InboxReads Reads { get; set; } = default!;

    [Inject]
    private LeadQueries Leads { get; set; } = default!;

    [Inject]
    private SavedViews Views { get; set; } = default!;

    [Inject]
    private InboxWork Work { get; set; } = default!;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<InboxPage> Logger { get; set; } = default!;

    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery]
    private string? Category { get; set; }

    [SupplyParameterFromQuery]
    private string? Assignee { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "m")]
    private string? Message { get; set; }

    private SavedViewRow? CurrentView => _views.FirstOrDefault(view => view.Filter == _filter);

    private bool IsBusyHere => _picked.Count > 0 || _reading.Value;

    private IReadOnlyList<Guid> PickedIds => [.. _rows.Ids.Where(_picked.Contains)];

    public void Dispose()
    {
        _subscription?.Dispose();
        _viewsSubscription?.Dispose();
        _gone.Cancel();
        _reading.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _filter = Urls.ReadFilter(Tab, Category, Assignee, Text);
        _message = int.TryParse(Message, out var message) ? message : null;
        if (_access is null && !_loaded)
        {
            await FindSiteAsync();
        }

        if (_filter != _shown)
        {
            await ReloadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_access is null || _gone.IsCancellationRequested)
        {
            return;
        }

        if (_subscription is null)
        {
            _subscription = Feed.Subscribe(_access.SiteId, () => InvokeAsync(FollowAsync));
            _viewsSubscription = Feed.Subscribe(_access.SiteId, FollowViewsAsync, ViewsInterval);
        }

        await _reading.WatchAsync(Js, _list);
        var left = _open;
        _open = Id;
        if (left is not null && Id is null)
        {
            await Js.InvokeVoidAsync("leadAlerts.listShown", _gone.Token, left);
        }
    }

    private async Task FindSiteAsync()
    {
        _access = await CurrentSite.FindAsync(_gone.Token);
        if (_access is null)
        {
            _loaded = true;
            return;
        }

        // A link from a mail may lead to another of the person's sites: this tab goes there with it.
        if (Id is { } id
            && await Leads.FindSiteAsync(id, [.. _access.AllSites.Select(site => site.Id)], _gone.Token) is { } siteId
            && siteId != _access.SiteId
            && await CurrentSite.GoToAsync(siteId, _gone.Token) is { } there)
        {
            _access = there;
        }
    }

    private async Task ReloadAsync()
    {
        if (_access is null)
        {
            return;
        }

        var filter = _shown = _filter;
        _picked.Clear();
        try
        {
            _zone = await Queries.GetZoneAsync(_access.SiteId, _gone.Token);
            _team = await Queries.ListTeamAsync(_access.SiteId, _gone.Token);
            _views = await Views.ListAsync(_access.SiteId, _access.UserId, _gone.Token);
            var version = Feed.VersionOf(_access.SiteId);
            var page = await Queries.ListAsync(_access.SiteId, _access.UserId, filter, null, _gone.Token);
            var counts = await Queries.CountAsync(_access.SiteId, _access.UserId, filter, _gone.Token);
            if (filter != _filter)
            {
                // Another filter was chosen meanwhile: its own reading shows it.
                return;
            }

            _counts = counts;
            _rows.Begin(page, filter);
            _failed = false;
            if (version != Feed.VersionOf(_access.SiteId))
            {
                await FollowAsync();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failed = true;
            Log.ListFailed(Logger, exception, _access.SiteId);
        }

        _loaded = true;
    }

    private async Task ShowMoreAsync()
    {
        if (_rows.Filter is not { } filter || filter != _filter || _rows.Next is not { } after)
        {
            return;
        }

        _busy = true;
        try
        {
            _rows.Append(await Queries.ListAsync(_access!.SiteId, _access.UserId, filter, after, _gone.Token), filter, after);
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Something of the site changed: take it in without moving a row from under the pointer or the focus.</summary>
    private async Task FollowAsync()
    {
        if (_access is null || _gone.IsCancellationRequested)
        {
            return;
        }

        InboxFilter filter;
        InboxReading read;
        RestReading rest;
        int deeds;
        do
        {
            (filter, deeds) = (_filter, _deeds);
            read = await Reads.ReadAsync(_access.SiteId, _access.UserId, filter);
            rest = await Reads.ReadRestAsync(_access.SiteId, _access.UserId, _rows, read.Page, filter, IsBusyHere, _gone.Token);
        }
        while (deeds != _deeds);
        if (filter != _filter || _failed)
        {
            return;
        }

        var (page, counts) = read;
        var changed = _rows.Filter == filter && _rows.Renew(rest.Now, rest.Gone);
        if (Id is null && !changed && _rows.Shows(page, filter) && counts == _counts)
        {
            // Most of what happens on a site, such as the mail of a lead that is shown, changes nothing here.
            return;
        }

        _counts = counts;
        _revision++;
        if (_rows.Filter == filter && _rows.All.Count > 0 && IsBusyHere)
        {
            _rows.Refresh(page);
            _picked.Keep(_rows.Ids);
        }
        else
        {
            TakeIn(page, filter);
        }

        StateHasChanged();
    }

    private void TakeIn(InboxPageOfRows page, InboxFilter filter)
    {
        _rows.TakeIn(page, filter);
        _picked.Keep(_rows.Ids);
    }

    /// <summary>Reads the first page and shows it; again where the person did something meanwhile, which it does not know of.</summary>
    private async Task TakeInNowAsync()
    {
        InboxPageOfRows page;
        RestReading rest;
        InboxFilter filter;
        int deeds;
        do
        {
            (filter, deeds) = (_filter, _deeds);
            page = await Queries.ListAsync(_access!.SiteId, _access.UserId, filter, null, _gone.Token);
            rest = await Reads.ReadRestAsync(_access.SiteId, _access.UserId, _rows, page, filter, reading: false, _gone.Token);
        }
        while (deeds != _deeds || filter != _filter);
        _rows.Renew(rest.Now, rest.Gone);
        TakeIn(page, filter);
    }

    private async Task ShowWaitingAsync()
    {
        await TakeInNowAsync();
        await Js.InvokeVoidAsync("leadAlerts.toTop", _gone.Token, _list);
    }

    /// <summary>Shows another filter. Back leads to the one before, but not through every pause in what was typed.</summary>
    private void Show(InboxFilter filter) =>
        Navigation.NavigateTo(Id is { } id ? Urls.Lead(id, filter) : Urls.Leads(filter), replace: filter with { Text = _filter.Text } == _filter);

    private async Task OnSeenAsync(Guid leadId)
    {
        NoteDeed();
        _rows.MarkSeen(leadId);
        _counts = await Queries.CountAsync(_access!.SiteId, _access.UserId, _filter, _gone.Token);
    }

    /// <summary>A lead was decided: the next one opens by itself, unless the person has gone elsewhere meanwhile, and the decided one leaves the list where it no longer belongs.</summary>
    private async Task OnDecidedAsync(Guid leadId)
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        NoteDeed();
        var (wasShown, next) = (_rows.IsShown(leadId), _rows.FindNeighbour(leadId));
        await TakeInNowAsync();
        await RecountAsync();
        if (leadId == Id && wasShown && !_rows.IsShown(leadId) && !_gone.IsCancellationRequested)
        {
            Navigation.NavigateTo(next is null ? Urls.Leads(_filter) : Urls.Lead(next.Id, _filter));
        }
    }

    private void Pick((Guid LeadId, bool Stretch) toggle) => _picked.Toggle([.. _rows.Ids], toggle.LeadId, toggle.Stretch);

    private async Task DoWithPickedAsync(LeadCommand command)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var seen = _rows.All.Where(row => _picked.Contains(row.Id)).Select(row => new SeenLead(row.Id, row.Status)).ToList();
            if (await Work.ChangeAsync(_access!, seen, command, null, _filter, _team, _zone) is null)
            {
                return;
            }

            NoteDeed();
            _picked.Clear();
            await TakeInNowAsync();
            await RecountAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private void NoteDeed()
    {
        _deeds++;
        Reads.Forget(_access!.SiteId, _access.UserId);
    }

    /// <summary>After what was done here, everything is counted at once.</summary>
    private async Task RecountAsync()
    {
        _counts = await Queries.CountAsync(_access!.SiteId, _access.UserId, _filter, _gone.Token);
        _views = await Views.ListAsync(_access.SiteId, _access.UserId, _gone.Token);
    }

    private async Task ReloadViewsAsync()
    {
        var views = await Views.ListAsync(_access!.SiteId, _access.UserId, _gone.Token);
        if (!views.SequenceEqual(_views))
        {
            _views = views;
            StateHasChanged();
        }
    }

    private async Task FollowViewsAsync()
    {
        await Task.Delay(ViewsPause, Clock, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_gone.IsCancellationRequested)
        {
            await InvokeAsync(ReloadViewsAsync);
        }
    }

    private string? NameOf(Guid? userId) => userId is null ? null : _team.FirstOrDefault(teammate => teammate.UserId == userId)?.Name;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The leads of site {SiteId} could not be listed")]
        public static partial void ListFailed(ILogger logger, Exception exception, Guid siteId);
    }
}
