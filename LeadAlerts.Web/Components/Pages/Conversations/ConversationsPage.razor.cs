using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Conversations;

/// <summary>Every chat of the site. What is shown is in the address.</summary>
public sealed partial class ConversationsPage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private CancellationTokenSource? _typing;
    private SiteAccess? _access;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private ConversationFilter _filter = new();
    private ConversationFilter? _shown;
    private List<ConversationRow> _rows = [];
    private ConversationCursor? _next;
    private string? _typed;
    private string? _sent;
    private int _waiting;

    // Of the top row when it was put there.
    private DateTimeOffset? _newest;
    private bool _loaded;
    private bool _failed;
    private bool _busy;

    [Inject]
    private ConversationQueries Conversations { get; set; } = default!;

    [Inject]
    private InboxQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<ConversationsPage> Logger { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery]
    private string? Category { get; set; }

    [SupplyParameterFromQuery]
    private string? Verdict { get; set; }

    public void Dispose()
    {
        _subscription?.Dispose();
        _typing?.Cancel();
        _gone.Cancel();
    }

    protected override async Task OnParametersSetAsync()
    {
        _filter = new ConversationFilter(
            string.IsNullOrWhiteSpace(Search) ? null : Search,
            Enum.TryParse<ConversationCategory>(Category, ignoreCase: true, out var category) && Enum.IsDefined(category) ? category : null,
            Enum.TryParse<VerdictFilter>(Verdict, ignoreCase: true, out var verdict) && Enum.IsDefined(verdict) ? verdict : VerdictFilter.All);

        // What the address says counts, unless it only echoes what was typed a moment ago.
        if (_filter.Search != _sent)
        {
            _typed = _sent = _filter.Search;
        }

        _access ??= await CurrentSite.FindAsync(_gone.Token);
        if (_access is null)
        {
            _loaded = true;
        }
        else if (_filter != _shown)
        {
            await ReloadAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_subscription is null && _access is not null)
        {
            _subscription = Feed.Subscribe(_access.SiteId, () => InvokeAsync(FollowAsync));
        }
    }

    private async Task ReloadAsync()
    {
        var filter = _filter;
        try
        {
            _zone = await Queries.GetZoneAsync(_access!.SiteId, _gone.Token);
            var part = await Conversations.ListAsync(_access.SiteId, filter, null, ConversationQueries.PageSize, _gone.Token);
            if (filter != _filter)
            {
                return;
            }

            (_rows, _next, _shown, _waiting, _failed) = ([.. part.Rows], part.Next, filter, 0, false);
            _newest = part.Rows.Count > 0 ? part.Rows[0].LastMessageAt : null;
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
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var part = await Conversations.ListAsync(_access!.SiteId, _filter, _next, ConversationQueries.PageSize, _gone.Token);
            _rows.AddRange(part.Rows.Where(row => _rows.TrueForAll(known => known.Id != row.Id)));
            _next = part.Next;
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Something of the site changed: known rows are refreshed where they are, new ones wait behind a button.</summary>
    private async Task FollowAsync()
    {
        if (_gone.IsCancellationRequested || _failed || !_loaded)
        {
            return;
        }

        var filter = _filter;
        var part = await Conversations.ListAsync(_access!.SiteId, filter, null, ConversationQueries.PageSize, _gone.Token);
        if (filter != _filter)
        {
            return;
        }

        if (_rows.Count == 0)
        {
            (_rows, _next) = ([.. part.Rows], part.Next);
            _newest = part.Rows.Count > 0 ? part.Rows[0].LastMessageAt : null;
        }
        else
        {
            var fresh = part.Rows.ToDictionary(row => row.Id);
            var missing = _rows.Select(row => row.Id).Where(id => !fresh.ContainsKey(id)).ToList();
            var gone = missing.Count == 0 ? [] : missing.Except(await Conversations.ListStoredAsync(_access.SiteId, missing, _gone.Token)).ToHashSet();
            if (filter != _filter)
            {
                return;
            }

            _rows = [.. _rows.Where(row => !gone.Contains(row.Id)).Select(row => fresh.GetValueOrDefault(row.Id, row))];
            _waiting = part.Rows.Count(row =>
                (_newest is not { } newest || row.LastMessageAt >= newest) && _rows.TrueForAll(known => known.Id != row.Id));
        }

        StateHasChanged();
    }

    private async Task TypeAsync(string? text)
    {
        _typed = text;
        if (_typing is not null)
        {
            await _typing.CancelAsync();
        }

        var typing = _typing = new CancellationTokenSource();
        await Task.Delay(Pause, Clock, typing.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!typing.IsCancellationRequested)
        {
            _sent = string.IsNullOrWhiteSpace(_typed) ? null : _typed;
            Show(_filter with { Search = _sent });
        }
    }

    private void ChooseCategory(ChangeEventArgs change) => Show(_filter with
    {
        Category = Enum.TryParse<ConversationCategory>((string?)change.Value, out var category) ? category : null,
    });

    private void ChooseVerdict(ChangeEventArgs change) => Show(_filter with
    {
        Verdict = Enum.TryParse<VerdictFilter>((string?)change.Value, out var verdict) ? verdict : VerdictFilter.All,
    });

    /// <summary>Shows another filter. Back leads to the one before, but not through every pause in what was typed.</summary>
    private void Show(ConversationFilter filter) =>
        Navigation.NavigateTo(Urls.Conversations(filter), replace: filter with { Search = _filter.Search } == _filter);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The conversations of site {SiteId} could not be listed")]
        public static partial void ListFailed(ILogger logger, Exception exception, Guid siteId);
    }
}
