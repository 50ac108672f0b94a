using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
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

    /// <summary>What a decision about a lead's alerts rests on.</summary>
    /// <param name="story">The lead's story.</param>
    /// <param name="contact">How to reach the visitor, as far as the lead knows.</param>
    /// <param name="status">How far members have come with it; null when there is no lead yet.</param>
    internal static LeadEvent EventOf(LeadStory story, VisitorContact contact, LeadStatus? status) => new()
    {
        Score = story.Assessment.Score,
        Status = status,
        Facts = LeadFacts.Of(story.Assessment, contact, story.Settings.HotScore),
        Category = story.Assessment.Category,
        Criteria = [.. story.Assessment.Signals.Select(signal => signal.Criterion).Distinct()],
        Language = story.Transcript.VisitorLines.Any() ? Lexicon.Shipped.LanguageOf(Reading.Of(story.Transcript)).Code : null,
        PagePath = Uri.TryCreate(story.Conversation.PageUrl, UriKind.Absolute, out var page) ? page.AbsolutePath : null,
    };
}
