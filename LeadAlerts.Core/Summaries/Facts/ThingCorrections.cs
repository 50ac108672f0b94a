using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Takes out the numbers and things that the visitor took back: "2 bedrooms, sorry 3", "the kitchen, sorry the bathroom", "3 not 2".</summary>
internal static class ThingCorrections
{
    private const int NumberReach = 8;

    private const int ThingReach = 4;

    /// <summary>A message that does nothing but correct has no more words.</summary>
    private const int ShortMessage = 8;

    /// <summary>A word such as "sorry" stands between the wrong one and the right one.</summary>
    public static void Replace(VisitorWords words, List<TimeMention> times, int mark, int begin, int end)
    {
        for (var right = mark + 1; right < end && right <= mark + ThingReach; right++)
        {
            if (IsNumber(words[right]))
            {
                ReplaceNumber(words, times, mark, right, begin, end);
                return;
            }

            if (ClauseTrim.Tells(words[right]))
            {
                ReplaceThing(words, mark, right, begin, end);
                return;
            }
        }
    }

    /// <summary>"3 not 2", "the bathroom not the kitchen".</summary>
    public static void Deny(VisitorWords words, int negation, int begin, int end)
    {
        if (negation + 1 >= end || !IsNumber(words[negation + 1]))
        {
            DenyThing(words, negation, begin, end);
            return;
        }

        for (var i = negation - 1; i >= begin && negation - i <= ThingReach; i--)
        {
            if (IsNumber(words[i]) && CountSame(words, negation + 1, i, end))
            {
                words.Mark(negation, negation + 2, WordMarks.Gone);
                return;
            }
        }
    }

    /// <summary>In a short correction what is denied is out, where the visitor had named it before.</summary>
    private static void DenyThing(VisitorWords words, int negation, int begin, int end)
    {
        if (words.Length(begin, end) > ShortMessage)
        {
            return;
        }

        var isAfter = words.Conversation.Language == "hi";
        var denied = -1;
        for (var i = negation + (isAfter ? -1 : 1); i >= begin && i < end && Math.Abs(i - negation) <= 2 && denied < 0; i += isAfter ? -1 : 1)
        {
            denied = ClauseTrim.Tells(words[i]) && words[i].IsWord ? i : -1;
        }

        denied = denied >= 0 && HasAlike(words, denied, begin, end) ? denied : -1;

        var isOut = false;
        for (var i = 0; denied >= 0 && i < begin; i++)
        {
            if (words[i].IsWord && words[i].Hash == words[denied].Hash)
            {
                words.Mark(i, i + 1, WordMarks.Gone);
                isOut = true;
            }
        }

        if (isOut)
        {
            words.Mark(negation, negation + 1, WordMarks.Gone);
            words.Mark(denied, denied + 1, WordMarks.Gone);
        }
    }

    /// <summary>True when another word of the kind stands in the message: the right one.</summary>
    private static bool HasAlike(VisitorWords words, int at, int begin, int end)
    {
        for (var i = begin; i < end; i++)
        {
            if (AreAlike(words[i], words[at]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number before that counts the same, or nothing: in this message or, where it is short, in the one before.</summary>
    private static void ReplaceNumber(VisitorWords words, List<TimeMention> times, int mark, int right, int begin, int end)
    {
        var message = words[mark].Message;
        var isShort = words.Length(begin, end) <= ShortMessage;
        var first = isShort && message > 0 ? words.First(message - 1) : begin;
        for (var i = mark - 1; i >= first && (mark - i <= NumberReach || i < begin); i--)
        {
            if (IsNumber(words[i]) && !IsTime(words, times, i) && CountSame(words, i, right, end))
            {
                if (!words.Folded(i).SequenceEqual(words.Folded(right)))
                {
                    words.Mark(i, i + 1, WordMarks.Gone);
                }

                return;
            }
        }
    }

    /// <summary>True for a number that is a time or part of one; "6 on friday" counts and is none.</summary>
    private static bool IsTime(VisitorWords words, List<TimeMention> times, int at)
    {
        foreach (var time in times)
        {
            if (at >= time.Core && at < time.To)
            {
                return true;
            }

            if (at >= time.From && at < time.Core)
            {
                return !(at + 1 < words.Count && words[at + 1].May(WordUses.TimeLead) && !words[at + 1].Has(WordMarks.Digits));
            }
        }

        return false;
    }

    /// <summary>The thing of the same kind right before; of a message that does nothing but correct, in the one before.</summary>
    private static void ReplaceThing(VisitorWords words, int mark, int right, int begin, int end)
    {
        for (var i = mark - 1; i >= begin && mark - i <= ThingReach; i--)
        {
            // "the front tyre, i mean the back tyre": what both have is passed over.
            if (ClauseTrim.Tells(words[i]) && !(right + 1 < end && words[i].Hash == words[right + 1].Hash))
            {
                TakeOut(words, i, right);
                return;
            }
        }

        var message = words[mark].Message;
        if (message == 0 || mark - begin > 2 || words.Length(begin, end) > ShortMessage)
        {
            return;
        }

        for (var i = begin - 1; i >= words.First(message - 1); i--)
        {
            if (words[i].Has(WordMarks.Known) && AreAlike(words[i], words[right]))
            {
                TakeOut(words, i, right);
                return;
            }
        }
    }

    private static void TakeOut(VisitorWords words, int wrong, int right)
    {
        if (AreAlike(words[wrong], words[right]))
        {
            words.Mark(wrong, wrong + 1, WordMarks.Gone);
        }
    }

    /// <summary>True when two words are of one kind: two colours, two machines, or two words that the lexicon does not know.</summary>
    private static bool AreAlike(in VisitorWord one, in VisitorWord other) =>
        one.IsWord && other.IsWord && one.Hash != other.Hash && one.Class == other.Class && one.Has(WordMarks.Known) == other.Has(WordMarks.Known)
        && (one.Class != 0 ? one.Class != WordClass.Problem && one.Lemma != other.Lemma && ClauseTrim.Tells(one) : !one.Has(WordMarks.Known));

    private static bool IsNumber(in VisitorWord word) =>
        !word.IsOut && (word.Has(WordMarks.Digits) || (word.Class == WordClass.Number && WordClass.IsCardinal(word.Lemma)));

    private static bool CountSame(VisitorWords words, int one, int other, int end)
    {
        var (a, b) = (Counted(words, one, end), Counted(words, other, end));
        return a == 0 || b == 0 || a == b;
    }

    private static uint Counted(VisitorWords words, int number, int end) =>
        number + 1 < end && words[number + 1].IsWord && ClauseTrim.Tells(words[number + 1])
            ? words[number + 1].Lemma != 0 ? words[number + 1].Lemma : words[number + 1].Hash
            : 0;
}
