using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>Reads what bounds a number, in nine languages: "more than", "mindestens", "do", "or more". Pure.</summary>
internal static class ComparisonReader
{
    private const int Reach = 3;

    private static readonly FrozenSet<uint> More = WordWeights.Hashes(
        "over above more exceed exceeds exceeding beyond greater larger bigger ueber uber mehr oberhalb mas sobre supera superior encima plus "
        + "dessus superieur piu oltre sopra superiore mais acima meer boven ponad wiecej powyzej zyada jyada adhik upar");

    private static readonly FrozenSet<uint> Less = WordWeights.Hashes(
        "under below less fewer unter weniger menos debajo inferior moins sous meno sotto inferiore abaixo minder onder ponizej mniej kam niche");

    private static readonly FrozenSet<uint> AtLeast = WordWeights.Hashes(
        "least minimum min mindestens wenigstens ab minimo almeno minstens najmniej conajmniej minimalnie upwards");

    private static readonly FrozenSet<uint> AtMost = WordWeights.Hashes(
        "most within maximum max upto hochstens hoechstens maximal innerhalb binnen maximo dentro hasta jusqu jusqua delai massimo entro fino "
        + "ate hoogstens maximaal tot maksymalnie ciagu najwyzej andar tak bis");

    // "al menos", "au moins", "pelo menos" mean at least, though the second word alone means less; "up to" means at most.
    private static readonly FrozenSet<uint> TurnsLess = WordWeights.Hashes("al au pelo du por at");
    private static readonly FrozenSet<uint> LeastAfterTurn = WordWeights.Hashes("menos moins meno least");
    private static readonly FrozenSet<uint> Denials = WordWeights.Hashes("no not");
    private static readonly FrozenSet<uint> Ors = WordWeights.Hashes("or and");
    private static readonly FrozenSet<uint> AfterMore = WordWeights.Hashes("more plus mehr mas piu mais meer wiecej zyada up upwards over above");
    private static readonly FrozenSet<uint> AfterLess = WordWeights.Hashes("less fewer weniger menos moins meno minder mniej kam under below");
    private static readonly uint Up = FeatureHash.Of("up");
    private static readonly uint To = FeatureHash.Of("to");

    /// <summary>What the words right before a piece say.</summary>
    public static Comparison Before(MeaningText text, int at)
    {
        var pieces = text.Pieces;
        for (var i = at - 1; i >= 0 && i >= at - Reach && pieces[i].IsWord; i--)
        {
            var hash = pieces[i].Token.Hash;
            var before = i > 0 && pieces[i - 1].IsWord ? pieces[i - 1] : default;
            var comparison =
                LeastAfterTurn.Contains(hash) && TurnsLess.Contains(before.Token.Hash) ? Comparison.AtLeast
                : hash == To && before.Token.Hash == Up ? Comparison.AtMost
                : AtLeast.Contains(hash) ? Comparison.AtLeast
                : AtMost.Contains(hash) ? Comparison.AtMost
                : More.Contains(hash) ? Comparison.More
                : Less.Contains(hash) ? Comparison.Less
                : Comparison.None;
            if (comparison != Comparison.None)
            {
                return before.IsKnown && Denials.Contains(before.Entry.Lemma) ? Opposite(comparison) : comparison;
            }
        }

        return Comparison.None;
    }

    /// <summary>What the words right after a number say: "50+", "50 or more", "10 oder weniger".</summary>
    public static Comparison After(MeaningText text, int at, out int next)
    {
        var pieces = text.Pieces;
        next = at;
        if (at < pieces.Length && text.Text[pieces[at].Token.Start] == '+' && (at + 1 >= pieces.Length || !char.IsAsciiDigit(text.Text[pieces[at + 1].Token.Start])))
        {
            next = at + 1;
            return Comparison.AtLeast;
        }

        if (at + 1 < pieces.Length && pieces[at].IsKnown && Ors.Contains(pieces[at].Entry.Lemma) && pieces[at + 1].IsWord)
        {
            var hash = pieces[at + 1].Token.Hash;
            var comparison = AfterMore.Contains(hash) ? Comparison.AtLeast : AfterLess.Contains(hash) ? Comparison.AtMost : Comparison.None;
            next = comparison == Comparison.None ? at : at + 2;
            return comparison;
        }

        return Comparison.None;
    }

    /// <summary>True for a word that may bound a number.</summary>
    public static bool IsBound(MeaningPiece piece) => piece.IsWord
        && (More.Contains(piece.Token.Hash) || Less.Contains(piece.Token.Hash) || AtLeast.Contains(piece.Token.Hash) || AtMost.Contains(piece.Token.Hash)
            || TurnsLess.Contains(piece.Token.Hash) || Denials.Contains(piece.Entry.Lemma));

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.More => Comparison.AtMost,
        Comparison.Less => Comparison.AtLeast,
        Comparison.AtLeast => Comparison.Less,
        _ => Comparison.More,
    };
}
