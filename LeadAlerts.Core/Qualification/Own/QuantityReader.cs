using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>Reads the quantities of a text: numbers in figures or words with what they count. Pure.</summary>
internal static class QuantityReader
{
    /// <summary>The greatest number of quantities that are read of one text.</summary>
    public const int MaxCount = 16;

    private const double MostCounted = 1e9;

    private static readonly FrozenDictionary<uint, double> Values = new Dictionary<string, double>
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9,
        ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16,
        ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20, ["twentyfive"] = 25, ["thirty"] = 30, ["forty"] = 40,
        ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90, ["dozen"] = 12, ["hundred"] = 100,
        ["thousand"] = 1000, ["lakh"] = 1e5, ["million"] = 1e6, ["crore"] = 1e7, ["pair"] = 2,
    }.ToFrozenDictionary(entry => FeatureHash.Of(entry.Key), entry => entry.Value);

    private static readonly FrozenDictionary<uint, double> DaysOf = new Dictionary<string, double>
    {
        ["minute"] = 1 / 1440.0, ["hour"] = 1 / 24.0, ["day"] = 1, ["week"] = 7, ["fortnight"] = 14, ["month"] = 30, ["year"] = 365,
    }.ToFrozenDictionary(entry => FeatureHash.Of(entry.Key), entry => entry.Value);

    // Said alone, these name a span as well: whoever wants it tomorrow wants it within a day.
    private static readonly FrozenDictionary<uint, double> DaysUntil = new Dictionary<string, double>
    {
        ["today"] = 1, ["tonight"] = 1, ["tomorrow"] = 1, ["dayaftertomorrow"] = 2, ["weekend"] = 7, ["monday"] = 7, ["tuesday"] = 7,
        ["wednesday"] = 7, ["thursday"] = 7, ["friday"] = 7, ["saturday"] = 7, ["sunday"] = 7, ["immediately"] = 1,
    }.ToFrozenDictionary(entry => FeatureHash.Of(entry.Key), entry => entry.Value);

    private static readonly FrozenSet<uint> Currencies = WordWeights.Hashes("euro dollar pound zloty rupee franc peso real");

    private static readonly FrozenDictionary<char, uint> Signs = new Dictionary<char, string>
    {
        ['€'] = "euro", ['$'] = "dollar", ['£'] = "pound", ['₹'] = "rupee",
    }.ToFrozenDictionary(entry => entry.Key, entry => FeatureHash.Of(entry.Value));

    private static readonly FrozenDictionary<uint, string> CurrencyCodes = new Dictionary<string, string>
    {
        ["eur"] = "euro", ["usd"] = "dollar", ["gbp"] = "pound", ["pln"] = "zloty", ["zl"] = "zloty", ["inr"] = "rupee", ["rs"] = "rupee",
        ["chf"] = "franc", ["bucks"] = "dollar", ["quid"] = "pound",
    }.ToFrozenDictionary(entry => FeatureHash.Of(entry.Key), entry => entry.Value);

    private static readonly byte Money = Lexicon.ClassNumber("MONEY");
    private static readonly FrozenSet<uint> Paying = WordWeights.Hashes("pay cost price spend");
    private static readonly FrozenSet<uint> Clocks = WordWeights.Hashes("am pm uhr clock oclock heures baje");
    private static readonly FrozenSet<uint> Past = WordWeights.Hashes("ago since old");
    private static readonly FrozenSet<uint> ThousandMarks = WordWeights.Hashes("k tsd mila mil tys grand");
    private static readonly FrozenSet<uint> Next = WordWeights.Hashes("next");
    private static readonly FrozenSet<uint> This = WordWeights.Hashes("this");
    private static readonly uint Budget = FeatureHash.Of("budget");
    private static readonly uint Grand = FeatureHash.Of("grand");
    private static readonly uint At = FeatureHash.Of("at");

    /// <summary>Reads them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Where they go; what does not fit is passed over.</param>
    /// <returns>How many there are.</returns>
    public static int Read(MeaningText text, Span<Quantity> into)
    {
        var count = 0;
        var pieces = text.Pieces;
        for (var i = 0; i < pieces.Length && count < into.Length; i++)
        {
            var piece = pieces[i];
            if (char.IsAsciiDigit(text.Text[piece.Token.Start]))
            {
                var next = ReadFigures(text, i, out var least, out var most);
                if (next < 0)
                {
                    i = -next - 1;
                    continue;
                }

                into[count++] = Complete(text, i, next, least, most);
                i = into[count - 1].EndPiece - 1;
            }
            else if (piece.IsKnown && Values.ContainsKey(piece.Entry.Lemma) && !IsArticle(text, i))
            {
                var next = ReadWords(pieces, i, out var value);
                into[count++] = Complete(text, i, next, value, value);
                i = into[count - 1].EndPiece - 1;
            }
            else if (piece.IsKnown && TryReadSpan(pieces, i, out var days))
            {
                into[count++] = new Quantity(QuantityKind.Days, days, days, 0, i, i + 1, Comparison.None, IsLoose: true);
            }
        }

        return count;
    }

    /// <summary>Reads a number in figures from a piece on; the place after it, or below 0 the place from which to go on where it is none.</summary>
    private static int ReadFigures(MeaningText text, int at, out double least, out double most)
    {
        var pieces = text.Pieces;
        var raw = text.Text;
        least = most = 0;
        var next = ReadOne(text, at, out var value);
        var start = pieces[at].Token.Start;
        var end = pieces[next - 1].Token.End;
        var glued = start > 0 && (char.IsLetterOrDigit(raw[start - 1]) || raw[start - 1] is '#' or '/' or ':' or '_' or '@');
        if (glued || raw[start] == '0' || end - start > 14 || (end - start >= 7 && next == at + 1))
        {
            return -next;
        }

        least = most = value;
        if (next + 1 < pieces.Length && raw[end] is '-' or '/' or ':' && char.IsAsciiDigit(raw[pieces[next + 1].Token.Start]) && pieces[next + 1].Token.Start == end + 1)
        {
            var after = ReadOne(text, next + 1, out var second);
            var isRange = raw[end] == '-' && second > value && (after >= pieces.Length || raw[pieces[after].Token.Start] != '-') && second < 1e6;
            if (!isRange)
            {
                return -SkipJoined(text, after);
            }

            most = second;
            return after;
        }

        // "2nd", "3pm" and "20%" count nothing.
        if (next < pieces.Length)
        {
            var follower = pieces[next];
            if (raw[follower.Token.Start] == '%' || (follower.Token.Start == end && IsOrdinal(text.LettersOf(follower))) || Clocks.Contains(follower.Token.Hash)
                || Clocks.Contains(follower.Entry.Lemma))
            {
                return -(next + 1);
            }
        }

        return next;
    }

    private static int SkipJoined(MeaningText text, int at)
    {
        var pieces = text.Pieces;
        while (at < pieces.Length && text.Text[pieces[at].Token.Start] is '-' or '/' or ':' or '.' && at + 1 < pieces.Length
            && char.IsAsciiDigit(text.Text[pieces[at + 1].Token.Start]))
        {
            at += 2;
        }

        return at;
    }

    /// <summary>Reads "10", "10,000", "10.000,50" and "2.5".</summary>
    private static int ReadOne(MeaningText text, int at, out double value)
    {
        var pieces = text.Pieces;
        var raw = text.Text;
        value = Figures(raw.AsSpan(pieces[at].Token.Start, pieces[at].Token.End - pieces[at].Token.Start));
        var next = at + 1;
        while (next + 1 < pieces.Length && raw[pieces[next].Token.Start] is '.' or ',' or '\''
            && pieces[next].Token.Start == pieces[next - 1].Token.End && pieces[next + 1].Token.Start == pieces[next].Token.End
            && char.IsAsciiDigit(raw[pieces[next + 1].Token.Start]))
        {
            var digits = raw.AsSpan(pieces[next + 1].Token.Start, pieces[next + 1].Token.End - pieces[next + 1].Token.Start);
            if (digits.Length == 3)
            {
                value = (value * 1000) + Figures(digits);
                next += 2;
            }
            else if (digits.Length <= 2)
            {
                value += Figures(digits) / Math.Pow(10, digits.Length);
                return next + 2;
            }
            else
            {
                break;
            }
        }

        return next;
    }

    private static double Figures(ReadOnlySpan<char> digits)
    {
        var value = 0.0;
        foreach (var digit in digits)
        {
            value = Math.Min((value * 10) + (digit - '0'), MostCounted);
        }

        return value;
    }

    private static int ReadWords(ReadOnlySpan<MeaningPiece> pieces, int at, out double value)
    {
        value = 0;
        var part = 0.0;
        var next = at;
        while (next < pieces.Length && pieces[next].IsKnown && Values.TryGetValue(pieces[next].Entry.Lemma, out var word))
        {
            if (word >= 100)
            {
                part = Math.Max(part, 1) * word;
            }
            else if (part is > 0 and < 20 && word < part)
            {
                break;
            }
            else
            {
                part += word;
            }

            if (word >= 1000)
            {
                value += part;
                part = 0;
            }

            next++;
        }

        value = Math.Min(value + part, MostCounted);
        return next;
    }

    /// <summary>Finds the unit of a number, and what bounds it.</summary>
    private static Quantity Complete(MeaningText text, int at, int next, double least, double most)
    {
        var pieces = text.Pieces;
        var kind = QuantityKind.Count;
        uint currency = 0;
        var before = at > 0 ? pieces[at - 1] : default;
        if (at > 0 && CurrencyOf(text, before) is var signed and not 0)
        {
            (kind, currency) = (QuantityKind.Money, signed);
        }

        if (next < pieces.Length && ThousandMarks.Contains(pieces[next].Token.Hash) && pieces[next].Token.Start - pieces[next - 1].Token.End <= 1)
        {
            (least, most) = (least * 1000, most * 1000);
            kind = pieces[next].Token.Hash == Grand ? QuantityKind.Money : kind;
            next++;
        }
        else if (next < pieces.Length && pieces[next].IsKnown && Values.TryGetValue(pieces[next].Entry.Lemma, out var times) && times >= 100)
        {
            (least, most) = (least * times, most * times);
            next++;
        }

        var comparison = ComparisonReader.After(text, next, out var afterComparison);
        var unit = afterComparison;
        if (unit < pieces.Length && CurrencyOf(text, pieces[unit]) is var named and not 0)
        {
            (kind, currency) = (QuantityKind.Money, named);
            next = unit + 1;
        }
        else if (unit < pieces.Length && pieces[unit].IsKnown && DaysOf.TryGetValue(pieces[unit].Entry.Lemma, out var days) && kind == QuantityKind.Count)
        {
            (kind, least, most, next) = (QuantityKind.Days, least * days, most * days, unit + 1);
        }
        else if (kind == QuantityKind.Count && SpeaksOfMoney(pieces, at, unit < pieces.Length && pieces[unit].Weight > 0))
        {
            kind = QuantityKind.Money;
        }

        next = comparison != Comparison.None ? Math.Max(next, afterComparison) : next;
        if (comparison == Comparison.None)
        {
            comparison = ComparisonReader.Before(text, currency != 0 && at > 0 && CurrencyOf(text, before) != 0 ? at - 1 : at);
        }

        var isLoose = kind == QuantityKind.Days
            ? next < pieces.Length && pieces[next].IsKnown && Past.Contains(pieces[next].Entry.Lemma)
            : (least is >= 1900 and < 2100 && least == most) || (next == at + 1 && least >= 1e5) || (at > 0 && before.IsKnown && before.Entry.Lemma == At);
        return new Quantity(kind, least, most, currency, at, next, comparison, isLoose);
    }

    private static uint CurrencyOf(MeaningText text, MeaningPiece piece) =>
        !piece.IsWord ? Signs.GetValueOrDefault(text.Text[piece.Token.Start])
        : piece.IsKnown && Currencies.Contains(piece.Entry.Lemma) ? piece.Entry.Lemma
        : CurrencyCodes.TryGetValue(piece.Token.Hash, out var name) ? FeatureHash.Of(name)
        : 0;

    /// <summary>True when one of the words before a number is of money: "my budget is 5000", but not "a quote for 50 chairs".</summary>
    private static bool SpeaksOfMoney(ReadOnlySpan<MeaningPiece> pieces, int at, bool counts)
    {
        for (var i = at - 1; i >= 0 && i >= at - 4; i--)
        {
            if (pieces[i].IsKnown && ((pieces[i].Entry.Class == Money && (!counts || pieces[i].Entry.Lemma == Budget)) || (!counts && i >= at - 2 && Paying.Contains(pieces[i].Entry.Lemma))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadSpan(ReadOnlySpan<MeaningPiece> pieces, int at, out double days)
    {
        var lemma = pieces[at].Entry.Lemma;
        var before = at > 0 && pieces[at - 1].IsKnown ? pieces[at - 1].Entry.Lemma : 0;
        if (DaysUntil.TryGetValue(lemma, out days))
        {
            days = Next.Contains(before) ? days + 7 : days;
            return true;
        }

        if (DaysOf.TryGetValue(lemma, out days) && days >= 1 && (Next.Contains(before) || This.Contains(before)))
        {
            days = Next.Contains(before) ? days * 2 : days;
            return true;
        }

        return false;
    }

    /// <summary>True for a "one" that is an article or a pronoun rather than a number.</summary>
    private static bool IsArticle(MeaningText text, int at) => Values[text.Pieces[at].Entry.Lemma] == 1;

    private static bool IsOrdinal(ReadOnlySpan<char> letters) => letters is "st" or "nd" or "rd" or "th" or "er" or "eme" or "am" or "pm" or "h";
}
