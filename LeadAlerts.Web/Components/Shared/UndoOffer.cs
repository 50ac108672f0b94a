using MudBlazor;

namespace LeadAlerts.Web.Components.Shared;

/// <summary>The one way in which pages offer to take something back. Lives as long as the person's tab.</summary>
internal sealed partial class UndoOffer(ISnackbar snackbar, ILogger<UndoOffer> logger)
{
    // More than the screen shows at once would let the last one wait, and with it the way back from what was done just now.
    private const int ShownMost = 3;

    /// <summary>Tells that something is done, with a way back for as long as the notice stands.</summary>
    /// <param name="done">What was done, in a few words.</param>
    /// <param name="undo">Takes it back. The page may be gone by then; one that shows the outcome comes back to its own thread by itself.</param>
    public void Make(string done, Func<Task> undo)
    {
        foreach (var old in snackbar.ShownSnackbars.SkipLast(ShownMost - 1).ToList())
        {
            snackbar.Remove(old);
        }

        snackbar.Add(done, Severity.Normal, options =>
        {
            options.Action = "Undo";
            options.HideIcon = true;
            options.OnClick = _ => TryAsync(undo);
        });
    }

    // Nobody waits for a notice's click: what goes wrong with it would be heard of nowhere.
    private async Task TryAsync(Func<Task> undo)
    {
        try
        {
            await undo();
        }
        catch (Exception problem)
        {
            Log.UndoFailed(logger, problem);
            snackbar.Add("It could not be taken back. Please look how it stands now.", Severity.Error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What a person did could not be taken back")]
        public static partial void UndoFailed(ILogger logger, Exception problem);
    }
}
