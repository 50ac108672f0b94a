using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>One lead in full, and what a member does with it.</summary>
public sealed partial class LeadPane : IDisposable
{
    private const int MessagesStep = 500;
    private const int MessagesMax = 5000;

    private readonly CancellationTokenSource _gone = new();
    private LeadDetail? _lead;
    private ConversationDetail? _chat;
    private Guid? _chatId;
    private List<TranscriptLine> _lines = [];
    private int _shownRevision = -1;
    private DateTimeOffset? _seen;
    private IReadOnlyList<TimelineItem> _timeline = [];
    private IReadOnlyList<LeadMatch> _matches = [];
    private ReplyDraft? _draft;
    private bool _askedForReply;
    private IReadOnlyList<Guid> _former = [];
    private bool _replying;

    // The reply was begun earlier, so nobody asked to be led into it now.
    private bool _resumed;
    private bool _deleted;
    private bool _merging;
    private bool _busy;
    private bool _failed;

    [Inject]
    private LeadQueries Leads { get; set; } = default!;

    [Inject]
    private ConversationQueries Conversations { get; set; } = default!;

    [Inject]
    private LeadDesk Desk { get; set; } = default!;

    [Inject]
    private NoteWork Notes { get; set; } = default!;

    [Inject]
    private LeadTimeline Timeline { get; set; } = default!;

    [Inject]
    private LeadMatches Matches { get; set; } = default!;

    [Inject]
    private InboxWork Work { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private OpenTab Tab { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<LeadPane> Logger { get; set; } = default!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [Parameter, EditorRequired]
    public required Guid LeadId { get; set; }

    [Parameter, EditorRequired]
    public required SiteAccess Access { get; set; }

    [Parameter, EditorRequired]
    public required InboxFilter Filter { get; set; }

    [Parameter]
    public IReadOnlyList<Teammate> Team { get; set; } = [];

    /// <summary>The number of the message to show; null for none.</summary>
    [Parameter]
    public int? Message { get; set; }

    /// <summary>Grows when something of the site changed.</summary>
    [Parameter]
    public int Revision { get; set; }

    [Parameter]
    public EventCallback<Guid> Seen { get; set; }

    [Parameter]
    public EventCallback<Guid> Decided { get; set; }

    private string Reason => _chat?.Assessment is { } assessment
        ? AlertWords.Reason((AlertVerdict?)assessment.AlertVerdict, assessment.Score, assessment.Threshold)
        : AlertWords.Reason(null, 0, 0);

    private string? MyName => Team.FirstOrDefault(teammate => teammate.UserId == Access.UserId)?.Name is { } name && !name.Contains('@', StringComparison.Ordinal) ? name : null;

    private string? PageText => Uri.TryCreate(_chat?.PageUrl, UriKind.Absolute, out var page) ? page.Host + page.AbsolutePath : null;

    public void Dispose()
    {
        Tab.Seen.Changed -= Look;
        _gone.Cancel();
    }

    protected override void OnInitialized() => Tab.Seen.Changed += Look;

    protected override async Task OnParametersSetAsync()
    {
        if (_shownRevision != Revision)
        {
            _shownRevision = Revision;
            await ReadAsync(onlyNews: true);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_lead is null)
        {
            return;
        }

        if (!_askedForReply)
        {
            _askedForReply = true;
            if (Message is null)
            {
                await Js.InvokeVoidAsync("leadAlerts.leadShown");
            }

            if (await Js.InvokeAsync<string?>("leadAlerts.kept", DraftKeys.Reply(LeadId), _former.Select(DraftKeys.Reply)) is not null)
            {
                // A reply was begun before the connection was lost, the page was loaded again or the lead was left.
                (_replying, _resumed) = (true, true);
                StateHasChanged();
            }
        }

        // After rendering, and in a tab that is seen, because only then a person can have seen it; the prerendered page writes nothing.
        await Tab.WatchAsync();
        if (_lead is { } lead && _seen != lead.LastActivityAt && Tab.Seen.Value && !_gone.IsCancellationRequested)
        {
            await MarkSeenAsync(lead);
        }
    }

    private async Task MarkSeenAsync(LeadDetail lead)
    {
        _seen = lead.LastActivityAt;
        try
        {
            await Desk.MarkSeenAsync(Access.SiteId, lead.Id, Access.UserId, lead.LastActivityAt, _gone.Token);
            await Seen.InvokeAsync(lead.Id);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NavigationException))
        {
            // It is read on; after the next change it counts as unread no longer.
            _seen = null;
            Log.SeenFailed(Logger, exception, LeadId);
        }
    }

    // What came while nobody saw the tab is seen now.
    private void Look() => InvokeAsync(StateHasChanged);

    private Task ReloadAsync() => _gone.IsCancellationRequested ? Task.CompletedTask : ReadAsync(onlyNews: false);

    /// <summary>Reads the lead; with <paramref name="onlyNews"/> the rest only when something of the lead changed, for most changes of a site are another lead's.</summary>
    private async Task ReadAsync(bool onlyNews)
    {
        try
        {
            var lead = await Leads.FindLeadAsync(Access.SiteId, LeadId, _gone.Token);
            if (lead is null)
            {
                await LeaveAsync();
                return;
            }

            if (onlyNews && !_failed && _lead?.HasSameStory(lead) == true)
            {
                return;
            }

            await ReadChatAsync(lead, _chatId);
            _timeline = await Timeline.ListAsync(Access.SiteId, LeadId, _gone.Token);
            _former = await Leads.ListMergedAsync(Access.SiteId, LeadId, _gone.Token);
            _matches = await Matches.FindAsync(Access.SiteId, LeadId, Access.UserId, _gone.Token);
            (_lead, _failed) = (lead, false);
            _draft = ReplyDraft.Suggest(Access.SiteName, MyName, lead.Contact.Name, _lines, _chat?.Summary, _chat?.Assessment?.Signals ?? []);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The person has left the lead: there is nothing to show.
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NavigationException))
        {
            // What is shown stands; the next change of the site reads again.
            _failed = !onlyNews || _lead is null;
            Log.LeadFailed(Logger, exception, LeadId);
        }
    }

