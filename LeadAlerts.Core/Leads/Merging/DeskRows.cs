using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads.Merging;

/// <summary>A merged lead's chats, and what members wrote and decided about it.</summary>
internal sealed class DeskRows : IFollowsLead
{
    public async Task<LeadMergeUndo> MoveAsync(
        LeadAlertsDbContext db, Guid siteId, Guid mergedId, Guid survivorId, LeadMergeUndo undo, CancellationToken cancellationToken)
    {
        undo = undo with
        {
            Conversations = await db.Conversations.Where(row => row.SiteId == siteId && row.LeadId == mergedId).Select(row => row.Id).ToListAsync(cancellationToken),
            Rows = new Dictionary<string, IReadOnlyList<Guid>>
            {
                [nameof(db.LeadNotes)] = await db.LeadNotes.Where(row => row.SiteId == siteId && row.LeadId == mergedId).Select(row => row.Id).ToListAsync(cancellationToken),
                [nameof(db.LeadSteps)] = await db.LeadSteps.Where(row => row.SiteId == siteId && row.LeadId == mergedId).Select(row => row.Id).ToListAsync(cancellationToken),
                [nameof(db.LeadReplies)] = await db.LeadReplies.Where(row => row.SiteId == siteId && row.LeadId == mergedId).Select(row => row.Id).ToListAsync(cancellationToken),
                [nameof(db.TeamNotices)] = await db.TeamNotices.Where(row => row.SiteId == siteId && row.LeadId == mergedId).Select(row => row.Id).ToListAsync(cancellationToken),
                [nameof(db.LeadFeedback)] = await db.LeadFeedback.Where(row => row.SiteId == siteId && row.LeadId == mergedId).Select(row => row.Id).ToListAsync(cancellationToken),
            },
        };
        await PutAsync(db, siteId, survivorId, undo, cancellationToken);
        return undo;
    }

    public Task ReturnAsync(LeadAlertsDbContext db, Guid siteId, Guid mergedId, LeadMergeUndo undo, CancellationToken cancellationToken) =>
        PutAsync(db, siteId, mergedId, undo, cancellationToken);

    private static async Task PutAsync(LeadAlertsDbContext db, Guid siteId, Guid leadId, LeadMergeUndo undo, CancellationToken cancellationToken)
    {
        var (chats, rows) = (undo.Conversations, undo.Rows);
        var (notes, steps, replies, notices, feedback) = (
            rows[nameof(db.LeadNotes)], rows[nameof(db.LeadSteps)], rows[nameof(db.LeadReplies)], rows[nameof(db.TeamNotices)], rows[nameof(db.LeadFeedback)]);
        await db.Conversations.Where(row => row.SiteId == siteId && chats.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, (Guid?)leadId), cancellationToken);
        await db.LeadNotes.Where(row => row.SiteId == siteId && notes.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, leadId), cancellationToken);
        await db.LeadSteps.Where(row => row.SiteId == siteId && steps.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, leadId), cancellationToken);
        await db.LeadReplies.Where(row => row.SiteId == siteId && replies.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, leadId), cancellationToken);
        await db.TeamNotices.Where(row => row.SiteId == siteId && notices.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, leadId), cancellationToken);
        await db.LeadFeedback.Where(row => row.SiteId == siteId && feedback.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, (Guid?)leadId), cancellationToken);
    }
}
