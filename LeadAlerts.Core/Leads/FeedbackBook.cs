using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads;

/// <summary>Writes down what people say of assessments, with the score of then. The caller saves.</summary>
internal static class FeedbackBook
{
    /// <summary>Makes the word about a lead agree with its status: there is one exactly while it is marked as no lead.</summary>
    /// <param name="db">Where the caller saves.</param>
    /// <param name="lead">The lead with its new status.</param>
    /// <param name="source">Where it was said.</param>
    /// <param name="by">How the person is called.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task FollowAsync(
        LeadAlertsDbContext db, Lead lead, FeedbackSource source, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var said = await db.LeadFeedback
            .Where(row => row.SiteId == lead.SiteId && row.LeadId == lead.Id && row.Verdict == FeedbackVerdict.NotALead)
            .ToListAsync(cancellationToken);
        if (lead.Status != LeadStatus.NotALead)
        {
            db.RemoveRange(said);
        }
        else if (said.Count == 0)
        {
            await WriteAsync(db, lead.SiteId, null, lead.Id, FeedbackVerdict.NotALead, source, by, now, cancellationToken);
        }
    }

    /// <summary>Notes that a conversation which stayed below the threshold was a lead.</summary>
    public static Task MarkMissedAsync(
        LeadAlertsDbContext db, Guid siteId, Guid conversationId, FeedbackSource source, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(db, siteId, conversationId, null, FeedbackVerdict.WasALead, source, by, now, cancellationToken);

    private static async Task WriteAsync(
        LeadAlertsDbContext db,
        Guid siteId,
        Guid? conversationId,
        Guid? leadId,
        FeedbackVerdict verdict,
        FeedbackSource source,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var highest = await (
            from assessment in db.Assessments
            join conversation in db.Conversations on assessment.ConversationId equals conversation.Id
            where conversation.SiteId == siteId && (conversationId != null ? conversation.Id == conversationId : conversation.LeadId == leadId)
            orderby assessment.Score descending, assessment.AssessedAt descending, assessment.Id descending
            select new { assessment.ConversationId, conversation.LeadId, assessment.Score, assessment.Threshold, assessment.SettingsVersion })
            .FirstOrDefaultAsync(cancellationToken);
        if (highest is null)
        {
            // Nobody judged it, so there is nothing to say of the judgement.
            return;
        }

        var before = await db.LeadFeedback.FirstOrDefaultAsync(
            row => row.SiteId == siteId && row.ConversationId == highest.ConversationId, cancellationToken);
        if (before is not null)
        {
            db.Remove(before);
        }

        db.Add(new LeadFeedback(
            siteId, highest.ConversationId, highest.LeadId, verdict, source, highest.Score, highest.Threshold, highest.SettingsVersion, by, now));
    }
}
