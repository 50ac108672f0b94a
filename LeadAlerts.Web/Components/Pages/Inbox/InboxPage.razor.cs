using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
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
    private ElementReference _rows;
    private IDisposable? _subscription;
    private IDisposable? _viewsSubscription;
    private SiteAccess? _access;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private InboxFilter _filter = new(InboxTab.New);
    private InboxFilter? _shown;
    private int? _message;
    private InboxList? _list;
    private IReadOnlyList<Teammate> _team = [];
    private IReadOnlyList<SavedViewRow> _views = [];
    private int _revision;

    // The lead that was open when the page was last rendered.
    private Guid? _open;

    // Something was decided here, or taken back, since then.
    private bool _decided;
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
    private UndoOffer Undo { get; set; } = default!;

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

    public void Dispose()
    {
        _subscription?.Dispose();
        _viewsSubscription?.Dispose();
        Undo.TakenBack -= FollowUndo;
        _gone.Cancel();
        _list?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _filter = Urls.ReadFilter(Tab, Category, Assignee, Text);
        _message = int.TryParse(Message, out var message) ? message : null;
        if (_access is null && !_loaded)
        {
            await FindSiteAsync();
        }

        if (_list is not null && _filter != _shown)
        {
            await ReloadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_access is null || _list is null || _gone.IsCancellationRequested)
        {
            return;
        }

        if (_subscription is null)
        {
            _subscription = Feed.Subscribe(_access.SiteId, () => InvokeAsync(FollowAsync));
            _viewsSubscription = Feed.Subscribe(_access.SiteId, FollowViewsAsync, ViewsInterval);
            Undo.TakenBack += FollowUndo;
        }

        await _list.Reading.WatchAsync(Js, _rows);
        var left = _open;
        _open = Id;
        if (left is not null && Id is null)
        {
            await Js.InvokeVoidAsync("leadAlerts.listShown", _gone.Token, left);
        }

        if (_decided || (left is not null && left != Id))
        {
            // What was pressed may be gone with the lead that was decided, and the focus with it.
            var decided = _decided;
            _decided = false;
            await Js.InvokeVoidAsync("leadAlerts.rowShown", _gone.Token, decided);
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

        _list = new InboxList(_access, Queries, Reads, Feed, _gone.Token);
    }

    private async Task ReloadAsync()
    {
        _list!.Filter = _filter;
        _shown = _filter;
        try
        {
            _zone = await Queries.GetZoneAsync(_access!.SiteId, _gone.Token);
            _team = await Queries.ListTeamAsync(_access.SiteId, _gone.Token);
            _views = await Views.ListAsync(_access.SiteId, _access.UserId, _gone.Token);
            await _list.BeginAsync();
            _failed = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failed = true;
            Log.ListFailed(Logger, exception, _access!.SiteId);
        }

        _loaded = true;
    }

    private async Task ShowMoreAsync()
    {
        _busy = true;
        try
        {
            await _list!.ShowMoreAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task FollowAsync()
    {
        if (!_failed && !_gone.IsCancellationRequested && (await _list!.FollowAsync() || Id is not null))
        {
            _revision++;
            StateHasChanged();
        }
    }

    private async Task ShowWaitingAsync()
    {
        await _list!.TakeInAsync();
        await Js.InvokeVoidAsync("leadAlerts.toTop", _gone.Token, _rows);
    }

    /// <summary>Shows another filter. Back leads to the one before, but not through every pause in what was typed.</summary>
    private void Show(InboxFilter filter) =>
        Navigation.NavigateTo(Id is { } id ? Urls.Lead(id, filter) : Urls.Leads(filter), replace: filter with { Text = _filter.Text } == _filter);

    private Task OnSeenAsync(Guid leadId) => _list!.MarkSeenAsync(leadId);

    /// <summary>A lead was decided: the next one opens by itself, unless the person has gone elsewhere meanwhile, and the decided one leaves the list where it no longer belongs.</summary>
    private async Task OnDecidedAsync(Guid leadId)
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        var rows = _list!.Rows;
        var (wasShown, next) = (rows.IsShown(leadId), rows.FindNeighbour(leadId));
        await RenewAsync();
        if (leadId == Id && wasShown && !rows.IsShown(leadId) && !_gone.IsCancellationRequested)
        {
            Navigation.NavigateTo(next is null ? Urls.Leads(_filter) : Urls.Lead(next.Id, _filter));
        }
    }

    private void Pick((Guid LeadId, bool Stretch) toggle) => _list!.Picked.Toggle([.. _list.Rows.Ids], toggle.LeadId, toggle.Stretch);

    private async Task DoWithPickedAsync(LeadCommand command)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var seen = _list!.Rows.All.Where(row => _list.Picked.Contains(row.Id)).Select(row => new SeenLead(row.Id, row.Status)).ToList();
            if (await Work.ChangeAsync(_access!, seen, command, null, _filter, _team, _zone) is null)
            {
                return;
            }

            _list.Picked.Clear();
            await RenewAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>After what was done here, everything is read and counted at once.</summary>
    private async Task RenewAsync()
    {
        _list!.NoteDeed();
        await _list.TakeInAsync();
        await _list.RecountAsync();
        _views = await Views.ListAsync(_access!.SiteId, _access.UserId, _gone.Token);
        _decided = true;
    }

    /// <summary>What the person takes back stands here again at once, also while they read: the next look at the site might keep it waiting.</summary>
    private void FollowUndo() => _ = InvokeAsync(async () =>
    {
        if (_failed || _gone.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await RenewAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What is shown stands; the next change of the site reads again.
            Log.ListFailed(Logger, exception, _access!.SiteId);
        }

        StateHasChanged();
    });

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
