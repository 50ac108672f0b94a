using System.Linq.Expressions;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Reads a site's conversations. Safe for use by several threads.</summary>
public sealed class ConversationQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>How many conversations one part of a list holds.</summary>
    public const int PageSize = 50;

    private const int FirstWordsLength = 160;

    /// <summary>A part of the site's conversations, newest first.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">Where the part begins; null for the beginning.</param>
    /// <param name="take">How many at most, 1–500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<ConversationPart> ListAsync(
        Guid siteId, ConversationFilter filter, ConversationCursor? after, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, 500);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversations = db.Conversations.AsNoTracking().Where(conversation => conversation.SiteId == siteId);
        var search = SearchWords.Parse(siteId, filter.Search);
        if (search is not null)
        {
            if (search.Match is not { } match)
            {
                return new ConversationPart([], null);
            }

            conversations = (await db.FindConversationsAsync(siteId, match, cancellationToken)).AsNoTracking();
        }

        if (filter.Category is { } category)
        {
            conversations = conversations.Where(conversation => conversation.Category == (int)category);
        }

        conversations = filter.Verdict switch
        {
            VerdictFilter.Leads => conversations.Where(conversation => conversation.LeadId != null),
            VerdictFilter.NotLeads => conversations.Where(conversation => conversation.LeadId == null && conversation.Score != null),
            _ => conversations,
        };
        if (after is not null)
        {
            // The first comparison lets the index find the place; the second settles rows of the same instant.
            var (at, id) = after;
            conversations = conversations.Where(conversation =>
                conversation.LastMessageAt <= at && (conversation.LastMessageAt < at || conversation.Id.CompareTo(id) < 0));
        }

        var page = conversations
            .OrderByDescending(conversation => conversation.LastMessageAt).ThenByDescending(conversation => conversation.Id)
            .Take(take + 1);
        if (search is not null)
        {
            // As in the inbox: by id alone, and the ids are of this site.
            var ids = page.Select(conversation => conversation.Id);
            page = db.Conversations.AsNoTracking()
                .Where(conversation => ids.Contains(conversation.Id))
                .OrderByDescending(conversation => conversation.LastMessageAt).ThenByDescending(conversation => conversation.Id);
        }

        var rows = await page
            .Select(Row(db))
            .ToListAsync(cancellationToken);
        return rows.Count <= take
            ? new ConversationPart(rows, null)
            : new ConversationPart(rows[..take], new ConversationCursor(rows[take - 1].LastMessageAt, rows[take - 1].Id));
    }

    /// <summary>Tells which of certain conversations the site still has.</summary>
    public async Task<IReadOnlyList<Guid>> ListStoredAsync(Guid siteId, IReadOnlyList<Guid> conversationIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations
            .Where(conversation => conversation.SiteId == siteId && conversationIds.Contains(conversation.Id))
            .Select(conversation => conversation.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>One conversation; null when it does not exist or belongs to another site.</summary>
    public async Task<ConversationDetail?> FindAsync(Guid siteId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = db.Conversations.AsNoTracking()
            .Where(conversation => conversation.SiteId == siteId && conversation.Id == conversationId);
        var conversation = await mine.FirstOrDefaultAsync(cancellationToken);
        if (conversation is null)
        {
            return null;
        }

        var row = await mine.Select(Row(db)).FirstAsync(cancellationToken);
        var assessment = await db.Assessments.AsNoTracking()
            .Where(assessment => assessment.SiteId == siteId && assessment.ConversationId == conversationId)
            .OrderByDescending(assessment => assessment.ThroughSequence).ThenByDescending(assessment => assessment.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var summary = await db.Summaries.AsNoTracking()
            .Where(summary => summary.SiteId == siteId && summary.ConversationId == conversationId)
            .OrderByDescending(summary => summary.ThroughSequence).ThenByDescending(summary => summary.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return new ConversationDetail(
            row, conversation.StartedAt, conversation.EndedAt, conversation.PageUrl, conversation.Source, assessment, summary);
    }

    /// <summary>A stretch of a conversation's messages, in order of their numbers.</summary>
    /// <param name="siteId">The site; another site's conversation gives no messages.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="fromSequence">The first number, from 1.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<TranscriptLine>> ListMessagesAsync(
        Guid siteId, Guid conversationId, int fromSequence, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Messages
            .Where(message => message.SiteId == siteId && message.ConversationId == conversationId && message.Sequence >= fromSequence)
            .OrderBy(message => message.Sequence)
            .Take(take)
            .Select(message => new TranscriptLine(message.Sequence, message.Role, message.Text, message.SentAt))
            .ToListAsync(cancellationToken);
    }

    private static Expression<Func<Conversation, ConversationRow>> Row(LeadAlertsDbContext db) => conversation => new ConversationRow(
        conversation.Id,
        conversation.Headline,
        db.Messages
            .Where(message => message.ConversationId == conversation.Id && message.Role == MessageRole.Visitor)
            .OrderBy(message => message.Sequence)
            .Select(message => message.Text.Substring(0, FirstWordsLength))
            .FirstOrDefault(),
        conversation.VisitorName,
        conversation.Score,
        (ConversationCategory?)conversation.Category,
        (AlertVerdict?)db.Assessments
            .Where(assessment => assessment.ConversationId == conversation.Id)
            .OrderByDescending(assessment => assessment.ThroughSequence).ThenByDescending(assessment => assessment.Id)
            .Select(assessment => assessment.AlertVerdict)
            .FirstOrDefault(),
        db.Assessments
            .Where(assessment => assessment.ConversationId == conversation.Id && assessment.AlertVerdict != null)
            .OrderByDescending(assessment => assessment.ThroughSequence).ThenByDescending(assessment => assessment.Id)
            .Select(assessment => (int?)assessment.Threshold)
            .FirstOrDefault(),
        conversation.LeadId,
        conversation.MessageCount,
        conversation.ReviewDueAt != null,
        conversation.LastMessageAt);
}
