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

    private static readonly FrozenSet<byte> Things = WordWeights.Numbers("GOODS", "HOME", "DEVICE", "MATERIAL", "FOOD", "VEHICLE", "BEAUTY", "SCHOOL");

    private static readonly FrozenSet<byte> NoThings = WordWeights.Numbers("DAY", "UNIT", "MONEY", "NUM", "MEASURE", "PLACE", "SAY", "PRON1", "PRON2", "PRON3", "MODAL", "NEG", "YES");
    private static readonly FrozenSet<uint> Wants = WordWeights.Hashes("want need order buy");
    private static readonly uint People = FeatureHash.Of("people");
    private static readonly FrozenSet<uint> HowMany = WordWeights.Hashes("howmany many");

    // What makes a day the one by which something is wanted.
    private static readonly FrozenSet<byte> Wanting = WordWeights.Numbers("WANT", "BUY", "BOOK", "URGENT");
    private static readonly FrozenSet<uint> Until = WordWeights.Hashes("in within next by before until than under come deadline");
    private static readonly FrozenSet<uint> PastLemmas = WordWeights.Hashes("ago since for old last past been");

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
                if (!piece.IsKnown || AnyThing.Contains(piece.Entry.Lemma) || People == piece.Entry.Lemma || (piece.Entry.Class != 0 && !NoThings.Contains(piece.Entry.Class)))
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
                return quantity.Kind == QuantityKind.Days && !IsPast(text, quantity)
                    && (Comparison is Comparison.AtMost or Comparison.Less ? IsDue(text, quantity) : !quantity.IsLoose);
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

    /// <summary>True for a span or a day by which something is wanted: "in 10 days", "I need it on Friday", but not "it took 10 days".</summary>
    private static bool IsDue(MeaningText text, Quantity quantity)
    {
        var pieces = text.Pieces;
        if (text.Words <= TerseWords || quantity.Comparison is Comparison.AtMost or Comparison.Less)
        {
            return true;
        }

        for (var p = 0; p < pieces.Length; p++)
        {
            if (!pieces[p].IsKnown)
            {
                continue;
            }

            var isNear = p < quantity.Piece && p >= quantity.Piece - 2;
            if ((isNear && Until.Contains(pieces[p].Entry.Lemma)) || (quantity.IsLoose && Wanting.Contains(pieces[p].Entry.Class)))
            {
                return true;
            }
        }

        return false;
    }

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

            var ends = pieces[p].IsKnown ? pieces[p].Weight == 0 || NoThings.Contains(pieces[p].Entry.Class) : pieces[p].Token.Start == pieces[p - 1].Token.End;
            if (Unit is null && ends)
            {
                // "60 of them" counts nothing that is named, "60A" and "90 minutes" count something else.
                return false;
            }
        }

        if (Unit is not null)
        {
            // "Rooms: 4".
            var p = quantity.Piece - 1;
            if (p > 0 && text.Text[pieces[p].Token.Start] is ':' or '=' && pieces[p - 1].IsWord && IsUnit(text, pieces[p - 1]))
            {
                return true;
            }
        }

        return IsAsked(text, quantity, around)
            || (Unit is null && !quantity.IsLoose && quantity.Piece > 0 && pieces[quantity.Piece - 1] is { IsKnown: true } before && Wants.Contains(before.Entry.Lemma)
                && (quantity.EndPiece >= pieces.Length || !pieces[quantity.EndPiece].IsWord || pieces[quantity.EndPiece].Weight == 0));
    }

    private bool IsUnit(MeaningText text, MeaningPiece piece) => Unit is null
        ? AnyThing.Contains(piece.Token.Hash) || (piece.IsKnown && (AnyThing.Contains(piece.Entry.Lemma) || Things.Contains(piece.Entry.Class)))
        : Unit.LikenessOf(text, piece with { Negated = false }) >= 0.8f;

    /// <summary>True for "80" in answer to "How many chairs do you need?".</summary>
    private bool IsAsked(MeaningText text, Quantity quantity, MeaningText around)
    {
        if (quantity.IsLoose || text.Words > TerseWords || !around.Text.Contains('?'))
        {
            return false;
        }

        foreach (var piece in around.Pieces)
        {
            if (piece.IsWord && (Unit is null ? piece.IsKnown && HowMany.Contains(piece.Entry.Lemma) : IsUnit(around, piece)))
            {
                return true;
            }
        }

        return false;
    }
}
