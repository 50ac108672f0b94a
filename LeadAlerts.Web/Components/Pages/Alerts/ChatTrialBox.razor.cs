using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Qualification.Own;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Where somebody sees at once what settings, or one criterion that is being written, make of a chat.</summary>
public sealed partial class ChatTrialBox : IDisposable
{
    private const string Placeholder = "visitor: can you come tonight?\nbot: Where do you live?";
    private const int ChatsShown = 12;
    private const int TitleLength = 60;
    private const int LinesRead = 120;

    // Long enough for a few letters, short enough to feel at once.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _gone = new();
    private readonly string _id = $"trial-{Guid.NewGuid():N}"[..14];
    private CancellationTokenSource? _waiting;
    private TrialSite? _site;
    private IReadOnlyList<ConversationRow> _recent = [];
    private (string Text, OwnCriterion? Own, AlertSettingsDraft Draft)? _tried;
    private string _text = "";
    private string _picked = "";
    private string? _unwritten;
    private ChatTrialResult? _result;

    [Inject]
    private ChatTrials Trials { get; set; } = default!;

    [Inject]
    private ConversationQueries Conversations { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public required Guid SiteId { get; set; }

    /// <summary>The settings, saved or not.</summary>
    [Parameter, EditorRequired]
    public required AlertSettingsDraft Draft { get; set; }

    /// <summary>The criterion that is being written.</summary>
    [Parameter]
    public OwnCriterion? Own { get; set; }

    /// <summary>True to try one criterion, false to try the settings as a whole.</summary>
    [Parameter]
    public bool ForOwn { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _waiting?.Cancel();
    }

    protected override async Task OnInitializedAsync()
    {
        _site = await Trials.GetSiteAsync(SiteId, _gone.Token);
        _recent = (await Conversations.ListAsync(SiteId, new ConversationFilter(), null, ChatsShown, _gone.Token)).Rows;
    }

    protected override Task OnParametersSetAsync() => TryLaterAsync();

    private static string TitleOf(ConversationRow row)
    {
        var title = row.Headline is { Length: > 0 } headline ? headline : row.FirstWords ?? "A chat without words";
        title = title.Length <= TitleLength ? title : title[..(TitleLength - 1)].TrimEnd() + "…";
        return row.Score is { } score ? $"{score} · {title}" : title;
    }

    private async Task PickAsync(ChangeEventArgs change)
    {
        _picked = change.Value as string ?? "";
        if (Guid.TryParse(_picked, out var id))
        {
            _text = ChatTrials.Write(await Conversations.ListMessagesAsync(SiteId, id, 1, LinesRead, _gone.Token));
            Try();
        }
    }

    private Task TypeAsync(string? text)
    {
        _text = text ?? "";
        _picked = "";
        return TryLaterAsync();
    }

    /// <summary>Tries once nothing has changed for a moment.</summary>
    private async Task TryLaterAsync()
    {
        _waiting?.Cancel();
        if (_text.Length == 0)
        {
            _result = null;
            _unwritten = null;
            _tried = null;
            return;
        }

        var waiting = _waiting = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        try
        {
            await Task.Delay(Pause, Clock, waiting.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Try();
    }

    private void Try()
    {
        if (_site is null)
        {
            return;
        }

        // A render of the page around it is no reason to read the chat again.
        if (_tried is { } tried && tried.Text == _text && tried.Own == Own && AlertSettingsChanges.Describe(tried.Draft, Draft).Count == 0)
        {
            return;
        }

        _tried = (_text, Own, Draft);
        _unwritten = ForOwn && Own?.FindNameProblem() is { } problem ? problem : null;
        _result = _unwritten is null ? Trials.Try(_site, _text, Draft, ForOwn ? Own : null) : null;
    }
}
