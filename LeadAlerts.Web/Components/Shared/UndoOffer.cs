using MudBlazor;

namespace LeadAlerts.Web.Components.Shared;

/// <summary>The one way in which pages offer to take something back. Lives as long as the person's tab; what was done stays to be taken back after its notice has gone.</summary>
internal sealed partial class UndoOffer(ISnackbar snackbar, ILogger<UndoOffer> logger)
{
    private const string NoticeKey = "undo";

    private const int KeptMost = 20;

    private readonly List<(string Done, Func<Task> Undo)> _done = [];

    /// <summary>Raised, on any thread, when <see cref="Latest"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>Raised, on any thread, after something was taken back, or could not be.</summary>
    public event Action? TakenBack;

    /// <summary>What was done last and can be taken back; null where there is nothing.</summary>
    public string? Latest => _done is [.., var (done, _)] ? done : null;

    /// <summary>Tells that something is done, in place of what was told before, with a way back.</summary>
    /// <param name="done">What was done, in a few words.</param>
    /// <param name="undo">Takes it back. The page may be gone by then; one that shows the outcome comes back to its own thread by itself.</param>
    public void Make(string done, Func<Task> undo)
    {
        if (_done.Count == KeptMost)
        {
            _done.RemoveAt(0);
        }

        _done.Add((done, undo));
        Changed?.Invoke();

        // The older one goes first: of two with one key the newer would not be shown.
        snackbar.RemoveByKey(NoticeKey);
        Snackbar? notice = null;
        notice = snackbar.Add(
            builder =>
            {
                builder.OpenComponent<UndoNotice>(0);
                builder.AddComponentParameter(1, nameof(UndoNotice.Done), done);
                builder.AddComponentParameter(2, nameof(UndoNotice.Undone), (Func<Task>)TakeBackAsync);
                builder.AddComponentParameter(3, nameof(UndoNotice.Held), (Action<bool>)(held => notice?.PauseTransitions(held)));
                builder.CloseComponent();
            },
            Severity.Normal,
            options => options.HideIcon = true,
            NoticeKey);
    }

    /// <summary>Takes back what was done last; nothing where there is nothing.</summary>
    public async Task TakeBackAsync()
    {
        if (_done is not [.., var (_, undo)])
        {
            return;
        }

        _done.RemoveAt(_done.Count - 1);
        snackbar.RemoveByKey(NoticeKey);
        Changed?.Invoke();
        try
        {
            await undo();
        }
        catch (Exception problem)
        {
            // It may be pressed on any page, which has no part in what goes wrong.
            Log.UndoFailed(logger, problem);
            snackbar.Add("It could not be taken back. Please look how it stands now.", Severity.Error);
        }

        TakenBack?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What a person did could not be taken back")]
        public static partial void UndoFailed(ILogger logger, Exception problem);
    }
}
