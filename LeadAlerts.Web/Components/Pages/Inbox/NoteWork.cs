using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Does what a member does with notes, tells it, and offers to take it back. Lives as long as the member's tab.</summary>
internal sealed class NoteWork(NoteDesk desk, InboxFeed feed, ISnackbar snackbar)
{
    /// <summary>Writes a note.</summary>
    public async Task AddAsync(SiteAccess access, Guid leadId, string text)
    {
        await desk.AddAsync(access.SiteId, leadId, access.UserId, text, CancellationToken.None);
        feed.Publish(access.SiteId);
    }

    /// <summary>Changes the member's own note.</summary>
    public async Task EditAsync(SiteAccess access, NoteRow note, string text)
    {
        var outcome = await desk.EditAsync(access.SiteId, note.Id, access.UserId, note.Text, text, CancellationToken.None);
        if (outcome != DeskOutcome.Done)
        {
            snackbar.Add("This note was changed or deleted meanwhile, so it stays as it is.", Severity.Warning);
        }
        else if (text.Trim() != note.Text)
        {
            OfferUndo(access, "Note changed", () => desk.EditAsync(access.SiteId, note.Id, access.UserId, text.Trim(), note.Text, CancellationToken.None));
        }

        feed.Publish(access.SiteId);
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

    private void OfferUndo(SiteAccess access, string done, Func<Task<DeskOutcome>> undo) => snackbar.OfferUndo(done, async () =>
    {
        if (await undo() != DeskOutcome.Done)
        {
            snackbar.Add("It was changed again meanwhile, so it stays as it is.", Severity.Warning);
        }

        feed.Publish(access.SiteId);
    });
}
