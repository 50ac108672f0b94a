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
    private readonly CancellationTokenSource _gone = new();
    private LeadReading? _shown;
    private ReplyDraft? _draft;
    private int _shownRevision = -1;
    private bool _askedForReply;
    private bool _replying;

    // The reply was begun earlier, so nobody asked to be led into it now.
    private bool _resumed;
    private bool _deleted;
    private bool _merging;
    private bool _busy;
    private bool _failed;

    [Inject]
    private LeadReads Reads { get; set; } = default!;

    [Inject]
    private NoteWork Notes { get; set; } = default!;

    [Inject]
    private InboxWork Work { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

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

    private string? MyName => Team.FirstOrDefault(teammate => teammate.UserId == Access.UserId)?.Name is { } name && !name.Contains('@', StringComparison.Ordinal) ? name : null;

    public void Dispose() => _gone.Cancel();

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
        if (_askedForReply || _shown is not { } shown)
        {
            return;
        }

        _askedForReply = true;
        if (Message is null)
        {
            await Js.InvokeVoidAsync("leadAlerts.leadShown");
        }

        if (await Js.InvokeAsync<string?>("leadAlerts.kept", DraftKeys.Reply(LeadId), shown.Former.Select(DraftKeys.Reply)) is not null)
        {
            // A reply was begun before the connection was lost, the page was loaded again or the lead was left.
            (_replying, _resumed) = (true, true);
            StateHasChanged();
        }
    }

    private Task ReloadAsync() => _gone.IsCancellationRequested ? Task.CompletedTask : ReadAsync(onlyNews: false);

    private async Task ReadAsync(bool onlyNews)
    {
        try
        {
            if (await ShowAsync(shown => Reads.ReadAsync(Access, LeadId, shown, onlyNews && !_failed, _gone.Token)))
            {
                _failed = false;
            }
            else
            {
                await LeaveAsync();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The person has left the lead: there is nothing to show.
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NavigationException))
        {
            // What is shown stands; the next change of the site reads again.
            _failed = !onlyNews || _shown is null;
            Log.LeadFailed(Logger, exception, LeadId);
        }
    }

    /// <summary>Shows what is read; read once more where another reading, of which it does not know, was shown meanwhile.</summary>
    /// <returns>False when there is nothing to show.</returns>
    private async Task<bool> ShowAsync(Func<LeadReading?, Task<LeadReading?>> read)
    {
        LeadReading? before, reading;
        do
        {
            before = _shown;
            reading = await read(before);
        }
        while (!ReferenceEquals(before, _shown));
        if (reading is null)
        {
            return false;
        }

        if (!ReferenceEquals(reading, _shown))
        {
            _shown = reading;
            _draft = ReplyDraft.Suggest(
                Access.SiteName, MyName, reading.Lead.Contact, reading.Lines, reading.Story?.Summary, reading.Later?.Summary, reading.Story?.Assessment?.Signals ?? []);
        }

        return true;
    }

    /// <summary>The lead is no longer there: on to the one that it has become part of, with what was being written about it.</summary>
    private async Task LeaveAsync()
    {
        if (await Reads.FindSurvivorAsync(Access, LeadId, _gone.Token) is { } survivor)
        {
            if (_shown is not null)
            {
                Snackbar.Add("This lead has become part of another one, which is open now. What you were writing came along.", Severity.Normal);
            }

            Navigation.NavigateTo(Urls.Lead(survivor, Filter), replace: true);
        }
        else if (_shown is null)
        {
            Navigation.NotFound();
        }
        else
        {
            _deleted = true;
        }
    }

    // The address stays what it was, but a choice made here is kept while the lead is open.
    private Task ChooseChatAsync(ChangeEventArgs change) => Guid.TryParse((string?)change.Value, out var id)
        ? ShowChatAsync(id)
        : Task.CompletedTask;

    private Task<bool> ShowChatAsync(Guid id) => ShowAsync(async shown => await Reads.WithChatAsync(Access, shown!, id, _gone.Token));

    private async Task ShowEarlierAsync()
    {
        _busy = true;
        try
        {
            await ShowAsync(async shown => await Reads.WithEarlierAsync(Access, shown!, _gone.Token));
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task RunAsync(LeadCommand command)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var before = _shown!.Lead;
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
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await Work.MergeAsync(Access, _shown!.Lead, other);
            _merging = false;
            await ReloadAsync();
            await Js.InvokeVoidAsync("leadAlerts.leadTo", "#lead-title");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CloseMergeAsync()
    {
        _merging = false;
        await Js.InvokeVoidAsync("leadAlerts.offerFocus", "[popovertarget='lead-more']");
    }

    // An open one may be far from what was pressed: it is shown, not closed, for that would look as if its text were lost.
    private async Task AskReplyAsync()
    {
        if (_replying)
        {
            await Js.InvokeVoidAsync("leadAlerts.leadTo", ".la-reply :is(textarea, .la-button)");
        }

        (_replying, _resumed) = (true, false);
    }

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
    }
}
