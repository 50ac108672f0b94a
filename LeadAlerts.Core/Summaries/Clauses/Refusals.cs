using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Takes out what the site offered and the visitor did not want: "no contract please, just the leak".</summary>
internal static class Refusals
{
    private const float SurelyDeclines = 0.5f;

    private const float MaybeDeclines = 0.3f;

    /// <summary>Marks it.</summary>
    public static void Apply(VisitorWords words)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            var asked = words.Conversation.Messages[message].AskedBefore;
            if (asked.Length == 0)
            {
                continue;
            }

            var declines = Declines(words, message);
            var mayDecline = words.Does[message, SpeechAct.Decline] >= MaybeDeclines || asked.AsSpan().ContainsAnyInRange('0', '9');
            var (begin, end) = (words.First(message), words.First(message + 1));
            for (var from = begin; from < end;)
            {
                var to = PartEnd(words, from, end);
                if (declines || (mayDecline && IsBare(words, from, to)))
                {
                    TakeOut(words, from, to);
                }

                from = to;
            }
        }
    }

    /// <summary>
    /// "no hot water" answers a question with a fact; a refusal is what the message does rather than tell facts, or what follows an
    /// offer with a price.
    /// </summary>
    private static bool Declines(VisitorWords words, int message)
    {
        var asked = words.Conversation.Messages[message].AskedBefore;
        var declines = words.Does[message, SpeechAct.Decline];
        return asked.Length > 0
            && (declines > Math.Max(words.Does[message, SpeechAct.Info], SurelyDeclines)
                || (declines > MaybeDeclines && asked.AsSpan().IndexOfAny("$€£%₹") >= 0));
    }

    /// <summary>From the beginning of a part up to the offer and the no: what follows may be the wish.</summary>
    private static void TakeOut(VisitorWords words, int from, int to)
    {
        var (offer, no) = (-1, -1);
        for (var i = from; i < to; i++)
        {
            offer = words[i].Has(WordMarks.Heard) && IsOffer(words[i]) ? i : offer;
            no = Negates(words, i, from, to) && (no < 0 || i - no <= 3 || i - offer <= 3) ? i : no;
        }

        if (offer < 0 || no < 0)
        {
            return;
        }

        var last = Math.Max(offer, no);
        while (last + 1 < to && words[last + 1].Has(WordMarks.Glued))
        {
            last++;
        }

        if (ClauseTrim.IsEmpty(words, last + 1, to))
        {
            last = to - 1;
        }

        for (var i = from; i <= last; i++)
        {
            words[i].Marks |= WordMarks.Gone;
        }
    }

    /// <summary>A word that may name what was offered: a thing, or a "plan".</summary>
    private static bool IsOffer(in VisitorWord word) =>
        ClauseTrim.Tells(word) || (word.Class != 0 && word.Class == WordClass.Want && !word.May(WordUses.LeadIn));

    /// <summary>True when a part names nothing but what the site has just said: "cotton no".</summary>
    private static bool IsBare(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (ClauseTrim.Tells(words[i]) && !words[i].Has(WordMarks.Heard))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A no that denies something; not one that answers: "no, i want …".</summary>
    private static bool Negates(VisitorWords words, int at, int from, int to) =>
        words[at].Class == WordClass.Negation && words[at].IsWord
        && !(at == from && words[at].May(WordUses.Deny) && at + 1 < to && (words[at + 1].Has(WordMarks.Sign) || words[at + 1].Class == WordClass.Self || words[at + 1].Class == WordClass.You));

    private static int PartEnd(VisitorWords words, int from, int end)
    {
        for (var i = from + 1; i < end; i++)
        {
            var isSign = words[i].Has(WordMarks.Sign) && words.Folded(i)[0] is ',' or '.' or '!' or '?' or ';' or '-'
                && !(i + 1 < end && words[i + 1].Has(WordMarks.Glued));
            if (isSign || words[i].May(WordUses.Break) || words[i].Has(WordMarks.NewLine))
            {
                return i;
            }
        }

        return end;
    }
}
