namespace LeadAlerts.Core.Qualification.Own;

/// <summary>What a number counts.</summary>
internal enum QuantityKind
{
    /// <summary>Things.</summary>
    Count,

    /// <summary>Money.</summary>
    Money,

    /// <summary>A span of time, in days.</summary>
    Days,
}

/// <summary>A number in a text with what it counts.</summary>
/// <param name="Kind">What it counts.</param>
/// <param name="Least">The number; of a range the lower one. Spans of time are in days.</param>
/// <param name="Most">The number; of a range the higher one.</param>
/// <param name="Currency">The lemma of the currency; 0 where none is said.</param>
/// <param name="Piece">The place of its first piece.</param>
/// <param name="EndPiece">The place after its last piece, unit of money or time included.</param>
/// <param name="Comparison">What is said before or after it.</param>
/// <param name="IsLoose">True for a number that may be a year or an hour rather than a count.</param>
internal readonly record struct Quantity(
    QuantityKind Kind, double Least, double Most, uint Currency, int Piece, int EndPiece, Comparison Comparison, bool IsLoose = false);

/// <summary>How a number bounds what is meant.</summary>
internal enum Comparison
{
    /// <summary>Not at all: the number itself.</summary>
    None,

    /// <summary>More than the number.</summary>
    More,

    /// <summary>The number or more.</summary>
    AtLeast,

    /// <summary>Less than the number.</summary>
    Less,

    /// <summary>The number or less.</summary>
    AtMost,
}
