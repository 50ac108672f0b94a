using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Takes out what the site offered and the visitor did not want: "no contract please, just the leak".</summary>
internal static class Refusals
{
    private const float SurelyDeclines = 0.5f;

    private const float MaybeDeclines = 0.3f;

    /// <summary>A no that is farther from what the site said does not deny it.</summary>
    private const int Reach = 3;

    private const int WideReach = 8;

    private const int AskedMaxLength = 300;

    private static readonly uint Not = FeatureHash.Of("not");

    private static readonly HashSet<byte> Offering =
        [.. new[] { "WANT", "BUY", "PRICE", "MONEY", "BOOK", "PAY" }.Select(Lexicon.ClassNumber)];

    /// <summary>Marks it.</summary>
    public static void Apply(VisitorWords words)
    {
        using var tokens = new Tokens();
        for (var message = 0; message < words.Messages; message++)
        {
            var (begin, end) = (words.First(message), words.First(message + 1));
            if (words.Conversation.Messages[message].AskedBefore.Length == 0)
            {
                continue;
            }

            Dismissals.Apply(words, message, tokens);
            if (!HasNo(words, begin, end))
            {
                continue;
            }

            // "no hot water" answers a question with a fact. A refusal is what the message does rather than tell facts, or it denies what
            // the site wants to sell.
            var declines = words.Does[message, SpeechAct.Decline];
            var surely = declines > Math.Max(words.Does[message, SpeechAct.Info], SurelyDeclines);
            if (!surely && !Offers(words.Conversation, message, tokens))
            {
                continue;
            }

            var reach = surely || declines > MaybeDeclines ? WideReach : Reach;
            for (var from = begin; from < end;)
            {
                var to = PartEnd(words, from, end);
                TakeOut(words, from, to, reach);
                from = to;
            }
        }
    }

    private static bool HasNo(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (Negates(words, i, from, to))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the site names a price, or asks what the visitor would like.</summary>
    public static bool Offers(ConversationActs conversation, int message, Tokens tokens)
    {
        var asked = conversation.Messages[message].AskedBefore.AsSpan();
        asked = asked.Length <= AskedMaxLength ? asked : asked[^AskedMaxLength..];
        if (asked.IndexOfAny("$€£%₹") >= 0)
        {
            return true;
        }

        tokens.Read(asked);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && conversation.Words.TryFind(token.Hash, out var entry) && Offering.Contains(entry.Class))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes out the offer and its no, and what leads up to them; what follows may be the wish.</summary>
    private static void TakeOut(VisitorWords words, int from, int to, int reach)
    {
        var (offer, no, first, last) = (int.MinValue, int.MinValue, -1, -1);
        for (var i = from; i < to; i++)
        {
            offer = words[i].Has(WordMarks.Heard) && IsOffer(words[i]) ? i : offer;
            no = Negates(words, i, from, to) ? i : no;
            if (offer >= 0 && no >= 0 && Math.Abs(offer - no) <= reach && Math.Max(offer, no) == i)
            {
                first = first < 0 ? Math.Min(offer, no) : first;
                last = i;
            }
        }

        if (last < 0)
        {
            return;
        }

        // "dont wanna buy a lemon", "need drive up not upstairs": what is not wanted is the lemon, not what was offered.
        if (last + 1 < to && (words[last].Class == WordClass.Buy || DeniesNext(words, last, to)) && NamesOther(words, last + 1, to))
        {
            return;
        }

        while (first > from && ((words[first - 1].Has(WordMarks.Heard) && IsOffer(words[first - 1])) || !ClauseTrim.Tells(words[first - 1])))
        {
            first--;
        }

        while (last + 1 < to && words[last + 1].Has(WordMarks.Glued))
        {
            last++;
        }

        words.Mark(first, ClauseTrim.IsEmpty(words, last + 1, to) ? to : last + 1, WordMarks.Gone);
    }

    /// <summary>True when a no stands right before a thing: "not upstairs".</summary>
    private static bool DeniesNext(VisitorWords words, int no, int to) =>
        words[no].Hash == Not && no + 1 < to && words[no + 1].IsWord && ClauseTrim.Tells(words[no + 1]);

    /// <summary>True when the next word that names something was not named by the site.</summary>
    private static bool NamesOther(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to && words[i].IsWord && !words[i].May(WordUses.Only); i++)
        {
            if (ClauseTrim.Tells(words[i]))
            {
                return !words[i].Has(WordMarks.Heard);
            }
        }

        return false;
    }

    /// <summary>A word that may name what was offered: a thing, or a "plan".</summary>
    public static bool IsOffer(in VisitorWord word) =>
        ClauseTrim.Tells(word) || (word.Class != 0 && word.Class == WordClass.Want && !word.May(WordUses.LeadIn));

    /// <summary>A no that denies something; not one that answers: "no, i want …".</summary>
    private static bool Negates(VisitorWords words, int at, int from, int to) =>
        words[at].IsWord && (words[at].Class == WordClass.Negation || words[at].Class == WordClass.Stop)
        && !(at == from && words[at].May(WordUses.Deny) && at + 1 < to && (words[at + 1].Has(WordMarks.Sign) || words[at + 1].Class == WordClass.Self || words[at + 1].Class == WordClass.You));

    /// <summary>Where a part of a message ends: at a sign that stands apart, a new line, "but" and the like.</summary>
    public static int PartEnd(VisitorWords words, int from, int end)
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
