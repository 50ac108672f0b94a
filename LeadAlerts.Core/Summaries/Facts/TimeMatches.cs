using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Finds times by their place and tells which of them name the same.</summary>
internal static class TimeMatches
{
    /// <summary>What a time is bound to has no more words.</summary>
    private const int ReasonReach = 8;

    private static readonly HashSet<uint> Bounds = [.. new[] { "before", "after", "until", "till", "when", "once" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Lengths =
        [.. new[] { "night", "day", "week", "month", "year", "hour", "minute" }.Select(word => FeatureHash.Of(word))];

    /// <summary>The last time before a word and not before <paramref name="begin"/>; −1 when there is none.</summary>
    public static int Before(List<TimeMention> times, int at, int begin)
    {
        for (var i = times.Count - 1; i >= 0; i--)
        {
            if (times[i].Core < at)
            {
                return times[i].Core >= begin ? i : -1;
            }
        }

        return -1;
    }

    /// <summary>The first time after a word that is another one; −1 when there is none.</summary>
    public static int After(VisitorWords words, List<TimeMention> times, int at, int end, int other)
    {
        for (var i = 0; i < times.Count && First(words, times[i]) < end; i++)
        {
            if (times[i].Core > at && (other < 0 || ((times[i].Kinds & times[other].Kinds) != 0 && !IsSame(words, times[i], times[other]))))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>True when one of two times is named again between them.</summary>
    public static bool Between(VisitorWords words, List<TimeMention> times, int one, int other)
    {
        for (var i = one + 1; i < other; i++)
        {
            if (IsSame(words, times[i], times[one]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where what is corrected begins, after how long it is for: "2 nights | from the 10th".</summary>
    public static int Begin(VisitorWords words, in TimeMention time)
    {
        for (var i = time.From + 1; i + 1 < time.To; i++)
        {
            if (IsLength(words, i) && words[i + 1].May(WordUses.TimeLead))
            {
                return i + 1;
            }
        }

        return time.From;
    }

    /// <summary>True when a month or the number of a day is named.</summary>
    public static bool IsDate(VisitorWords words, in TimeMention time)
    {
        for (var i = First(words, time); i < DayEnd(words, time); i++)
        {
            if (TimeReader.IsMonth(words[i]) || (words[i].Has(WordMarks.Digits) && (time.Kinds & TimeKinds.Clock) == 0 && !HasWeekday(words, time)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a weekday, a date or a time of day is named; not for "today" or "next week".</summary>
    public static bool IsFirm(VisitorWords words, in TimeMention time)
    {
        for (var i = time.From; i < time.To; i++)
        {
            if (words[i].Has(WordMarks.Digits) || TimeReader.IsMonth(words[i]) || TimeReader.IsWeekday(words[i]))
            {
                return true;
            }
        }

        return (time.Kinds & TimeKinds.Clock) != 0;
    }

    /// <summary>True when a weekday is named.</summary>
    public static bool HasWeekday(VisitorWords words, in TimeMention time)
    {
        for (var i = time.Core; i < time.To; i++)
        {
            // "zat" is not only "saturday".
            if (TimeReader.IsWeekday(words[i]) && (words[i].End - words[i].Start > 3 || words.Conversation.Language == "en"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"any day | before the clocks go back": the word after what a time is bound to; after the time where nothing binds it.</summary>
    public static int WithReason(VisitorWords words, in TimeMention time)
    {
        var end = Math.Min(words.First(words[time.Core].Message + 1), time.To + ReasonReach);
        if (time.To >= end || !words[time.To].IsWord || words[time.To].IsOut || !Bounds.Contains(words[time.To].Lemma))
        {
            return time.To;
        }

        var to = time.To + 1;
        while (to < end && words[to].IsWord && !words[to].IsOut && !words[to].Has(WordMarks.NewLine) && !words[to].May(WordUses.Break))
        {
            to++;
        }

        // Cut short, it would be another bound.
        return to < end || end == words.First(words[time.Core].Message + 1) ? to : time.To;
    }

    /// <summary>The word after the day: before a time of day that follows it, "friday | 2pm".</summary>
    public static int DayEnd(VisitorWords words, in TimeMention time)
    {
        if ((time.Kinds & TimeKinds.Clock) == 0 || (time.Kinds & TimeKinds.Day) == 0)
        {
            return time.To;
        }

        for (var i = time.Core + 1; i + 1 < time.To; i++)
        {
            var isClock = words[i].Has(WordMarks.Digits) && !words[i].Has(WordMarks.Glued)
                && (words[i + 1].May(WordUses.Clock) || words.IsSign(i + 1, ':'));
            if (isClock)
            {
                return i;
            }
        }

        return time.To;
    }

    /// <summary>Its core, or the number right before that: "3. Mai", "4 giugno".</summary>
    public static int First(VisitorWords words, in TimeMention time)
    {
        var first = time.Core;
        while (first > time.From)
        {
            if (words[first - 1].Has(WordMarks.Digits) || words.IsSign(first - 1, '.'))
            {
                first--;
            }
            else if (first - 1 > time.From && words[first - 2].Has(WordMarks.Digits) && words[first - 1].May(WordUses.TimeLead) && TimeReader.IsMonth(words[first]))
            {
                // "4 de mayo"
                first -= 2;
            }
            else
            {
                break;
            }
        }

        return first;
    }

    /// <summary>True when both name the same: "saturday" and "saturday the 13th", "12 march" and "the 12th"; not "june 6" and "june 8".</summary>
    public static bool IsSame(VisitorWords words, in TimeMention one, in TimeMention other)
    {
        if ((one.Kinds & other.Kinds) == 0)
        {
            return false;
        }

        var (shares, differs) = (false, false);
        for (var i = First(words, one); i < one.To; i++)
        {
            var has = false;
            var alike = false;
            for (var j = First(words, other); j < other.To; j++)
            {
                var comparable = words[i].Has(WordMarks.Digits) == words[j].Has(WordMarks.Digits) && (words[i].Has(WordMarks.Digits) || (words[i].Class == WordClass.Day && words[j].Class == WordClass.Day));
                has |= comparable && (words.Folded(i).SequenceEqual(words.Folded(j)) || (words[i].Lemma != 0 && words[i].Lemma == words[j].Lemma));
                alike |= comparable;
            }

            shares |= has;
            differs |= alike && !has;
        }

        return shares && !differs;
    }

    /// <summary>True for how long something takes, "3 nights", rather than when it is.</summary>
    public static bool IsLength(VisitorWords words, in TimeMention time)
    {
        for (var i = time.From; i < time.To; i++)
        {
            if (words[i].Has(WordMarks.Digits) && !(i + 1 < time.To && IsLength(words, i + 1)))
            {
                return false;
            }
        }

        return (time.Kinds & (TimeKinds.Day | TimeKinds.Clock)) == 0 || IsLength(words, time.Core);
    }

    private static bool IsLength(VisitorWords words, int unit) =>
        unit > 0 && words[unit].IsWord && words[unit - 1].Message == words[unit].Message && (words[unit - 1].Has(WordMarks.Digits) || (words[unit - 1].Class == WordClass.Number && WordClass.IsCardinal(words[unit - 1].Lemma)))
        && Lengths.Contains(words[unit].Lemma);

    /// <summary>True for two times of one kind that are not the same.</summary>
    public static bool AreOthers(VisitorWords words, List<TimeMention> times, int one, int other) =>
        one != other && (times[one].Kinds & times[other].Kinds) != 0 && !times[one].IsPast && !times[other].IsPast && !IsSame(words, times[one], times[other]);
}
