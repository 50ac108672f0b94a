using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>A word that a criterion is about.</summary>
internal sealed record OwnTerm(uint Hash, LexiconEntry Entry, bool IsKnown, string Letters, string Figures, float Weight, bool Negated)
{
    /// <summary>How alike a piece of a text is, 0–1.</summary>
    public float LikenessOf(MeaningText text, MeaningPiece piece)
    {
        if (Figures.Length > 0)
        {
            return !piece.IsWord && text.Text.AsSpan(piece.Token.Start, piece.Token.End - piece.Token.Start).SequenceEqual(Figures) ? 1 : 0;
        }

        if (!piece.IsWord || piece.Negated != Negated)
        {
            return 0;
        }

        if (piece.Token.Hash == Hash)
        {
            return 1;
        }

        if (IsKnown && piece.IsKnown)
        {
            return piece.Entry.Lemma == Entry.Lemma ? 1
                : WordWeights.ImpliedBy(piece.Entry.Lemma) == Entry.Lemma ? 0.9f
                : piece.Entry.Class == Entry.Class ? WordWeights.AlikenessOf(Entry.Class)
                : 0;
        }

        return LetterLikeness.Of(Letters, text.LettersOf(piece));
    }
}

/// <summary>The name or an example of a criterion: the words it is about, and what it says of quantities.</summary>
/// <param name="Terms">The places of its words among all of the criterion's.</param>
/// <param name="Conditions">What must hold of quantities.</param>
/// <param name="Weight">How much its words tell, together.</param>
/// <param name="Share">The part of the whole that must be found, 0–1.</param>
internal sealed record OwnPattern(IReadOnlyList<int> Terms, IReadOnlyList<QuantityCondition> Conditions, float Weight, float Share)
{
    /// <summary>How many different words of a criterion are looked for.</summary>
    public const int MaxTerms = 64;

    /// <summary>How many quantities one text may bound.</summary>
    public const int MaxConditions = 4;

    /// <summary>How much a quantity tells beside words.</summary>
    public const float ConditionWeight = 2;

    private const int MaxAlternatives = 4;

    private static readonly uint Or = FeatureHash.Of("or");
    private static readonly FrozenSet<byte> OfMoney = WordWeights.Numbers("MONEY", "PRICE", "PAY");

    /// <summary>False where there is nothing to look for.</summary>
    public bool SaysSomething => Terms.Count > 0 || Conditions.Count > 0;

    /// <summary>True when it says nothing that another does not say, and less.</summary>
    public bool IsPartOf(OwnPattern other) => Weight < other.Weight && Conditions.Count <= other.Conditions.Count && Terms.All(other.Terms.Contains);

    /// <summary>Reads a text of the owner's.</summary>
    /// <param name="text">The text, in any of the lexicon's languages.</param>
    /// <param name="share">The part of it that must be found.</param>
    /// <param name="terms">The criterion's words so far; new ones are added.</param>
    /// <param name="inherited">Conditions that hold besides.</param>
    public static OwnPattern Read(string text, float share, List<OwnTerm> terms, IReadOnlyList<QuantityCondition> inherited)
    {
        var folded = new FoldedText(text, OwnCriterion.ExampleMaxLength).Value;
        using var said = new MeaningText();
        said.Read(folded, Lexicon.Shipped.LanguageOf(folded));
        Span<Quantity> quantities = stackalloc Quantity[QuantityReader.MaxCount];
        quantities = quantities[..QuantityReader.Read(said, quantities)];
        var conditions = inherited.ToList();
        var used = new HashSet<int>();
        foreach (var quantity in quantities)
        {
            if (quantity.Comparison != Comparison.None && conditions.Count < MaxConditions)
            {
                conditions.Add(QuantityCondition.Of(said, quantity, out var unit));
                Use(used, quantity.Piece - 3, Math.Max(quantity.EndPiece, unit + 1), said, quantity);
            }
            else if (inherited.Count > 0 && quantity is not { Kind: QuantityKind.Days, IsLoose: true })
            {
                // A number in an example only illustrates the name's condition.
                Use(used, quantity.Piece, quantity.EndPiece, said, quantity);
            }
        }

        // "Wants to spend under 200 euros": the spending is in the sum.
        var asksMoney = conditions.Any(condition => condition.Kind == QuantityKind.Money);
        var own = new List<int>();
        var weight = 0f;
        for (var p = 0; p < said.Count; p++)
        {
            var isMoney = asksMoney && said.Pieces[p].IsKnown && OfMoney.Contains(said.Pieces[p].Entry.Class);
            if (!used.Contains(p) && !isMoney && TermOf(said, said.Pieces[p]) is { } term && Add(terms, term) is >= 0 and var at && !own.Contains(at))
            {
                own.Add(at);
                weight += term.Weight;
            }
        }

        return new OwnPattern(own, conditions, weight, share);
    }

    /// <summary>Reads "has a dog or a cat" as "has a dog" and "a cat"; nothing where a text names no alternatives, or bounds a quantity.</summary>
    public static IEnumerable<OwnPattern> ReadAlternatives(string text, float share, List<OwnTerm> terms)
    {
        var folded = new FoldedText(text, OwnCriterion.ExampleMaxLength).Value;
        using var said = new MeaningText();
        said.Read(folded, Lexicon.Shipped.LanguageOf(folded));
        var starts = new List<int> { 0 };
        var ends = new List<int>();
        foreach (var piece in said.Pieces)
        {
            if (piece.IsKnown && piece.Entry.Lemma == Or)
            {
                ends.Add(piece.Token.Start);
                starts.Add(piece.Token.End);
            }
        }

        if (ends.Count is 0 or > MaxAlternatives)
        {
            return [];
        }

        ends.Add(folded.Length);
        var parts = starts.Select((start, i) => Read(folded[start..ends[i]], share, terms, [])).ToList();
        return parts.TrueForAll(part => part.Conditions.Count == 0 && part.Weight >= 1) ? parts : [];
    }

    /// <summary>Marks the pieces of a quantity, with the words that bound it, as read.</summary>
    private static void Use(HashSet<int> used, int from, int to, MeaningText said, Quantity quantity)
    {
        for (var p = Math.Max(from, 0); p < to && p < said.Count; p++)
        {
            // Before the number stand words that bound it, which have no weight, and perhaps others that have.
            var piece = said.Pieces[p];
            if (p >= quantity.Piece || ComparisonReader.IsBound(piece))
            {
                used.Add(p);
            }
        }
    }

    private static OwnTerm? TermOf(MeaningText said, MeaningPiece piece)
    {
        if (!piece.IsWord)
        {
            return char.IsAsciiDigit(said.Text[piece.Token.Start])
                ? new OwnTerm(piece.Token.Hash, default, false, "", said.Text[piece.Token.Start..piece.Token.End], 1, false)
                : null;
        }

        return piece.Weight == 0 ? null
            : new OwnTerm(piece.Token.Hash, piece.Entry, piece.IsKnown, said.LettersOf(piece).ToString(), "", piece.Weight, piece.Negated);
    }

    private static int Add(List<OwnTerm> terms, OwnTerm term)
    {
        var at = terms.IndexOf(term);
        if (at < 0 && terms.Count < MaxTerms)
        {
            terms.Add(term);
            at = terms.Count - 1;
        }

        return at;
    }
}
