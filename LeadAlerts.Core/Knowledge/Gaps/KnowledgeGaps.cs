using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Knowledge.Gaps;

/// <summary>Tells what visitors asked a site's own bot in vain, and keeps what the site does not want to answer.</summary>
/// <remarks>Who may do so is the caller's to check. A singleton, safe for use by several threads.</remarks>
public sealed class KnowledgeGaps(IDbContextFactory<LeadAlertsDbContext> contexts, KnowledgeSearch knowledge, TimeProvider clock)
{
    /// <summary>How many gaps are listed at most.</summary>
    public const int MostRows = 20;

    /// <summary>How far back questions count, in days.</summary>
    public const int Days = 30;

    // The busiest site is read no further back than this; the latest chats say best what is missing now.
    private const int MostChats = 2000;
    private const int MostQuestions = 500;

    /// <summary>How many gaps are compared with what the site knows meanwhile.</summary>
    private const int MostCompared = 200;

    // The bot admits that it does not know at the beginning of its answer or not at all; none of its sentences holds a wildcard.
    private static readonly string[] Openings =
        [.. BotPhrases.Languages.Select(language => BotPhrases.For(language).DontKnow.Split("{0}")[0] + "%")];

    /// <summary>What visitors asked in the last <see cref="Days"/> days, the bot could not answer then, and could not now.</summary>
    /// <returns>What was asked in most chats first, at most <see cref="MostRows"/>; without what was dismissed.</returns>
    public async Task<IReadOnlyList<KnowledgeGap>> ListAsync(Guid siteId, CancellationToken cancellationToken)
    {
        var (asked, dismissed) = await ReadAsync(siteId, cancellationToken);
        var gaps = new List<KnowledgeGap>();
        foreach (var group in QuestionGroup.Of(siteId, asked).Where(group => !group.Keys.Overlaps(dismissed)).Take(MostCompared))
        {
            var gap = group.ToGap();
            if ((await knowledge.FindAsync(siteId, gap.Question, take: 1, cancellationToken)).Count > 0)
            {
                continue;
            }

            gaps.Add(gap);
            if (gaps.Count == MostRows)
            {
                break;
            }
        }

        return gaps;
    }

    /// <summary>Lists a question, and what is asked in much the same words, no longer. Nothing happens when it is dismissed already.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="question">Its wording, as <see cref="ListAsync"/> gives it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task DismissAsync(Guid siteId, string question, CancellationToken cancellationToken)
    {
        var key = KeyOf(siteId, question);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.DismissedQuestions.AnyAsync(row => row.SiteId == siteId && row.Key == key, cancellationToken))
        {
            db.Add(new DismissedQuestion(siteId, key, clock.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Takes back <see cref="DismissAsync"/>.</summary>
    public async Task RestoreAsync(Guid siteId, string question, CancellationToken cancellationToken)
    {
        var key = KeyOf(siteId, question);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.DismissedQuestions.Where(row => row.SiteId == siteId && row.Key == key).ExecuteDeleteAsync(cancellationToken);
    }

    private static string KeyOf(Guid siteId, string question) => DismissedQuestion.KeyOf(siteId, QuestionTerms.MeaningsOf(question));

    private async Task<(IReadOnlyList<UnansweredQuestion> Asked, IReadOnlySet<string> Dismissed)> ReadAsync(
        Guid siteId, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        var openings = Openings;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // By the index of a site's chats to the latest of them, and by the index of a chat to its messages: messages have none of a site.
        var chats = db.Conversations
            .Where(chat => chat.SiteId == siteId && chat.LastMessageAt >= since)
            .OrderByDescending(chat => chat.LastMessageAt).ThenByDescending(chat => chat.Id)
            .Take(MostChats)
            .Select(chat => chat.Id);
        var asked = await (
            from answer in db.Messages
            where chats.Contains(answer.ConversationId) && answer.SiteId == siteId && answer.Role == MessageRole.Bot && answer.ReceivedAt >= since
                && openings.Any(opening => EF.Functions.Like(answer.Text, opening))
            from question in db.Messages
            where question.ConversationId == answer.ConversationId && question.SiteId == siteId && question.Role == MessageRole.Visitor
                && question.ExternalId == answer.ExternalId.Substring(0, answer.ExternalId.Length - SiteBot.AnswerSuffix.Length)
            orderby question.ReceivedAt descending, question.Id descending
            select new { question.ConversationId, question.Sequence, question.Text, question.ReceivedAt, AnswerId = answer.ExternalId, Answer = answer.Text })
            .Take(MostQuestions)
            .ToListAsync(cancellationToken);
        var dismissed = await db.DismissedQuestions.Where(row => row.SiteId == siteId).Select(row => row.Key).ToListAsync(cancellationToken);
        return (
            [
                .. asked
                    .Where(row => row.AnswerId.EndsWith(SiteBot.AnswerSuffix, StringComparison.Ordinal)
                        && BotPhrases.Holds(row.Answer, phrases => phrases.DontKnow))
                    .Select(row => new UnansweredQuestion(row.ConversationId, row.Sequence, row.Text, row.ReceivedAt)),
            ],
            dismissed.ToHashSet());
    }
}
