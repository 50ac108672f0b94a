using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Reviews;

/// <summary>A conversation under review, with all that its review goes by.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Site">Its site.</param>
/// <param name="Settings">The site's alert settings.</param>
/// <param name="Messages">Its latest messages, the last one first.</param>
/// <param name="Transcript">The same in the order in which they were sent.</param>
internal sealed record ReviewedConversation(
    Conversation Conversation, Site Site, AlertSettings Settings, List<Message> Messages, Transcript Transcript)
{
    // More than a person would read; keeps a flooded conversation from filling the memory.
    private const int GreatestTranscript = 1000;

    private static readonly Func<LeadAlertsDbContext, Guid, Guid, CancellationToken, Task<Conversation?>> Claimed = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid conversationId, Guid token, CancellationToken _) =>
            db.Conversations.AsNoTracking().FirstOrDefault(row => row.Id == conversationId && row.ReviewToken == token));

    private static readonly Func<LeadAlertsDbContext, Guid, CancellationToken, Task<Site>> SiteOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, CancellationToken _) => db.Sites.AsNoTracking().First(row => row.Id == siteId));

    private static readonly Func<LeadAlertsDbContext, Guid, IAsyncEnumerable<Message>> MessagesOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid conversationId) => db.Messages.AsNoTracking()
            .Where(message => message.ConversationId == conversationId)
            .OrderByDescending(message => message.Sequence)
            .Take(GreatestTranscript));

    private static readonly Func<LeadAlertsDbContext, Guid, string, DateTimeOffset, Guid, CancellationToken, Task<int>> CountEarlier =
        EF.CompileAsyncQuery(
            (LeadAlertsDbContext db, Guid siteId, string visitorId, DateTimeOffset startedAt, Guid conversationId, CancellationToken _) =>
                db.Conversations.Count(other => other.SiteId == siteId && other.VisitorId == visitorId
                    && other.StartedAt < startedAt && other.Id != conversationId));

    /// <summary>Reads it.</summary>
    /// <param name="contexts">Where it is stored.</param>
    /// <param name="settingsStore">Where the site's alert settings are.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="token">The claim on its review.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>Null when the claim is another worker's by now, or the conversation is gone.</returns>
    public static async Task<ReviewedConversation?> FindAsync(
        IDbContextFactory<LeadAlertsDbContext> contexts,
        AlertSettingsStore settingsStore,
        Guid conversationId,
        Guid token,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await Claimed(db, conversationId, token, cancellationToken);
        if (conversation is null)
        {
            return null;
        }

        var site = await SiteOf(db, conversation.SiteId, cancellationToken);
        var settings = await settingsStore.GetAsync(site.Id, cancellationToken);
        var messages = await MessagesOf(db, conversationId).ToListAsync(cancellationToken);
        return new ReviewedConversation(conversation, site, settings, messages, await ReadTranscriptAsync(db, conversation, messages, cancellationToken));
    }

    private static async Task<Transcript> ReadTranscriptAsync(
        LeadAlertsDbContext db, Conversation conversation, List<Message> messages, CancellationToken cancellationToken)
    {
        var earlier = conversation.VisitorId is { } visitorId
            ? await CountEarlier(db, conversation.SiteId, visitorId, conversation.StartedAt, conversation.Id, cancellationToken)
            : 0;
        return Transcript.Of(conversation, messages, earlier);
    }
}
