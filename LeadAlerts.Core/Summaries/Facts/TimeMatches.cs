using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Finds times by their place and tells which of them name the same.</summary>
internal static class TimeMatches
{
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

    /// <summary>Its core, or the number right before that: "3. Mai", "4 giugno".</summary>
    public static int First(VisitorWords words, in TimeMention time)
    {
        var first = time.Core;
        while (first > time.From && (words[first - 1].Has(WordMarks.Digits) || words.IsSign(first - 1, '.')))
        {
            first--;
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
