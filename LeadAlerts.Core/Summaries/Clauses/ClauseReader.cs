using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Tells what each clause is told as and how much it tells.</summary>
internal static class ClauseReader
{
    /// <summary>Of a question or a worry without a thing in it, as much as of this many telling words.</summary>
    private const float LeastValue = 0.3f;

    private const float AsideShare = 0.3f;

    /// <summary>What a message tells counts this much where it neither asks, wants, answers nor names anything.</summary>
    private const float SmallTalkShare = 0.4f;

    private const float RepeatedShare = 0.4f;

    private const float ToldShare = 0.3f;

    private static readonly SpeechAct[] Asides = [SpeechAct.Noise, SpeechAct.Thanks, SpeechAct.Abuse];

    private static readonly SpeechAct[] Telling =
    [
        SpeechAct.Need, SpeechAct.Price, SpeechAct.Book, SpeechAct.Availability, SpeechAct.Product, SpeechAct.Timeline, SpeechAct.Budget,
        SpeechAct.Existing, SpeechAct.Complaint, SpeechAct.Job, SpeechAct.Vendor, SpeechAct.Research, SpeechAct.Wrong,
    ];

    private static readonly SpeechAct[] Asking = [SpeechAct.Product, SpeechAct.Price, SpeechAct.Availability];

    private static readonly SpeechAct[] Stating =
    [
        SpeechAct.Info, SpeechAct.Timeline, SpeechAct.Accept, SpeechAct.Decline, SpeechAct.Complaint, SpeechAct.Job, SpeechAct.Vendor, SpeechAct.Abuse,
        SpeechAct.Noise, SpeechAct.Inject,
    ];

    private static readonly SpeechAct[] Wishing = [SpeechAct.Need, SpeechAct.Book, SpeechAct.Callback, SpeechAct.Existing, SpeechAct.Complaint];

    /// <summary>Reads all clauses; a word that is told already counts little.</summary>
    public static void Read(VisitorWords words, Span<Clause> clauses)
    {
        foreach (ref var clause in clauses)
        {
            var share = words.Messages == 1 ? 1
                : IsAside(words.Does, clause.Message) ? AsideShare
                : Math.Min(1, SmallTalkShare + words.Does.Most(clause.Message, Telling));
            clause.Value = 0;
            clause.Kind = KindOf(words, clause);
            for (var i = clause.From; i < clause.To; i++)
            {
                if (!words[i].IsOut)
                {
                    clause.Value += words[i].Weight * share * (words[i].Has(WordMarks.Told) ? ToldShare : words[i].Has(WordMarks.Repeated) ? RepeatedShare : 1);
                    if (words[i].May(WordUses.Worry))
                    {
                        clause.Value += LeastValue;
                    }
                }
            }

            if (clause.Message >= words.Messages - 2 && clause.Length >= 2 && IsEnd(words.Does, clause.Message))
            {
                // Why it came to nothing.
                clause.Value += LeastValue;
                clause.Tells = true;
            }

            if (clause.Kind == ClauseKind.Question && (clause.Tells || Inquires(words, clause)))
            {
                clause.Value += LeastValue;
                clause.Tells = true;
            }
        }
    }

    /// <summary>True when a message is a joke, an insult or a thank-you before it is anything else.</summary>
    private static bool IsAside(ActStrengths does, int message)
    {
        var aside = does.Most(message, Asides);
        foreach (var other in does.Of(message))
        {
            if (other > aside)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when a question has a word such as "how" in it, and another: "how much?".</summary>
    private static bool Inquires(VisitorWords words, in Clause clause)
    {
        for (var i = clause.From; i < clause.To && clause.Length >= 2; i++)
        {
            if (words[i].IsWord && words[i].Class == WordClass.Question)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a message takes it all back, or turns out to be meant for others, before it is anything else.</summary>
    private static bool IsEnd(ActStrengths does, int message)
    {
        var ends = does.Most(message, [SpeechAct.Decline, SpeechAct.Wrong]);
        foreach (var other in does.Of(message))
        {
            if (other > ends)
            {
                return false;
            }
        }

        return true;
    }

    private static ClauseKind KindOf(VisitorWords words, in Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (words[i].May(WordUses.Worry) && !words[i].IsOut && !(i > clause.From && words[i - 1].Class == WordClass.Negation && words[i - 1].IsWord))
            {
                return ClauseKind.Concern;
            }
        }

        var asks = words.Does.Most(clause.Message, Asking);
        var wishes = words.Does.Most(clause.Message, Wishing);
        ref readonly var first = ref words[clause.From];
        if (clause.Asks)
        {
            // "can you come thursday?" asks for a visit, "can you do trucks?" asks about the offer.
            return asks >= wishes || (first.IsWord && first.Class == WordClass.Question) ? ClauseKind.Question : ClauseKind.Want;
        }

        // In other languages than English "can" and "must" begin statements too.
        var opens = first.IsWord && first.Class is var begin && begin != 0
            && (begin == WordClass.Question || (begin == WordClass.Modal && words.Conversation.Language == "en"));
        return asks >= wishes && asks > words.Does.Most(clause.Message, Stating) && (opens || IsAlone(words, clause)) ? ClauseKind.Question : ClauseKind.Want;
    }

    /// <summary>A message of one sentence does what the whole message does.</summary>
    private static bool IsAlone(VisitorWords words, in Clause clause)
    {
        var (begin, end) = (words.First(clause.Message), words.First(clause.Message + 1));
        for (var i = begin; i < end - 1; i++)
        {
            if (words.IsSign(i, '.') || words.IsSign(i, ',') || words.IsSign(i, '!') || words.IsSign(i, '?'))
            {
                return false;
            }
        }

        return true;
    }
}
