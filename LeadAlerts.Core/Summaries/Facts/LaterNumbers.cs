using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>
/// Puts the number that the visitor names last in the place of an earlier one that counts the same: "a tent for 120 people" … "we're at 95
/// people now" is told as a tent for 95 people. Two numbers that may both hold stay: of different things, of options, of what comes on top.
/// </summary>
internal static class LaterNumbers
{
    /// <summary>A person corrects no more.</summary>
    private const int MaxCount = 40;

    /// <summary>The noun that is counted stands so near.</summary>
    private const int NounReach = 2;

    /// <summary>A message that corrects has no more words.</summary>
    private const int ShortMessage = 14;

    private static readonly HashSet<uint> Heads =
        [.. new[] { "people", "person", "guest", "pax", "invitation", "head", "child", "kid", "kids", "student", "pupil", "attendee", "participant", "player", "employee" }.Select(word => FeatureHash.Of(word))];

    private static readonly byte Measure = Lexicon.ClassNumber("MEASURE");

    private static readonly HashSet<uint> For =
        [.. new[] { "for", "para", "pra", "pour", "per", "da", "x", "fur", "fuer", "voor", "dla" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> We =
    [
        .. new[] { "we're", "somos", "seremos", "seriamos", "serons", "sommes", "siamo", "saremo", "wirsind", "jestesmy" }.Select(word => FeatureHash.Of(word)),
    ];

    private static readonly uint Make = FeatureHash.Of("make");

    private static readonly HashSet<uint> Reduced = [.. new[] { "of", "half", "without" }.Select(word => FeatureHash.Of(word))];

    /// <summary>A number that counts something.</summary>
    /// <param name="From">Its first digits.</param>
    /// <param name="To">The word after its last digits.</param>
    /// <param name="Noun">What it counts; −1 where it does not say.</param>
    /// <param name="Label">What stands right before it, where nothing is counted after it: "crew 21", "qty 200"; else −1.</param>
    private readonly record struct Count(int From, int To, int Noun, int Label);

    /// <summary>True for "for", after which a number tells how many come.</summary>
    public static bool IsFor(in VisitorWord word) => For.Contains(word.Hash);

    /// <summary>Replaces what holds no more; after the corrections that a word such as "sorry" marks.</summary>
    public static void Apply(VisitorWords words, List<TimeMention> times)
    {
        Span<Count> counts = stackalloc Count[MaxCount];
        var count = Read(words, times, counts);
        for (var later = 1; later < count; later++)
        {
            if (IsOption(words, counts[later]))
            {
                continue;
            }

            for (var earlier = later - 1; earlier >= 0; earlier--)
            {
                if (!IsSame(words, counts[earlier], counts[later]) && TakesPlace(words, counts[earlier], counts[later]))
                {
                    words.Replace(counts[earlier].From, counts[earlier].To, counts[later].From, counts[later].To);
                }
            }
        }
    }

    /// <summary>The numbers that are neither times, money, nor part of a contact.</summary>
    private static int Read(VisitorWords words, List<TimeMention> times, Span<Count> counts)
    {
        var count = 0;
        for (var i = 0; i < words.Count && count < counts.Length; i++)
        {
            if (!ThingCorrections.IsNumber(words[i]) || (i > 0 && words[i].Has(WordMarks.Glued) && words[i - 1].IsWord) || (words[i].Has(WordMarks.Digits) && words.Folded(i) is ['0', _, _, ..]))
            {
                continue;
            }

            var to = End(words, i);
            if (!IsTime(times, i) && !FactReader.IsBudget(words, i) && !NumberKinds.IsPart(words, i, to))
            {
                var noun = Noun(words, to);
                counts[count++] = new Count(i, to, noun, noun < 0 ? Label(words, i) : -1);
            }

            i = to - 1;
        }

        return count;
    }

    /// <summary>The word after a number, of "25,000" or "4.30" after all digits that a point or comma joins.</summary>
    public static int End(VisitorWords words, int at)
    {
        var to = at + 1;
        while (to + 1 < words.Count && words[at].Has(WordMarks.Digits) && words[to].Has(WordMarks.Sign) && words[to].Has(WordMarks.Glued) && words.Folded(to)[0] is '.' or ','
            && words[to + 1].Has(WordMarks.Glued) && words[to + 1].Has(WordMarks.Digits) && words[to + 1].Message == words[at].Message)
        {
            to += 2;
        }

        return to;
    }

    private static bool IsTime(List<TimeMention> times, int at)
    {
        foreach (var time in times)
        {
            if (at >= time.From && at < time.To)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first word after the number that names something; −1 where a sign or another number comes first.</summary>
    private static int Noun(VisitorWords words, int from)
    {
        for (var i = from; i < words.Count && i < from + NounReach && words[i].Message == words[from - 1].Message && words[i].IsWord && !words[i].IsOut; i++)
        {
            if (words[i].May(WordUses.And | WordUses.Or | WordUses.Break | WordUses.TimeLead | WordUses.Change))
            {
                return -1;
            }

            if (ClauseTrim.Tells(words[i]) && !words[i].May(WordUses.Also))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The word right before a number, "make" left aside, that may say what is counted; −1 when there is none.</summary>
    private static int Label(VisitorWords words, int number)
    {
        var begin = words.First(words[number].Message);
        var label = number - 1;
        label -= label > begin && words[label].Hash == Make ? 1 : 0;
        return label >= begin && words[label].IsWord && !words[label].IsOut && ClauseTrim.Tells(words[label]) ? label : -1;
    }

    private static bool IsSame(VisitorWords words, in Count one, in Count other)
    {
        if (one.To - one.From != other.To - other.From)
        {
            return false;
        }

        for (var i = 0; i < one.To - one.From; i++)
        {
            if (!words.Folded(one.From + i).SequenceEqual(words.Folded(other.From + i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"and for 60?", "or 60", "another 60": it stands beside what was said.</summary>
    private static bool IsOption(VisitorWords words, in Count later)
    {
        var (begin, end) = (words.First(words[later.From].Message), words.First(words[later.From].Message + 1));
        for (var i = later.From - 1; i >= begin && !EndsSentence(words, i); i--)
        {
            if (words[i].May(WordUses.Also | WordUses.Or) || (words[i].May(WordUses.Only) && i == later.From - 1) || Reduced.Contains(words[i].Lemma))
            {
                return true;
            }
        }

        for (var i = later.To; i < end && !(i > later.To && EndsSentence(words, i - 1)); i++)
        {
            if (words[i].May(WordUses.Also) || words.IsSign(i, '?') || (i <= later.To + 1 && (words[i].May(WordUses.Or) || Reduced.Contains(words[i].Lemma))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsSentence(VisitorWords words, int at) =>
        words[at].Has(WordMarks.Sign) && words.Folded(at)[0] is '.' or '!' or '?' or ';' && !(at + 1 < words.Count && words[at + 1].Has(WordMarks.Glued) && words[at + 1].Has(WordMarks.Digits));

    /// <summary>True when the later number is the same count, told anew.</summary>
    private static bool TakesPlace(VisitorWords words, in Count earlier, in Count later)
    {
        var message = words[later.From].Message;
        var isApart = words[earlier.From].Message != message;
        var sameNoun = earlier.Noun >= 0 && later.Noun >= 0 && AreOne(words[earlier.Noun], words[later.Noun]) && !NumberKinds.MeasureOthers(words, earlier.Noun, later.Noun);
        if (!isApart)
        {
            return sameNoun && HasMark(words, earlier.To, later.From);
        }

        // "19 crew" … "correction crew 21", "qty 200" … "qty make 250".
        if (later.Label >= 0 && (earlier.Noun >= 0 ? earlier.Noun : earlier.Label) is var counted and >= 0 && AreOne(words[counted], words[later.Label])
            && HasMark(words, words.First(message), later.From))
        {
            return true;
        }

        // What the site said and the visitor takes up or laughs at is not what the visitor counts.
        if (words[later.From].Has(WordMarks.Heard) || NumberKinds.IsSaidBySite(words, later.From, words[earlier.From].Message))
        {
            return false;
        }

        var isShort = words.Length(words.First(message), words.First(message + 1)) <= ShortMessage;
        var isShifted = isShort && IsShifted(words, earlier, later);
        if (!isShifted && (NumberKinds.IsName(words, earlier.From) || NumberKinds.IsPastOrShared(words, earlier.From, earlier.Noun)))
        {
            return false;
        }

        if (sameNoun)
        {
            var isMeasure = words[later.Noun].Class == WordClass.Unit || (words[later.Noun].Class == Measure && !Heads.Contains(words[later.Noun].Lemma));
            return isShifted || HasChange(words, message, later) || (!isMeasure && (Heads.Contains(words[later.Noun].Lemma) || (isShort && !Asked(words, message))));
        }

        // "we are 22", "somos 58": how many people come, whatever they were called before.
        if (later.Noun >= 0 || IsGlued(words, later.To))
        {
            return false;
        }

        var isHeads = earlier.Noun >= 0 ? Heads.Contains(words[earlier.Noun].Lemma) : IsForSome(words, earlier);
        return (isHeads && Restates(words, later)) || (isShifted && (earlier.Noun < 0 || !Asked(words, message)))
            || (isHeads && isShort && IsFirst(words, later) && HasMark(words, words.First(message), later.From) && Closes(words, later.To));
    }

    private static bool IsGlued(VisitorWords words, int at) => at < words.Count && words[at].Has(WordMarks.Glued) && !words[at].Has(WordMarks.Sign);

    private static bool Closes(VisitorWords words, int at) =>
        at >= words.Count || words[at].Message != words[at - 1].Message || words[at].Has(WordMarks.Sign | WordMarks.NewLine) || words[at].May(WordUses.Change | WordUses.Greeting | WordUses.Thanks | WordUses.Polite | WordUses.Filler);

    /// <summary>True when no other number stands before it in its message: what a mark takes back may be that one.</summary>
    private static bool IsFirst(VisitorWords words, in Count count)
    {
        for (var i = words.First(words[count.From].Message); i < count.From; i++)
        {
            if (words[i].Has(WordMarks.Digits))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreOne(in VisitorWord one, in VisitorWord other) =>
        one.Hash == other.Hash || (one.Lemma != 0 && one.Lemma == other.Lemma && one.Class == other.Class);

    /// <summary>"for 30", "tavolo da 12", "somos 120": a number that counts nothing but who comes.</summary>
    private static bool IsForSome(VisitorWords words, in Count count) =>
        count.From > words.First(words[count.From].Message) && (For.Contains(words[count.From - 1].Hash) || We.Contains(words[count.From - 1].Hash))
        && words[count.From].Has(WordMarks.Digits) && words[count.From].End - words[count.From].Start <= 3 && count.To == count.From + 1
        && !IsGlued(words, count.To) && !(count.To < words.Count && words.IsSign(count.To, '%'));

    /// <summary>"we're now at 95", "nous serons 22", "it is 140.": it is said of all who come, or stands alone.</summary>
    private static bool Restates(VisitorWords words, in Count later)
    {
        var begin = words.First(words[later.From].Message);
        for (var i = later.From - 1; i >= begin && later.From - i <= 3 && words[i].IsWord; i--)
        {
            if (We.Contains(words[i].Hash))
            {
                return true;
            }

            if (LaterTimes.IsCopula(words, i))
            {
                // "my flight is 7": it is said of another thing.
                var isOfOther = i > begin && ClauseTrim.Tells(words[i - 1]) && !Heads.Contains(words[i - 1].Lemma);
                return i == later.From - 1 && !isOfOther && Closes(words, later.To);
            }

            if (!words[i].May(WordUses.TimeLead | WordUses.Change) && !words[i].Has(WordMarks.Known))
            {
                return false;
            }
        }

        return false;
    }

    private static bool HasMark(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].May(WordUses.Correction | WordUses.Change) || (words[i].Hash == Make && i + 1 < words.Count && words[i + 1].Has(WordMarks.Digits)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"wait, 24 metres", "24 metres sorry": it stands before the number or closes its sentence; what it takes back else is another thing.</summary>
    private static bool HasChange(VisitorWords words, int message, in Count later)
    {
        var to = later.To;
        while (to < words.First(message + 1) && !EndsSentence(words, to))
        {
            to++;
        }

        return HasMark(words, words.First(message), to);
    }

    private static bool Asked(VisitorWords words, int message) => words.Conversation.Messages[message].AskedBefore.Contains('?', StringComparison.Ordinal);

    /// <summary>"54" and "45", "25,000" and "2,500": the same digits, mistyped the first time.</summary>
    private static bool IsShifted(VisitorWords words, in Count one, in Count other)
    {
        Span<int> digits = stackalloc int[10];
        digits.Clear();
        var (first, second) = (Add(words, one, digits, 1), Add(words, other, digits, -1));
        var zeros = digits[0];
        digits[0] = 0;
        return first > 1 && second > 1 && !digits.ContainsAnyExcept(0) && (zeros == 0 || (Math.Abs(zeros) == 1 && Math.Min(first, second) > 2));
    }

    private static int Add(VisitorWords words, in Count count, Span<int> digits, int step)
    {
        var length = 0;
        for (var i = count.From; i < count.To; i++)
        {
            foreach (var c in words.Folded(i))
            {
                if (char.IsAsciiDigit(c))
                {
                    digits[c - '0'] += step;
                    length++;
                }
            }
        }

        return length;
    }
}
