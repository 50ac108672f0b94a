using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Reads the story of a lead for a mail that no review sends: a release, an escalation, a claim, a digest.</summary>
public static class LeadStories
{
    private const int MessagesRead = 200;
    private const int ConversationsRead = 20;

    /// <summary>Reads it.</summary>
    /// <param name="db">Where it is stored.</param>
    /// <param name="site">The lead's site.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="now">When the mail is written, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>The lead and the story of its latest conversation that made it one; null when the lead is gone or of another site.</returns>
    public static async Task<(Lead Lead, LeadStory Story)?> FindAsync(
        LeadAlertsDbContext db, Site site, AlertSettings settings, Guid leadId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lead = await db.Leads.AsNoTracking().FirstOrDefaultAsync(row => row.SiteId == site.Id && row.Id == leadId, cancellationToken);
        if (lead is null)
        {
            return null;
        }

        var conversations = await db.Conversations.AsNoTracking()
            .Where(row => row.SiteId == site.Id && row.LeadId == leadId)
            .OrderByDescending(row => row.LastMessageAt)
            .Take(ConversationsRead)
            .ToListAsync(cancellationToken);
        var conversation = conversations.FirstOrDefault(row => row.Score >= settings.Threshold)
            ?? conversations.FirstOrDefault(row => row.Id == lead.FirstConversationId)
            ?? conversations.FirstOrDefault();
        if (conversation is null)
        {
            return null;
        }

        var assessment = await db.Assessments.AsNoTracking()
            .Where(row => row.SiteId == site.Id && row.ConversationId == conversation.Id)
            .OrderByDescending(row => row.ThroughSequence).ThenByDescending(row => row.AssessedAt)
            .FirstOrDefaultAsync(cancellationToken);
        var summary = await db.Summaries.AsNoTracking()
            .Where(row => row.SiteId == site.Id && row.ConversationId == conversation.Id)
            .OrderByDescending(row => row.ThroughSequence)
            .FirstOrDefaultAsync(cancellationToken);
        if (assessment is null || summary is null)
        {
            return null;
        }

        var messages = await db.Messages.AsNoTracking()
            .Where(row => row.SiteId == site.Id && row.ConversationId == conversation.Id)
            .OrderByDescending(row => row.Sequence)
            .Take(MessagesRead)
            .ToListAsync(cancellationToken);
        var transcript = Transcript.Of(conversation, messages);
        var story = new LeadStory(
            site, settings, conversation, transcript, assessment, summary, lead.Id, lead.Contact, conversation.LastVisitorMessageAt ?? lead.CreatedAt, now);
        return (lead, story);
    }
}