    /// <summary>The lead is no longer there: on to the one that it has become part of, with what was being written about it.</summary>
    private async Task LeaveAsync()
    {
        if (await Leads.FindSurvivorAsync(Access.SiteId, LeadId, _gone.Token) is { } survivor)
        {
            if (_lead is not null)
            {
                Snackbar.Add("This lead has become part of another one, which is open now. What you were writing came along.", Severity.Normal);
            }

            Navigation.NavigateTo(Urls.Lead(survivor, Filter), replace: true);
        }
        else if (_lead is null)
        {
            Navigation.NotFound();
        }
        else
        {
            _deleted = true;
        }
    }

    private async Task ReadChatAsync(LeadDetail lead, Guid? chatId)
    {
        var row = lead.Chats.FirstOrDefault(chat => chat.Id == chatId) ?? (lead.Chats.Count > 0 ? lead.Chats[0] : null);
        if (row is null)
        {
            (_chatId, _chat, _lines) = (null, null, []);
            return;
        }

        var from = row.Id == _chatId && _lines.Count > 0 ? _lines[0].Sequence : Math.Max(1, row.MessageCount - MessagesStep + 1);
        _chat = await Conversations.FindAsync(Access.SiteId, row.Id, _gone.Token);
        _lines = [.. await Conversations.ListMessagesAsync(Access.SiteId, row.Id, from, MessagesMax, _gone.Token)];

        // The address stays what it was, but a choice made here is kept while the lead is open.
        _chatId = row.Id;
    }

    private Task ChooseChatAsync(ChangeEventArgs change) =>
        Guid.TryParse((string?)change.Value, out var id) ? ReadChatAsync(_lead!, id) : Task.CompletedTask;

    private async Task ShowEarlierAsync()
    {
        _busy = true;
        var before = _lines[0].Sequence;
        var from = Math.Max(1, before - MessagesStep);
        _lines.InsertRange(0, await Conversations.ListMessagesAsync(Access.SiteId, _chatId!.Value, from, before - from, _gone.Token));
        _busy = false;
    }

    private async Task RunAsync(LeadCommand command)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var before = _lead!;
        try
        {
            if (await Work.ChangeAsync(Access, [before.Seen], command, before.Title, Filter, Team, Zone) is not { } result)
            {
                return;
            }

            await ReloadAsync();
            if (result.Changes.Count > 0 && command is not LeadCommand.Assign)
            {
                await Decided.InvokeAsync(before.Id);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task MergeAsync(InboxRow other)
    {
        _busy = true;
        try
        {
            await Work.MergeAsync(Access, _lead!, other);
            _merging = false;
            await ReloadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private void ToggleReply() => (_replying, _resumed) = (!_replying, false);

    // What was typed is kept: the reply opens with it again.
    private async Task CloseReplyAsync()
    {
        _replying = false;
        await Js.InvokeVoidAsync("leadAlerts.offerFocus", "[data-shortcut='r']");
    }

    private async Task OnRepliedAsync(string to)
    {
        _replying = false;
        Snackbar.Add($"Sent to {to}", Severity.Normal, options => options.HideIcon = true);
        Feed.Publish(Access.SiteId);
        await ReloadAsync();
        await Decided.InvokeAsync(LeadId);
    }

    private async Task<bool> AddNoteAsync(string text)
    {
        var written = await Notes.AddAsync(Access, LeadId, text);
        await ReloadAsync();
        StateHasChanged();
        return written;
    }

    private async Task<bool> EditNoteAsync(NoteRow note, string text)
    {
        var written = await Notes.EditAsync(Access, note, text);
        await ReloadAsync();
        StateHasChanged();
        return written;
    }

    private async Task DeleteNoteAsync(NoteRow note)
    {
        await Notes.DeleteAsync(Access, note);
        await ReloadAsync();
    }

    private string HrefOf(int message) => Urls.Lead(LeadId, Filter, message);

    private string DateText(DateTimeOffset at) => DateTexts.Short(at, Zone);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Lead {LeadId} could not be read")]
        public static partial void LeadFailed(ILogger logger, Exception exception, Guid leadId);

        [LoggerMessage(LogLevel.Error, "That lead {LeadId} was seen could not be noted; trying again")]
        public static partial void SeenFailed(ILogger logger, Exception exception, Guid leadId);
    }
}
