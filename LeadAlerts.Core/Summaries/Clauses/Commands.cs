using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>
/// Takes out what a visitor typed for the machine to obey where the visitor says something else beside it. Where nothing else is said, a
/// reader is shown what was tried, without the marks that it asks for.
/// </summary>
internal static class Commands
{
    /// <summary>From here on a message counts as one that commands the machine.</summary>
    private const float Commanding = 0.25f;

    /// <summary>So many words of commands make a command.</summary>
    private const int FewestWords = 2;

    private const int MarkReach = 2;

    /// <summary>Marks it.</summary>
    public static void Apply(VisitorWords words)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            if (words.Conversation.Probability(message, SpeechAct.Inject) < Commanding)
            {
                continue;
            }

            var (begin, end) = (words.First(message), words.First(message + 1));
            for (var from = begin; from < end;)
            {
                var to = SentenceEnd(words, from, end);
                if (Machine(words, from, to) >= FewestWords)
                {
                    TakeOut(words, from, to);
                }

                from = to;
            }
        }
    }

    private static void TakeOut(VisitorWords words, int from, int to)
    {
        if (Asks(words, 0, from) || Asks(words, to, words.Count))
        {
            words.Mark(from, to, WordMarks.Gone);
            return;
        }

        for (var i = from; i < to; i++)
        {
            for (var before = i - 1; before >= from && i - before <= MarkReach && words[i].Has(WordMarks.Digits); before--)
            {
                if (words[before].IsWord && words[before].May(WordUses.Machine))
                {
                    words.Mark(i, i + 1, WordMarks.Gone);
                }
            }
        }
    }

    private static int Machine(VisitorWords words, int from, int to)
    {
        var count = 0;
        for (var i = from; i < to; i++)
        {
            count += words[i].IsWord && words[i].May(WordUses.Machine) ? 1 : 0;
        }

        return count;
    }

    /// <summary>True when a sentence wants, asks or names a thing, as customers do.</summary>
    private static bool Asks(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsWord && !words[i].IsOut && (WordClass.IsThing(words[i].Class) || (words[i].Class != 0 && words[i].Class == WordClass.Question) || words[i].May(WordUses.LeadIn)))
            {
                return true;
            }
        }

        return false;
    }

    private static int SentenceEnd(VisitorWords words, int from, int end)
    {
        for (var i = from + 1; i < end; i++)
        {
            if (words[i].Has(WordMarks.NewLine))
            {
                return i;
            }

            if (words[i].Has(WordMarks.Sign) && words.Folded(i)[0] is '.' or '!' or '?' && !(i + 1 < end && words[i + 1].Has(WordMarks.Glued)))
            {
                return i + 1;
            }
        }

        return end;
    }
}
