using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Tells the words that take back what was said: "sorry", "hang on", "make it", "no," at the beginning, "rather".</summary>
internal static class CorrectionMarks
{
    /// <summary>What is preferred follows at once.</summary>
    private const int NearReach = 4;

    /// <summary>A no begins a message within so many words.</summary>
    private const int Opening = 3;

    private static readonly uint Than = FeatureHash.Of("than");

    // Words that take back only together, whatever each means alone.
    private static readonly HashSet<(uint, uint)> Pairs =
    [
        .. new[]
        {
            ("hang", "on"), ("hold", "on"), ("make", "it"), ("make", "that"), ("change", "it"), ("change", "that"), ("not", "anymore"), ("en", "fait"), ("en", "realidad"), ("in", "realta"), ("in", "wirklichkeit"),
            ("na", "verdade"), ("plutot", "le"), ("asal", "me"), ("asal", "mein"), ("tak", "naprawde"), ("mach", "draus"), ("doch", "lieber"), ("mejor", "el"), ("que", "sean"), ("que", "sea"), ("mettez", "plutot"), ("facciamo", "meglio"), ("mejor", "dicho"),
        }.Select(pair => (FeatureHash.Of(pair.Item1), FeatureHash.Of(pair.Item2))),
    ];

    /// <summary>So many words after it the right one is named, if any is; 0 where the word takes nothing back.</summary>
    public static int Find(VisitorWords words, int at, int begin, int end)
    {
        if (words[at].May(WordUses.Correction) || (at == begin && words.IsSign(at, '*')))
        {
            return Corrections.Reach;
        }

        if (at + 1 < end && Pairs.Contains((words[at].Hash, words[at + 1].Hash)))
        {
            return Corrections.Reach;
        }

        return words[at].May(WordUses.Prefer) || OpensWithNo(words, at, begin, end) ? NearReach : 0;
    }

    /// <summary>"rather than friday" names what is not wanted, "rather friday" what is.</summary>
    public static bool IsRatherThan(VisitorWords words, int at, int end) => at + 1 < end && words[at + 1].Hash == Than;

    /// <summary>"no, saturday", "uy no, el sabado", "arre nahi 18": the whole message answers with it, or its sentence does.</summary>
    private static bool OpensWithNo(VisitorWords words, int at, int begin, int end)
    {
        if (!words[at].May(WordUses.Deny) || at + 1 >= end)
        {
            return false;
        }

        for (var i = at - 1; i >= begin; i--)
        {
            if (words[i].Has(WordMarks.Sign) && words.Folded(i)[0] is '.' or '!' or '?' && !words[i + 1].Has(WordMarks.Glued))
            {
                return true;
            }

            if (at - i >= Opening)
            {
                return false;
            }
        }

        return true;
    }
}
