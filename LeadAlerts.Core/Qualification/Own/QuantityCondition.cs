using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>What must hold of a number in a message: "more than 50 units", "under 200 euros", "within 2 weeks".</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Bound">The number; spans of time are in days.</param>
/// <param name="Comparison">How it bounds.</param>
/// <param name="Currency">The lemma of the currency; 0 for any.</param>
/// <param name="Unit">The things counted; null for whatever is counted.</param>
internal sealed record QuantityCondition(QuantityKind Kind, double Bound, Comparison Comparison, uint Currency, OwnTerm? Unit)
{
    // Bare numbers from here on are taken for money where the owner names no unit.
    private const double LeastBareMoney = 1000;
    private const int UnitReach = 3;
    private const int TerseWords = 5;

    private static readonly FrozenSet<uint> AnyThing = WordWeights.Hashes("unit piece item quantity thing product number amount pcs units pieces items stuck stueck");

    private static readonly FrozenSet<byte> Things = WordWeights.Numbers(
        "GOODS", "HOME", "DEVICE", "MATERIAL", "FOOD", "VEHICLE", "PET", "EVENT", "MEASURE", "PERSON", "BEAUTY", "TRAVEL", "FAMILY", "STAFF", "BODY");

    private static readonly FrozenSet<byte> NoThings = WordWeights.Numbers("DAY", "UNIT", "MONEY", "NUM", "PLACE", "SAY", "PRON1", "PRON2", "PRON3", "MODAL", "NEG", "YES");
    private static readonly FrozenSet<byte> Wants = WordWeights.Numbers("WANT", "BUY", "BOOK");

    /// <summary>Reads a condition from the owner's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quantity">The quantity in it.</param>
    /// <param name="unit">The place of the things counted; the quantity's last piece where there are none.</param>
    public static QuantityCondition Of(MeaningText text, Quantity quantity, out int unit)
    {
        unit = quantity.EndPiece - 1;
        OwnTerm? term = null;
        var kind = quantity.Kind;
        if (kind == QuantityKind.Count)
        {
            var pieces = text.Pieces;
            for (var p = quantity.EndPiece; p < pieces.Length && p < quantity.EndPiece + UnitReach && pieces[p].IsWord; p++)
            {
                var piece = pieces[p];
                if (!piece.IsKnown || (piece.Entry.Class != 0 && !NoThings.Contains(piece.Entry.Class)))
                {
                    unit = p;
                    term = new OwnTerm(piece.Token.Hash, piece.Entry, piece.IsKnown, text.LettersOf(piece).ToString(), "", 1, false);
                    break;
                }
            }

            if (term is null && quantity.Least >= LeastBareMoney)
            {
                kind = QuantityKind.Money;
            }
            else if (term is not null && (AnyThing.Contains(term.Hash) || AnyThing.Contains(term.Entry.Lemma)))
            {
                term = null;
            }
        }

        return new QuantityCondition(kind, quantity.Least, quantity.Comparison, quantity.Currency, term);
    }

    /// <summary>Finds a quantity that meets the condition; null where there is none.</summary>
    /// <param name="text">The message.</param>
    /// <param name="quantities">Its quantities.</param>
    /// <param name="around">What it answers; empty where it stands alone.</param>
    public Quantity? Find(MeaningText text, ReadOnlySpan<Quantity> quantities, MeaningText around)
    {
        foreach (var quantity in quantities)
        {
            if (Holds(quantity) && IsOfKind(text, quantity, around, out var end))
            {
                return quantity with { EndPiece = Math.Max(end, quantity.EndPiece) };
            }
        }

        return null;
    }

    private bool Holds(Quantity quantity) => Comparison switch
    {
        Comparison.More => quantity.Most > Bound || (quantity.Most >= Bound && quantity.Comparison == Comparison.More),
        Comparison.AtLeast => quantity.Most >= Bound,
        Comparison.Less => quantity.Least < Bound || (quantity.Least <= Bound && quantity.Comparison == Comparison.Less),
        _ => quantity.Least <= Bound,
    };

    private bool IsOfKind(MeaningText text, Quantity quantity, MeaningText around, out int end)
    {
        end = quantity.EndPiece;
        switch (Kind)
        {
            case QuantityKind.Money:
                return quantity.Kind == QuantityKind.Money
                    && (Currency == 0 || quantity.Currency == 0 || Currency == quantity.Currency);
            case QuantityKind.Days:
                return quantity.Kind == QuantityKind.Days
                    && (!quantity.IsLoose || Comparison is Comparison.AtMost or Comparison.Less) && !IsPast(text, quantity);
            default:
                return quantity is { Kind: QuantityKind.Count } && IsOfUnit(text, quantity, around, ref end);
        }
    }

    /// <summary>True for "2 weeks ago" and "for 2 weeks now".</summary>
    private static bool IsPast(MeaningText text, Quantity quantity)
    {
        var pieces = text.Pieces;
        return (quantity.EndPiece < pieces.Length && IsPastWord(pieces[quantity.EndPiece]))
            || (quantity.Piece > 0 && IsPastWord(pieces[quantity.Piece - 1]));
    }

    private static readonly FrozenSet<uint> PastLemmas = WordWeights.Hashes("ago since for old last past");

    private static bool IsPastWord(MeaningPiece piece) => piece.IsKnown && PastLemmas.Contains(piece.Entry.Lemma);

    private bool IsOfUnit(MeaningText text, Quantity quantity, MeaningText around, ref int end)
    {
        var pieces = text.Pieces;
        for (var p = quantity.EndPiece; p < pieces.Length && p < quantity.EndPiece + UnitReach && (pieces[p].IsWord || text.Text[pieces[p].Token.Start] == '-'); p++)
        {
            if (pieces[p].IsWord && IsUnit(text, pieces[p]))
            {
                end = p + 1;
                return Unit is not null || !quantity.IsLoose;
            }

            if (Unit is null && pieces[p].IsKnown && NoThings.Contains(pieces[p].Entry.Class))
            {
                return false;
            }
        }

        if (Unit is not null)
        {
            // "Rooms: 4".
            var p = quantity.Piece - 1;
            p -= p > 0 && text.Text[pieces[p].Token.Start] is ':' or '=' ? 1 : 0;
            if (p >= 0 && pieces[p].IsWord && IsUnit(text, pieces[p]))
            {
                return true;
            }
        }

        return IsAsked(text, quantity, around)
            || (Unit is null && !quantity.IsLoose && quantity.Piece > 0 && pieces[quantity.Piece - 1] is { IsKnown: true } before && Wants.Contains(before.Entry.Class));
    }

    private bool IsUnit(MeaningText text, MeaningPiece piece) => Unit is null
        ? AnyThing.Contains(piece.Token.Hash) || (piece.IsKnown && (AnyThing.Contains(piece.Entry.Lemma) || Things.Contains(piece.Entry.Class)))
        : Unit.LikenessOf(text, piece with { Negated = false }) >= 0.8f;

    /// <summary>True for "80" in answer to "How many chairs do you need?".</summary>
    private bool IsAsked(MeaningText text, Quantity quantity, MeaningText around)
    {
        if (quantity.IsLoose || text.Words > TerseWords)
        {
            return false;
        }

        foreach (var piece in around.Pieces)
        {
            if (piece.IsWord && IsUnit(around, piece))
            {
                return true;
            }
        }

        return false;
    }
}
