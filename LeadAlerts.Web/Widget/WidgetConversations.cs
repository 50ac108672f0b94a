using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Widget;

/// <summary>Reads what a visitor may see of a conversation: whoever has its token.</summary>
internal sealed class WidgetConversations(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>How many messages one answer holds; the page asks again for the rest.</summary>
    private const int Most = 200;

    /// <summary>The messages after a number, in order; null when the site has no such conversation.</summary>
    public async Task<WidgetLines?> FindLinesAsync(Guid siteId, string token, int after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversationId = await db.Conversations
            .Where(conversation => conversation.SiteId == siteId
                && conversation.Source == WidgetEndpoints.Source
                && conversation.ExternalId == token)
            .Select(conversation => (Guid?)conversation.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (conversationId is null)
        {
            return null;
        }

        return new WidgetLines(await db.Messages
            .Where(message => message.SiteId == siteId && message.ConversationId == conversationId && message.Sequence > after)
            .OrderBy(message => message.Sequence)
            .Take(Most)
            .Select(message => new WidgetLine(
                message.ExternalId,
                message.Sequence,
                message.Role == MessageRole.Visitor ? "visitor" : message.Role == MessageRole.Bot ? "bot" : "agent",
                message.Text,
                message.SentAt))
            .ToListAsync(cancellationToken));
    }
}
