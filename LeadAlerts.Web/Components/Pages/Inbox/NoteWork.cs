using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Does what a member does with notes, tells it, and offers to take it back. Lives as long as the member's tab.</summary>
internal sealed class NoteWork(NoteDesk desk, InboxFeed feed, ISnackbar snackbar, UndoOffer offer)
{
    /// <summary>Writes a note.</summary>
    /// <returns>False when it is not saved, for the lead is no longer there: the text is still the member's.</returns>
    public async Task<bool> AddAsync(SiteAccess access, Guid leadId, string text)
    {
        var outcome = await desk.AddAsync(access.SiteId, leadId, access.UserId, text, CancellationToken.None);
        if (outcome != DeskOutcome.Done)
        {
            snackbar.Add("Your note is not saved: the lead was merged or deleted meanwhile.", Severity.Warning);
        }

        feed.Publish(access.SiteId);
        return outcome == DeskOutcome.Done;
    }

    /// <summary>Changes the member's own note.</summary>
    /// <returns>False when it is not saved, for the note no longer says what it said in <paramref name="note"/> or was deleted.</returns>
    public async Task<bool> EditAsync(SiteAccess access, NoteRow note, string text)
    {
        var outcome = await desk.EditAsync(access.SiteId, note.Id, access.UserId, note.Text, text, CancellationToken.None);
        if (outcome == DeskOutcome.Done && text.Trim() != note.Text)
        {
            OfferUndo(access, "Note changed", () => desk.EditAsync(access.SiteId, note.Id, access.UserId, text.Trim(), note.Text, CancellationToken.None));
        }

        feed.Publish(access.SiteId);
        return outcome == DeskOutcome.Done;
    }

    /// <summary>Deletes the member's own note.</summary>
    public async Task DeleteAsync(SiteAccess access, NoteRow note)
    {
        if (await desk.DeleteAsync(access.SiteId, note.Id, access.UserId, CancellationToken.None) is { } deleted)
        {
            OfferUndo(access, "Note deleted", () => desk.RestoreAsync(deleted, CancellationToken.None));
        }

        feed.Publish(access.SiteId);
    }

    private void OfferUndo(SiteAccess access, string done, Func<Task<DeskOutcome>> undo) => offer.Make(done, async () =>
    {
        if (await undo() != DeskOutcome.Done)
        {
            snackbar.Add("It was changed again meanwhile, so it stays as it is.", Severity.Warning);
        }

        feed.Publish(access.SiteId);
    });
}
