using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Conversations;

/// <summary>One chat: what was said, and why it was alerted or was not.</summary>
public sealed partial class ConversationPage : IDisposable
{
    private const int StretchLength = 200;

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private SiteAccess? _access;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private ConversationDetail? _detail;
    private IReadOnlyList<TranscriptLine> _lines = [];
    private IReadOnlyList<AlertRow> _alerts = [];
    private Guid _shownId;
    private int? _target;
    private bool _loaded;
    private bool _busy;

    // Deleted here: the page is left and needs no notice that it is gone.
    private Guid? _deletedId;

    [Inject]
    private ConversationQueries Conversations { get; set; } = default!;

    [Inject]
    private LeadQueries Leads { get; set; } = default!;

    [Inject]
    private InboxQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "m")]
    private string? Message { get; set; }

    private int First => _lines.Count == 0 ? 1 : _lines[0].Sequence;

    private int Last => _lines.Count == 0 ? 0 : _lines[^1].Sequence;

    private string Title => _detail!.Row.Headline ?? _detail.Row.FirstWords ?? "A visitor who said nothing yet";

    private string WhyTitle => (AlertVerdict?)_detail!.Assessment?.AlertVerdict switch
    {
        AlertVerdict.Raised or AlertVerdict.Updated => "Why an alert?",
        AlertVerdict.Held => "Why is the alert held?",
        AlertVerdict.AlreadyAlerted => "Why no further alert?",
        null when _detail.Assessment is null => "Not reviewed yet",
        _ => "Why no alert?",
    };

    private string? PageHref =>
        Uri.TryCreate(_detail!.PageUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? _detail.PageUrl : null;

    private string PagePath => new Uri(_detail!.PageUrl!) is var uri && uri.AbsolutePath.Length > 1 ? uri.AbsolutePath : uri.Host;

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
    }

    protected override async Task OnParametersSetAsync()
    {
        _access ??= await CurrentSite.FindAsync(_gone.Token);
        if (_access is null)
        {
            _loaded = true;
            return;
        }

        _target = int.TryParse(Message, out var message) && message > 0 ? message : null;
        if (_shownId != Id)
        {
            _shownId = Id;
            _lines = [];
            _zone = await Queries.GetZoneAsync(_access.SiteId, _gone.Token);
            await ReloadAsync();
            _loaded = true;
            if (_detail is null)
            {
                Navigation.NotFound();
                return;
            }

            // A short chat from its beginning; a long one from its end, which is what decides.
            await LoadAsync(Math.Max(1, _target is { } at ? at - StretchLength / 2 : _detail.Row.MessageCount - StretchLength + 1));
        }
        else if (_detail is not null && _target is { } target && (target < First || target > Last) && target <= _detail.Row.MessageCount)
        {
            await LoadAsync(Math.Max(1, target - StretchLength / 2));
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
        _detail = await Conversations.FindAsync(_access!.SiteId, Id, _gone.Token);
        _alerts = await ListAlertsAsync();
    }

    private async Task<IReadOnlyList<AlertRow>> ListAlertsAsync() =>
        _detail?.Row.LeadId is { } leadId ? await Leads.ListAlertsAsync(_access!.SiteId, leadId, _gone.Token) : [];

    private async Task LoadAsync(int from) =>
        _lines = await Conversations.ListMessagesAsync(_access!.SiteId, Id, from, StretchLength, _gone.Token);

    private Task ShowEarlierAsync() => OnceAsync(() => LoadAsync(Math.Max(1, First - StretchLength)));

    private Task ShowLaterAsync() => OnceAsync(() => LoadAsync(Last + 1));

    private async Task OnceAsync(Func<Task> load)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            _target = null;
            await load();
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave()
    {
        _deletedId = Id;
        if (!_gone.IsCancellationRequested)
        {
            // In the place of the deleted one, to which nobody should come back. Not the next chat: it has a button to delete it in the same place.
            Navigation.NavigateTo("/conversations", replace: true);
        }

        // It stands on other people's screens.
        Feed.Publish(_access!.SiteId);
    }

    private async Task FollowAsync()
    {
        if (_gone.IsCancellationRequested || _detail is null || _deletedId == Id)
        {
            return;
        }

        var atEnd = Last >= _detail.Row.MessageCount;
        var id = Id;
        var detail = await Conversations.FindAsync(_access!.SiteId, id, _gone.Token);
        if (id != Id || _deletedId == id)
        {
            return;
        }

        if (detail is null)
        {
            // It was erased: nothing of it stays on the screen.
            (_detail, _lines, _alerts) = (null, [], []);
            StateHasChanged();
            Navigation.NotFound();
            return;
        }

        _detail = detail;
        _alerts = await ListAlertsAsync();
        if (atEnd && Last < detail.Row.MessageCount)
        {
            await LoadAsync(Math.Max(First, detail.Row.MessageCount - StretchLength + 1));
        }

        StateHasChanged();
    }
}
