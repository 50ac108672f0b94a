using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Facts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>
/// Takes out what the visitor had asked for and drops again: "a marquee and a bouncy castle" … "skip the bouncy castle". Nothing is taken
/// out where nothing else would be left to want.
/// </summary>
internal static class Drops
{
    /// <summary>What is dropped stands so near to the word that drops it.</summary>
    private const int Reach = 5;

    /// <summary>Of a longer part only what is dropped goes: the rest may tell a reason, or the next wish.</summary>
    private const int LongPart = 7;

    /// <summary>Two words that begin with so many letters alike are forms of one.</summary>
    private const int SameStem = 4;

    /// <summary>A sentence of more words tells more than of one thing.</summary>
    private const int ShortSentence = 12;

    private const float LeastWish = 0.25f;

    private const float SpeaksOfOld = 0.55f;

    private static readonly SpeechAct[] Wishing = [SpeechAct.Need, SpeechAct.Price, SpeechAct.Book, SpeechAct.Availability, SpeechAct.Product, SpeechAct.Timeline];

    private static readonly SpeechAct[] Old = [SpeechAct.Existing, SpeechAct.Complaint, SpeechAct.Job, SpeechAct.Vendor];

    /// <summary>Marks it; after the corrections that a word such as "sorry" marks.</summary>
    public static void Apply(VisitorWords words, List<TimeMention> times)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            var end = words.First(message + 1);
            for (var from = words.First(message); from < end && words.Does.Most(message, Old) < SpeaksOfOld;)
            {
                var to = Refusals.PartEnd(words, from, end);
                Apply(words, times, from, to);
                from = to;
            }
        }

        times.RemoveAll(time => words[time.Core].Has(WordMarks.Gone));
    }

    private static void Apply(VisitorWords words, List<TimeMention> times, int from, int to)
    {
        var drop = Find(words, from, to);
        var isSoft = drop < 0;
        drop = isSoft ? DropWords.FindSoft(words, from, to) : drop;
        var isClosing = drop < 0;
        drop = isClosing ? DropWords.FindClosing(words, from, to) : drop;
        if (drop < 0)
        {
            return;
        }

        var (first, last) = Dropped(words, drop, from, to);
        if (first < 0 || (isClosing && !(last < drop && ClauseTrim.IsEmpty(words, from, first) && ClauseTrim.IsEmpty(words, drop + 1, to)))
            || (isSoft && !isClosing && !(first > drop && ClauseTrim.IsEmpty(words, last + 1, to) && DropWords.StandsBy(words, drop, first))))
        {
            return;
        }

        var isOut = false;
        for (var i = 0; i < from; i++)
        {
            if (IsSame(words, i, first) && (!isSoft || IsOneOfSeveral(words, i, i + last - first + 1)))
            {
                isOut |= TakeOut(words, times, i, (first, last), isSoft ? 0 : from);
            }
        }

        if (isOut)
        {
            var isLong = words.Length(from, to) > LongPart;
            words.Mark(isLong ? Math.Min(drop, first) : from, isLong ? Math.Max(drop, last) + 1 : to, WordMarks.Gone);
        }
    }

    /// <summary>The word that drops: it opens its part, or closes it after what is dropped. −1 when there is none.</summary>
    private static int Find(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsOut || !DropWords.Drops(words, i, to))
            {
                continue;
            }

            for (var before = from; before < i; before++)
            {
                // "need a skip": a thing that is only called so.
                if (words[before].IsWord && (words[before].May(WordUses.LeadIn) || (ClauseTrim.Tells(words[before]) && !IsSaid(words, before, from))))
                {
                    return -1;
                }
            }

            return i;
        }

        return -1;
    }

    /// <summary>What is dropped: the words after it, or before it, that the visitor had said in an earlier part.</summary>
    private static (int First, int Last) Dropped(VisitorWords words, int drop, int from, int to)
    {
        for (var step = 1; step >= -1; step -= 2)
        {
            for (var i = drop + step; i >= from && i < to && Math.Abs(i - drop) <= Reach; i += step)
            {
                if (!Names(words[i]))
                {
                    continue;
                }

                if (!IsSaid(words, i, from))
                {
                    break;
                }

                var (first, last) = (i, i);
                while (first > from && first - 1 != drop && Names(words[first - 1]) && IsSaid(words, first - 1, from))
                {
                    first--;
                }

                while (last + 1 < to && last + 1 != drop && Names(words[last + 1]) && IsSaid(words, last + 1, from))
                {
                    last++;
                }

                return (first, last);
            }
        }

        return (-1, -1);
    }

    /// <summary>A thing, a day or a number; an act, "call" or "quote", is not what is dropped.</summary>
    private static bool Names(in VisitorWord word) =>
        !word.IsOut && ClauseTrim.Tells(word)
        && (word.Class == 0 || word.Has(WordMarks.Digits) || WordClass.IsThing(word.Class) || word.Class == WordClass.Day || word.Class == WordClass.Place);

    private static bool IsSaid(VisitorWords words, int at, int before)
    {
        for (var i = 0; i < before; i++)
        {
            if (IsSame(words, i, at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(VisitorWords words, int one, int other)
    {
        if (words[one].IsOut || words[one].Has(WordMarks.Digits) != words[other].Has(WordMarks.Digits) || words[one].Has(WordMarks.Sign) || words[other].Has(WordMarks.Sign))
        {
            return false;
        }

        if (words[one].Has(WordMarks.Digits))
        {
            return words.Folded(one).SequenceEqual(words.Folded(other));
        }

        return words[one].Hash == words[other].Hash
            || (words[one].Lemma != 0 && words[one].Lemma == words[other].Lemma && words.Folded(one).CommonPrefixLength(words.Folded(other)) >= SameStem);
    }

    /// <summary>Takes a dropped thing out of what was said before; false when that tells nothing else.</summary>
    private static bool TakeOut(VisitorWords words, List<TimeMention> times, int at, (int First, int Last) dropped, int before)
    {
        // "theres a nest in the porch too": a sentence about nothing else goes, whether it asks for something or not.
        if (words[at].Class != WordClass.Day && Sentence(words, at) is var (begin, end) && words.Does.Most(words[at].Message, Old) < SpeaksOfOld && WantsElse(words, at, (begin, end), before))
        {
            words.Mark(begin, end, WordMarks.Gone);
            return true;
        }

        if (words.Does.Most(words[at].Message, Wishing) < LeastWish)
        {
            return false;
        }

        foreach (var time in times)
        {
            if (at >= time.From && at < time.To)
            {
                words.Mark(TimeMatches.Begin(words, time), TimeMatches.DayEnd(words, time), WordMarks.Gone);
                return true;
            }
        }

        var (from, to) = Phrase(words, at, dropped.Last - dropped.First + 1);
        if (!TellsMore(words, from, to))
        {
            return false;
        }

        words.Mark(from, to, WordMarks.Gone);
        return true;
    }

    /// <summary>True in "a roof and gutters": the word follows an "and", or opens its sentence before one.</summary>
    private static bool IsOneOfSeveral(VisitorWords words, int at, int to)
    {
        var begin = words.First(words[at].Message);
        for (var i = at - 1; i >= begin && !EndsSentence(words, i) && !words[i + 1].Has(WordMarks.NewLine); i--)
        {
            if (words[i].May(WordUses.And))
            {
                return true;
            }

            if (ClauseTrim.Tells(words[i]) || words[i].Class == WordClass.Self || words[i].Class == WordClass.You)
            {
                return false;
            }
        }

        return to < words.Count && words[to].Message == words[at].Message && words[to].May(WordUses.And);
    }

    /// <summary>The sentence around a word, where it tells of nothing else: "is the fish soup hot", "there's a hornet nest in the shed"; else null.</summary>
    private static (int From, int To)? Sentence(VisitorWords words, int at)
    {
        var (begin, end) = (words.First(words[at].Message), words.First(words[at].Message + 1));
        var (from, to) = (at, at + 1);
        for (; from > begin && !EndsSentence(words, from - 1) && !words[from].Has(WordMarks.NewLine); from--)
        {
            if (Joins(words, from - 1))
            {
                return null;
            }
        }

        for (; to < end && !EndsSentence(words, to) && !words[to].Has(WordMarks.NewLine); to++)
        {
            if (Joins(words, to))
            {
                return words[to].May(WordUses.Break) && to > at + 1 ? (from, to) : null;
            }
        }

        return words.Length(from, to) <= ShortSentence ? (from, to) : null;
    }

    /// <summary>True when another sentence that wants something stands before it: what it is about may go altogether.</summary>
    private static bool WantsElse(VisitorWords words, int at, (int From, int To) sentence, int before)
    {
        for (var i = sentence.From; i < at; i++)
        {
            // "new roof for the barn": it is about the roof.
            if (Names(words[i]) && !words[i + 1].Has(WordMarks.Glued) && i + 1 < at)
            {
                return false;
            }
        }

        for (var i = 0; i < before; i++)
        {
            if ((i < sentence.From || i >= sentence.To) && Names(words[i]) && words[i].Hash != words[at].Hash && words.Does[words[i].Message, SpeechAct.Need] >= LeastWish)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of several things one with its "and" and all that is said of it; of the first, the thing with its number and its article.</summary>
    private static (int From, int To) Phrase(VisitorWords words, int at, int length)
    {
        var (begin, end) = (words.First(words[at].Message), words.First(words[at].Message + 1));
        var from = at;
        while (from > begin && !Joins(words, from - 1))
        {
            from--;
        }

        var to = at + length;
        if (from > begin && !EndsSentence(words, from - 1))
        {
            // "kitchen aur bathroom paint karna hai": the verb belongs to both.
            var isShared = words.Conversation.Language == "hi" && words[from - 1].May(WordUses.And) && from - 2 >= begin && WordClass.IsThing(words[from - 2].Class);
            while (to < end && !Joins(words, to) && !isShared)
            {
                to++;
            }

            while (from > begin && Joins(words, from - 1) && !EndsSentence(words, from - 1))
            {
                from--;
            }

            return (from, to);
        }

        from = at;
        while (from > begin && !Joins(words, from - 1) && (words[from - 1].Has(WordMarks.Digits) || words[from - 1].Class == WordClass.Number || words[from - 1].Class == WordClass.Quality
            || (words[from - 1].Has(WordMarks.Known) && words[from - 1].Class == 0 && words[from - 1].End - words[from - 1].Start <= 3)))
        {
            from--;
        }

        while (to < end && words[to].Has(WordMarks.Glued) && !words[to].Has(WordMarks.Sign))
        {
            to++;
        }

        return (from, to < end && words[to].May(WordUses.And | WordUses.Or) ? to + 1 : to);
    }

    private static bool Joins(VisitorWords words, int at) =>
        words[at].May(WordUses.And | WordUses.Or | WordUses.Break) || words[at].Has(WordMarks.NewLine)
        || (words[at].Has(WordMarks.Sign) && !(words[at].Has(WordMarks.Glued) && at + 1 < words.Count && words[at + 1].Has(WordMarks.Glued)));

    private static bool EndsSentence(VisitorWords words, int at) => words[at].Has(WordMarks.Sign) && words.Folded(at)[0] is '.' or '!' or '?';

    /// <summary>True when the message still names something without these words.</summary>
    private static bool TellsMore(VisitorWords words, int from, int to)
    {
        for (var i = words.First(words[from].Message); i < words.First(words[from].Message + 1); i++)
        {
            if ((i < from || i >= to) && Names(words[i]))
            {
                return true;
            }
        }

        return false;
    }
}
