using MudBlazor;

namespace LeadAlerts.Web.Components.Shared;

/// <summary>The one way in which pages offer to take something back.</summary>
internal static class UndoOffer
{
    // More than the screen shows at once would let the last one wait, and with it the way back from what was done just now.
    private const int ShownMost = 3;

    /// <summary>Tells that something is done, with a way back for as long as the notice stands.</summary>
    /// <param name="snackbar">Where it is told.</param>
    /// <param name="done">What was done, in a few words.</param>
    /// <param name="undo">Takes it back. The page may be gone by then; one that shows the outcome comes back to its own thread by itself.</param>
    public static void OfferUndo(this ISnackbar snackbar, string done, Func<Task> undo)
    {
        foreach (var old in snackbar.ShownSnackbars.SkipLast(ShownMost - 1).ToList())
        {
            snackbar.Remove(old);
        }

        snackbar.Add(done, Severity.Normal, options =>
        {
            options.Action = "Undo";
            options.HideIcon = true;
            options.OnClick = _ => undo();
        });
    }
}
