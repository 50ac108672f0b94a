using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>Tells which of the owner's own criteria a conversation meets, with the words that show it. Pure.</summary>
internal static class OwnCriterionReader
{
    /// <summary>
    /// What a criterion of the owner's adds to the log-odds of a lead at 100 %: about what the trained criteria add in the middle;
    /// it lifts a score of 50 to 73 and lowers it to 27.
    /// </summary>
    public const double LogOdds = 1;

    /// <summary>An answer of up to so many words is read with the question before it.</summary>
    private const int AnswerWords = 6;

    private const float CommandsMachine = 0.5f;

    /// <summary>Reads them.</summary>
    /// <returns>Each criterion at most once, by the message that meets it best.</returns>
    public static IReadOnlyList<MetCriterion> Read(ConversationActs conversation, SiteCriteria criteria)
    {
        var matchers = criteria.Matchers;
        if (matchers.Count == 0)
        {
            return [];
        }

        var best = new OwnMatch?[matchers.Count];
        using var said = new MeaningText();
        using var around = new MeaningText();
        Span<Quantity> buffer = stackalloc Quantity[QuantityReader.MaxCount];
        for (var i = 0; i < conversation.Messages.Count; i++)
        {
            // Who gives orders to the machine meets nothing that somebody hoped to be met.
            if (conversation.Probability(i, SpeechAct.Inject) >= CommandsMachine)
            {
                continue;
            }

            said.Read(conversation.Messages[i].Text.Value, conversation.Words);
            around.Read(Around(conversation, i, said), conversation.Words);
            ReadOnlySpan<Quantity> quantities = buffer[..QuantityReader.Read(said, buffer)];
            for (var m = 0; m < matchers.Count; m++)
            {
                if (best[m] is not { Strength: 1 } && matchers[m].Match(i, said, quantities, around) is { } match && match.Strength > (best[m]?.Strength ?? 0))
                {
                    best[m] = match;
                }
            }
        }

        var met = new List<MetCriterion>();
        for (var m = 0; m < matchers.Count; m++)
        {
            if (best[m] is { } match)
            {
                var own = matchers[m].Criterion;
                var message = conversation.Messages[match.Message];
                met.Add(new MetCriterion(
                    own.Against ? Criterion.OwnAgainst : Criterion.OwnFor,
                    own.Against ? -LogOdds : LogOdds,
                    message.Line.Sequence,
                    message.Text.Original[match.Words])
                {
                    Own = own,
                });
            }
        }

        return met;
    }

    /// <summary>What a message must be read with: the question that a short one answers, or the message that it continues.</summary>
    private static string Around(ConversationActs conversation, int index, MeaningText said)
    {
        var asked = conversation.Messages[index].AskedBefore;
        if (asked.Length == 0)
        {
            return index > 0 ? conversation.Messages[index - 1].Text.Value : "";
        }

        if (said.Words > AnswerWords || (said.Denies && !said.Agrees))
        {
            return "";
        }

        var end = asked.LastIndexOf('?');
        if (end < 0)
        {
            return "";
        }

        var start = asked.LastIndexOfAny(['.', '!', '?', '\n'], end - 1 < 0 ? 0 : end - 1);
        return asked[(start + 1)..(end + 1)];
    }
}
