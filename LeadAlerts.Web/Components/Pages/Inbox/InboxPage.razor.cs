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
    private readonly CancellationTokenSource _gone = new();
    private ElementReference _list;
    private IDisposable? _subscription;
    private SiteAccess? _access;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private InboxFilter _filter = new(InboxTab.New);
    private InboxFilter? _shown;
    private int? _message;
    private List<InboxRow> _rows = [];
    private InboxCursor? _next;
    private InboxCounts? _counts;
    private IReadOnlyList<Teammate> _team = [];
    private IReadOnlyList<SavedViewRow> _views = [];
    private readonly PickedRows _picked = new(LeadDesk.LeadsMax);
    private int _waiting;
    private int _revision;
    private bool _loaded;
    private bool _failed;
    private bool _busy;

    [Inject]
    private InboxQueries Queries { get; set; } = default!;

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

    private IReadOnlyList<Guid> PickedIds => [.. _rows.Select(row => row.Id).Where(_picked.Contains)];

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
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

    protected override void OnAfterRender(bool firstRender)
    {
        if (_subscription is null && _access is not null)
        {
            Subscribe();
        }
    }

    private void Subscribe()
    {
        _subscription?.Dispose();
        _subscription = Feed.Subscribe(_access!.SiteId, () => InvokeAsync(FollowAsync));
    }

    private async Task FindSiteAsync()
    {
        _access = await CurrentSite.FindAsync(_gone.Token);
        if (_access is null)
        {
            _loaded = true;
            return;
        }

        // A link from a mail may lead to another of the person's sites: go there with it.
        if (Id is { } id
            && await Leads.FindSiteAsync(id, [.. _access.AllSites.Select(site => site.Id)], _gone.Token) is { } siteId
            && siteId != _access.SiteId
            && await CurrentSite.SwitchAsync(siteId, _gone.Token))
        {
            _access = await CurrentSite.FindAsync(_gone.Token);
        }
    }

    private async Task ReloadAsync()
    {
        if (_access is null)
        {
            return;
        }

        _shown = _filter;
        _waiting = 0;
        _picked.Clear();
        try
        {
            _zone = await Queries.GetZoneAsync(_access.SiteId, _gone.Token);
            _team = await Queries.ListTeamAsync(_access.SiteId, _gone.Token);
            _views = await Views.ListAsync(_access.SiteId, _access.UserId, _gone.Token);
            var page = await Queries.ListAsync(_access.SiteId, _access.UserId, _filter, null, _gone.Token);
            _counts = await Queries.CountAsync(_access.SiteId, _access.UserId, _filter, _gone.Token);
            (_rows, _next, _failed) = ([.. page.Rows], page.Next, false);
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
        _busy = true;
        var page = await Queries.ListAsync(_access!.SiteId, _access.UserId, _filter, _next, _gone.Token);
        _rows.AddRange(page.Rows.Where(row => _rows.TrueForAll(known => known.Id != row.Id)));
        _next = page.Next;
        _busy = false;
    }

    /// <summary>Something of the site changed: take it in without moving a row from under the pointer or the focus.</summary>
    private async Task FollowAsync()
    {
        if (_access is null || _gone.IsCancellationRequested)
        {
            return;
        }

        var filter = _filter;
        var page = await Queries.ListAsync(_access.SiteId, _access.UserId, filter, null, _gone.Token);
        var counts = await Queries.CountAsync(_access.SiteId, _access.UserId, filter, _gone.Token);
        _views = await Views.ListAsync(_access.SiteId, _access.UserId, _gone.Token);
        var reading = _picked.Count > 0 || _rows.Count > 0 && await Js.InvokeAsync<bool>("leadAlerts.isReading", _gone.Token, _list);
        if (filter != _filter || _failed)
        {
            return;
        }

        _counts = counts;
        _revision++;
        if (reading)
        {
            var now = page.Rows.ToDictionary(row => row.Id);
            _rows = [.. _rows.Select(row => now.GetValueOrDefault(row.Id, row))];
            _waiting = page.Rows.Count(row => _rows.TrueForAll(known => known.Id != row.Id));
        }
        else
        {
            TakeIn(page);
        }

        StateHasChanged();
    }

    /// <summary>Puts the first page on top; what was loaded below it stays.</summary>
    private void TakeIn(InboxPageOfRows page)
    {
        var below = page.Next is not { } end
            ? []
            : _rows.Where(row => row.LastActivityAt < end.LastActivityAt && page.Rows.All(other => other.Id != row.Id)).ToList();
        _rows = [.. page.Rows, .. below];
        _next = below.Count == 0 ? page.Next : _next;
        _waiting = 0;
        _picked.Keep(_rows.Select(row => row.Id));
    }

    private async Task ShowWaitingAsync()
    {
        TakeIn(await Queries.ListAsync(_access!.SiteId, _access.UserId, _filter, null, _gone.Token));
        await Js.InvokeVoidAsync("leadAlerts.toTop", _gone.Token, _list);
    }

    private void Show(InboxFilter filter) =>
        Navigation.NavigateTo(Id is { } id ? Urls.Lead(id, filter) : Urls.Leads(filter), replace: true);

    private async Task OnSeenAsync(Guid leadId)
    {
        _rows = [.. _rows.Select(row => row.Id == leadId ? row with { Unread = false } : row)];
        _counts = await Queries.CountAsync(_access!.SiteId, _access.UserId, _filter, _gone.Token);
    }

    /// <summary>A lead was decided: the next one opens by itself, and the decided one leaves the list where it no longer belongs.</summary>
    private async Task OnDecidedAsync(Guid leadId)
    {
        var at = _rows.FindIndex(row => row.Id == leadId);
        var next = at >= 0 && at + 1 < _rows.Count ? _rows[at + 1] : at > 0 ? _rows[at - 1] : null;
        var page = await Queries.ListAsync(_access!.SiteId, _access.UserId, _filter, null, _gone.Token);
        _counts = await Queries.CountAsync(_access.SiteId, _access.UserId, _filter, _gone.Token);
        TakeIn(page);
        if (at >= 0 && _rows.TrueForAll(row => row.Id != leadId))
        {
            Navigation.NavigateTo(next is null ? Urls.Leads(_filter) : Urls.Lead(next.Id, _filter));
        }
    }

    private void Pick((Guid LeadId, bool Stretch) toggle) => _picked.Toggle([.. _rows.Select(row => row.Id)], toggle.LeadId, toggle.Stretch);

    private async Task DoWithPickedAsync(LeadCommand command)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var seen = _rows.Where(row => _picked.Contains(row.Id)).Select(row => new SeenLead(row.Id, row.Status)).ToList();
            var describe = command switch
            {
                LeadCommand.Snooze { Until: { } until } => DateTexts.Short(until, _zone),
                LeadCommand.Assign { UserId: { } userId } => NameOf(userId),
                _ => null,
            };
            await Work.ChangeAsync(_access!, seen, command, null, _filter, describe);
            _picked.Clear();
            TakeIn(await Queries.ListAsync(_access!.SiteId, _access.UserId, _filter, null, _gone.Token));
            _counts = await Queries.CountAsync(_access.SiteId, _access.UserId, _filter, _gone.Token);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task ReloadViewsAsync()
    {
        _views = await Views.ListAsync(_access!.SiteId, _access.UserId, _gone.Token);
        await InvokeAsync(StateHasChanged);
    }

    private string? NameOf(Guid? userId) => userId is null ? null : _team.FirstOrDefault(teammate => teammate.UserId == userId)?.Name;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The leads of site {SiteId} could not be listed")]
        public static partial void ListFailed(ILogger logger, Exception exception, Guid siteId);
    }
}
