using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Knowledge;

/// <summary>Answers visitors with what the site knows, admits what it does not know, and asks how the visitor can be reached.</summary>
/// <remarks>A singleton, safe for use by several threads.</remarks>
public sealed class SiteBot(IDbContextFactory<LeadAlertsDbContext> contexts, KnowledgeSearch knowledge, ConversationIntake intake)
{
    /// <summary>What the id of an answer adds to the id of the message that it answers.</summary>
    internal const string AnswerSuffix = ".bot";

    /// <summary>How many lines before a message the bot takes into account.</summary>
    private const int MostLines = 200;

    /// <summary>The id under which the answer to a visitor's message is stored, so that a repeat finds it instead of making another.</summary>
    /// <param name="visitorMessageId">The sender's id of the visitor's message.</param>
    public static string AnswerIdFor(string visitorMessageId) => visitorMessageId + AnswerSuffix;

    /// <summary>Stores the answer to a stored message of a visitor, once.</summary>
    /// <param name="site">The site.</param>
    /// <param name="source">The conversation's source.</param>
    /// <param name="conversationId">The sender's id of the conversation.</param>
    /// <param name="visitorMessageId">The sender's id of the message.</param>
    /// <param name="cancellationToken">Ends the work; what is stored stays.</param>
    /// <returns>What became of the answer; null when there was nothing to say or it was said before.</returns>
    public async Task<IntakeOutcome?> AnswerAsync(
        SiteEntry site, string source, string conversationId, string visitorMessageId, CancellationToken cancellationToken)
    {
        var answerId = AnswerIdFor(visitorMessageId);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations
            .Where(stored => stored.SiteId == site.Id && stored.Source == source && stored.ExternalId == conversationId)
            .Select(stored => new { stored.Id, stored.VisitorName, stored.VisitorEmail, stored.VisitorPhone, stored.VisitorLocale })
            .SingleOrDefaultAsync(cancellationToken);
        if (conversation is null)
        {
            return null;
        }

        var lines = await db.Messages
            .Where(message => message.SiteId == site.Id && message.ConversationId == conversation.Id)
            .OrderByDescending(message => message.Sequence)
            .Take(MostLines)
            .Select(message => new { message.Sequence, message.ExternalId, message.Role, message.Text, message.SentAt })
            .ToListAsync(cancellationToken);
        lines.Reverse();
        if (lines.Find(line => line.ExternalId == visitorMessageId && line.Role == MessageRole.Visitor) is not { } asked
            || lines.Exists(line => line.ExternalId == answerId))
        {
            return null;
        }

        var known = await knowledge.FindAsync(site.Id, asked.Text, take: 1, cancellationToken);
        var turn = new BotTurn(
            site.Name,
            site.Region,
            site.Business,
            new VisitorProfile(
                null, conversation.VisitorName, conversation.VisitorEmail, conversation.VisitorPhone, conversation.VisitorLocale),
            [
                .. lines.Where(line => line.Sequence < asked.Sequence)
                    .Select(line => new TranscriptLine(line.Sequence, line.Role, line.Text, line.SentAt)),
            ],
            asked.Text,
            known.Count == 0 ? null : known[0]);
        if (turn.Answer() is not { } text)
        {
            return null;
        }

        var answer = new IncomingMessage(answerId, MessageRole.Bot, text);
        return await intake.ReceiveAsync(
            new IncomingConversation(site.Id, source, conversationId, VisitorProfile.Unknown, [answer]), cancellationToken);
    }
}
