using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Knowledge;

/// <summary>The questions that the bot could not answer, and what an owner does about them.</summary>
public sealed partial class KnowledgeGapsCard : IDisposable
{
    private const int ShownFirst = 3;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<KnowledgeGap>? _gaps;
    private int _shownRevision = -1;
    private bool _all;
    private bool _busy;
    private bool _failed;

    [Inject]
    private KnowledgeGaps Gaps { get; set; } = default!;

    [Inject]
    private KnowledgeWork Work { get; set; } = default!;

    [Inject]
    private ILogger<KnowledgeGapsCard> Logger { get; set; } = default!;

    [Parameter, EditorRequired]
    public required SiteAccess Access { get; set; }

    /// <summary>Grows when what the bot knows changed.</summary>
    [Parameter]
    public int Revision { get; set; }

    /// <summary>An answer was added or taken back from here.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose() => _gone.Cancel();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // After rendering, so that the answers do not wait for the questions, and the prerendered page does not read them for nothing.
        if (_shownRevision != Revision)
        {
            _shownRevision = Revision;
            await ReadAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _gaps = await Gaps.ListAsync(Access.SiteId, _gone.Token);
            _failed = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failed = true;
            Log.ReadFailed(Logger, exception, Access.SiteId);
        }
    }

    private Task AnswerAsync(KnowledgeGap gap) => OnceAsync(async () =>
    {
        if (await Work.AnswerAsync(Access.SiteId, gap.Question, ShowAsync))
        {
            await ShowAsync();
        }
    });

    private Task DismissAsync(KnowledgeGap gap) => OnceAsync(async () =>
    {
        if (await Work.DismissAsync(Access.SiteId, gap.Question, ShowAsync))
        {
            await ShowAsync();
        }
    });

    private async Task OnceAsync(Func<Task> work)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await work();
        }
        finally
        {
            _busy = false;
        }
    }

    // An undo may come after the person has left: it counts, but there is nothing to show.
    private Task ShowAsync() => InvokeAsync(async () =>
    {
        if (!_gone.IsCancellationRequested)
        {
            await ReadAsync();
            StateHasChanged();
            await Changed.InvokeAsync();
        }
    });

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The unanswered questions of site {SiteId} could not be read")]
        public static partial void ReadFailed(ILogger logger, Exception exception, Guid siteId);
    }
}
