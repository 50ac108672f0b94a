using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
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
    private bool _busy;
    private bool _failed;

    [Inject]
    private LeadQueries Leads { get; set; } = default!;

    [Inject]
    private ConversationQueries Conversations { get; set; } = default!;

    [Inject]
    private LeadDesk Desk { get; set; } = default!;

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

    private string? PageText => Uri.TryCreate(_chat?.PageUrl, UriKind.Absolute, out var page) ? page.Host + page.AbsolutePath : null;

    public void Dispose() => _gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        if (_shownRevision != Revision)
        {
            _shownRevision = Revision;
            await ReloadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // After rendering, because only then a person can have seen it; the prerendered page writes nothing.
        if (_lead is { } lead && _seen != lead.LastActivityAt)
        {
            _seen = lead.LastActivityAt;
            await Desk.MarkSeenAsync(Access.SiteId, lead.Id, Access.UserId, lead.LastActivityAt, _gone.Token);
            await Seen.InvokeAsync(lead.Id);
        }
    }

    private async Task ReloadAsync()
    {
        try
        {
            var lead = await Leads.FindLeadAsync(Access.SiteId, LeadId, _gone.Token);
            if (lead is null)
            {
                Navigation.NotFound();
                return;
            }

            await ReadChatAsync(lead, _chatId);
            (_lead, _failed) = (lead, false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NavigationException))
        {
            _failed = true;
            Log.LeadFailed(Logger, exception, LeadId);
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

    private async Task SetStatusAsync(LeadStatus status)
    {
        var before = _lead!;
        await RunAsync(
            () => Desk.SetStatusAsync(Access.SiteId, LeadId, status, before.Version, Access.UserId, _gone.Token),
            before,
            status == LeadStatus.New ? "Reopened" : $"{before.Title}: {StatusWords.Of(status).ToLowerInvariant()}");
    }

    private async Task SnoozeAsync(DateTimeOffset? until)
    {
        var before = _lead!;
        await RunAsync(
            () => Desk.SnoozeAsync(Access.SiteId, LeadId, until, before.Version, _gone.Token),
            before,
            until is null ? "Back in the inbox" : $"{before.Title} is snoozed until {DateText(until.Value)}");
    }

    /// <summary>Runs a change that can be taken back, and offers to.</summary>
    private async Task RunAsync(Func<Task<DeskOutcome>> command, LeadDetail before, string done)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var outcome = await command();
        _busy = false;
        if (outcome == DeskOutcome.Done)
        {
            // The pane may be gone when the person thinks better of it: what follows uses nothing of it that dies with it.
            var (desk, feed, siteId, userId, filter) = (Desk, Feed, Access.SiteId, Access.UserId, Filter);
            Snackbar.Add(done, Severity.Normal, options =>
            {
                options.Action = "Undo";
                options.HideIcon = true;
                options.OnClick = async _ =>
                {
                    var undone = await desk.UndoAsync(siteId, before.Id, before.Progress, before.Version + 1, userId, CancellationToken.None);
                    feed.Publish(siteId);
                    if (undone == DeskOutcome.Done)
                    {
                        Navigation.NavigateTo(Urls.Lead(before.Id, filter));
                    }
                    else
                    {
                        Snackbar.Add("It was changed again meanwhile, so it stays as it is.", Severity.Warning);
                    }
                };
            });
        }

        await TellAsync(outcome);
        if (outcome == DeskOutcome.Done)
        {
            await Decided.InvokeAsync(before.Id);
        }
    }

    private async Task AssignAsync(Guid? userId) =>
        await TellAsync(await Desk.AssignAsync(Access.SiteId, LeadId, userId, _lead!.Version, _gone.Token));

    private async Task AddNoteAsync(string text) =>
        await TellAsync(await Desk.AddNoteAsync(Access.SiteId, LeadId, Access.UserId, text, _gone.Token));

    private async Task TellAsync(DeskOutcome outcome)
    {
        var notice = outcome switch
        {
            DeskOutcome.Conflict => "This lead changed while you looked at it. Here is how it stands now; please decide again.",
            DeskOutcome.NotAMember => "That person no longer works on this site.",
            _ => null,
        };
        if (notice is not null)
        {
            Snackbar.Add(notice, Severity.Warning);
        }

        await ReloadAsync();
        Feed.Publish(Access.SiteId);
    }

    private string HrefOf(int message) => Urls.Lead(LeadId, Filter, message);

    private string DateText(DateTimeOffset at) => DateTexts.Short(at, Zone);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Lead {LeadId} could not be read")]
        public static partial void LeadFailed(ILogger logger, Exception exception, Guid leadId);
    }
}
