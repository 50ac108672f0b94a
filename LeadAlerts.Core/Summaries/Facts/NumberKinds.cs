using System.Globalization;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>
/// Tells the numbers whose place no other number may take: those that name something, "suite 210", and those that are only a part of what
/// is said, "10-12", "28 a head", "half past five". Replaced by another one they would tell what nobody said.
/// </summary>
internal static class NumberKinds
{
    /// <summary>A word that makes a number a time of day stands so near after it: "4 in the morning".</summary>
    private const int DayReach = 3;

    private const int LastHour = 24;

    /// <summary>Two words that begin with so many letters alike are forms of one.</summary>
    private const int SameStem = 3;

    /// <summary>A shorter number is not mistyped, it is another one.</summary>
    private const int LongNumber = 3;

    // What a number is the name of, whatever is counted.
    private static readonly HashSet<uint> Named = Hashes(
        "suite", "flat", "apartment", "apt", "apto", "room", "gate", "door", "unit", "floor", "house", "number", "ticket", "order", "booking", "reservation", "invoice", "receipt", "plot", "lot",
        "terminal", "platform", "bus", "line", "route", "box", "zip", "code", "postcode", "reference", "ref", "account", "acc", "bay", "table", "stand", "berth", "block", "building", "stall", "office",
        "shop", "quote", "docket", "job", "case", "policy", "member", "membership", "model", "version", "chapter", "level", "grade", "class", "year", "exit", "highway", "street", "road", "avenue", "lane", "drive",
        "address", "pier", "dock", "hall", "pitch", "court", "locker", "row", "seat", "flight", "train", "tram", "track", "channel", "phase", "part", "section", "zone", "sector", "district", "ward", "staircase", "entrance",
        "nr", "num", "numero", "numer", "nummer", "hausnummer", "ndeg", "whg", "wohnung", "haus", "tor", "og", "top", "gleis", "halle", "saal", "auftrag", "rechnung", "casa", "piso", "planta", "puerta", "portal", "sala", "lote", "pedido", "factura",
        "andar", "bloco", "portao", "loja", "fatura", "lot", "porte", "appartement", "appt", "etage", "chambre", "salle", "commande", "devis", "scala", "interno", "piano", "stanza", "ordine", "preventivo", "camera", "huis", "kamer", "poort", "deur", "bestelling",
        "verdieping", "toestel", "huisnummer", "lokal", "mieszkanie", "pokoj", "brama", "klatka", "pietro", "zamowienie", "dzialka", "hala", "peron", "makan", "flatno", "tower", "gali", "kamra");

    // Of each of several: "28 a head", "28 pro Kopf".
    private static readonly HashSet<uint> Rates = Hashes("per", "pro", "each", "apiece", "je", "par", "por", "za", "od", "cada", "chacun", "jeweils", "pp", "pro", "pezzo", "sztuka");

    private static readonly HashSet<uint> Shares = Hashes("head", "piece", "person", "time", "week", "month", "day", "night", "hour", "year", "pop", "go", "pair", "box", "bag", "kilo", "metre", "meter", "testa");

    // What makes the number after it a time of day.
    private static readonly HashSet<uint> At = Hashes("at", "past", "las", "alle", "om", "um", "gegen", "godz", "godzinie", "ore", "quarter", "halb", "half", "viertel", "kwart", "vers");

    private static readonly HashSet<uint> PartsOfDay = Hashes("morning", "afternoon", "evening", "night", "tonight", "noon", "midnight", "oclock");

    private static readonly uint Tonight = FeatureHash.Of("tonight");

    private static readonly HashSet<uint> Span = Hashes("to", "bis", "a", "ate", "hasta", "tot", "do", "se", "x", "by", "auf", "mal", "op", "na", "per", "por");

    private static readonly HashSet<uint> Of = Hashes("of", "de", "d", "di", "du", "des", "von", "van", "z", "ka", "ki", "ke");

    private static readonly HashSet<uint> Half = Hashes("half", "quarter", "medio", "media", "halb", "halbe", "demi", "demie", "meia", "meio", "mezzo", "mezza", "half", "halve", "pol", "point", "third");

    /// <summary>True for a number that only names something: "suite 210", "T2", "#4", "order RB-4410".</summary>
    public static bool IsName(VisitorWords words, int at)
    {
        var begin = words.First(words[at].Message);
        var before = at - 1;
        if (IsYear(words, at) || IsOrdinal(words, at + 1))
        {
            return true;
        }

        if (before < begin)
        {
            return false;
        }

        if (words.IsSign(before, '#') || (words[at].Has(WordMarks.Glued) && words[before].IsWord && !words[before].May(WordUses.Currency)))
        {
            return true;
        }

        // "RB-4410", "flat no. 4", "unit: 7"
        while (before > begin && words[before].Has(WordMarks.Sign) && words[before].Has(WordMarks.Glued) && words.Folded(before)[0] is '-' or '.' or ':' or '/' or '°' or 'º')
        {
            if (words[at].Has(WordMarks.Glued) && words[before - 1].IsWord && words.Folded(before)[0] is '-' or '/')
            {
                return true;
            }

            before--;
        }

        return words[before].IsWord && IsNamed(words[before]) && !words[before].Has(WordMarks.Gone);
    }

    /// <summary>True for a number that is only a part of what it says: of a range, a size, a price of each, a time of day, "5 and a half".</summary>
    public static bool IsPart(VisitorWords words, int from, int to)
    {
        var (begin, end) = (words.First(words[from].Message), words.First(words[from].Message + 1));
        return IsSpan(words, from, to) || IsRate(words, to, end) || IsTimeOfDay(words, from, to, begin, end) || HasHalf(words, to, end);
    }

    /// <summary>True for one side of a range or a size: "10-12", "4x5", "2 to 3", "1,60 x 1,20".</summary>
    public static bool IsSpan(VisitorWords words, int from, int to)
    {
        var (begin, end) = (words.First(words[from].Message), words.First(words[from].Message + 1));
        var isSpan = to + 1 < end && words[to + 1].Has(WordMarks.Digits) && Spans(words, to);
        return isSpan || (from - 2 >= begin && words[from - 2].Has(WordMarks.Digits) && Spans(words, from - 1));
    }

    /// <summary>"flat 210" … "sorry, 211": two long numbers that differ in one digit are one, mistyped the first time.</summary>
    public static bool AreOneMistyped(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var differ = 0;
        for (var i = 0; i < one.Length && one.Length == other.Length; i++)
        {
            differ += one[i] == other[i] ? 0 : 1;
        }

        return one.Length >= LongNumber && differ == 1;
    }

    /// <summary>True where the number tells how it was, or another one of its kind stands in its message: which of them changed is not told.</summary>
    public static bool IsPastOrShared(VisitorWords words, int number, int noun)
    {
        var (begin, end) = (words.First(words[number].Message), words.First(words[number].Message + 1));
        for (var from = begin; from < end;)
        {
            var to = Refusals.PartEnd(words, from, end);
            for (var i = from; i < to && number >= from && number < to; i++)
            {
                if (words[i].IsWord && !words[i].May(WordUses.TimeLead) && words[i].May(WordUses.Past) && !(i > from && words[i - 1].Has(WordMarks.Digits)))
                {
                    return true;
                }
            }

            from = to;
        }

        for (var i = begin + 1; i < end && noun >= 0; i++)
        {
            var other = i - 1 > begin && words[i - 1].May(WordUses.Also) ? i - 2 : i - 1;
            if (i != noun && words[i].IsWord && words[i].Hash == words[noun].Hash && other != number && ThingCorrections.IsNumber(words[other]) && !words[other].Has(WordMarks.Replaced)
                && !words.Folded(other).SequenceEqual(words.Folded(number)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the site has named the number too since a message: who takes it up, or laughs at it, corrects nothing.</summary>
    public static bool IsSaidBySite(VisitorWords words, int at, int since)
    {
        var digits = words.Folded(at);
        for (var message = since + 1; message <= words[at].Message && words[at].Has(WordMarks.Digits); message++)
        {
            var said = words.Conversation.Messages[message].AskedBefore;
            for (var found = said.IndexOf(digits.ToString(), StringComparison.Ordinal); found >= 0; found = said.IndexOf(digits.ToString(), found + 1, StringComparison.Ordinal))
            {
                var after = found + digits.Length;
                if ((found == 0 || !char.IsDigit(said[found - 1])) && (after == said.Length || !char.IsDigit(said[after])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>"5kg of mince" and "3kg of lamb": what is measured differs, though the measure does not.</summary>
    /// <param name="words">All words.</param>
    /// <param name="one">The word that one number counts.</param>
    /// <param name="other">The word that another number counts.</param>
    public static bool MeasureOthers(VisitorWords words, int one, int other) =>
        Measured(words, one) is var a and >= 0 && Measured(words, other) is var b and >= 0 && words.Folded(a).CommonPrefixLength(words.Folded(b)) < SameStem;

    /// <summary>What is measured: the thing right after the measure, or after "of"; −1 when none is named.</summary>
    private static int Measured(VisitorWords words, int measure)
    {
        var at = measure + 1;
        var isOf = at < words.Count && words[at].IsWord && Of.Contains(words[at].Hash);
        at += isOf ? 1 : 0;
        return at < words.Count && words[at].Message == words[measure].Message && words[at].IsWord && ClauseTrim.Tells(words[at]) && (isOf || WordClass.IsThing(words[at].Class)) ? at : -1;
    }

    /// <summary>"1988": four digits that count nothing.</summary>
    private static bool IsYear(VisitorWords words, int at) =>
        words.Folded(at) is ['1', '9', _, _] or ['2', '0', _, _] && !(at + 1 < words.Count && words[at + 1].Message == words[at].Message && words[at + 1].IsWord && ClauseTrim.Tells(words[at + 1]));

    /// <summary>"60th": which one, not how many.</summary>
    private static bool IsOrdinal(VisitorWords words, int to) =>
        to < words.Count && words[to].Has(WordMarks.Glued) && words.Folded(to) is "st" or "nd" or "rd" or "th" or "º" or "ª";

    private static bool IsNamed(in VisitorWord word) => Named.Contains(word.Hash) || (word.Lemma != 0 && Named.Contains(word.Lemma)) || word.May(WordUses.Street);

    private static bool Spans(VisitorWords words, int at) =>
        words[at].Has(WordMarks.Sign) ? words.Folded(at)[0] is '-' or '–' or '/' or '×' or '*' or ':' or '+' or '\''
            : (Span.Contains(words[at].Hash) || words[at].May(WordUses.Or)) && (words[at].Has(WordMarks.Glued) || !words[at + 1].Has(WordMarks.Glued));

    private static bool IsRate(VisitorWords words, int to, int end) =>
        to < end && (words.IsSign(to, '/') || words.IsSign(to, '%') || words.IsSign(to, '°')
            || (words[to].IsWord && (Rates.Contains(words[to].Hash) || (to + 1 < end && words.Folded(to) is "a" or "an" or "al" && IsShare(words[to + 1])))));

    private static bool IsShare(in VisitorWord word) => Shares.Contains(word.Hash) || (word.Lemma != 0 && Shares.Contains(word.Lemma));

    private static bool IsTimeOfDay(VisitorWords words, int from, int to, int begin, int end)
    {
        if (from > begin && words[from - 1].IsWord && At.Contains(words[from - 1].Hash) && IsHour(words, from) && !(to < end && ClauseTrim.Tells(words[to])))
        {
            return true;
        }

        for (var i = to; i < end && i < to + DayReach && words[i].IsWord; i++)
        {
            // "4 in the morning"; "4 nights" are counted.
            if (i == to ? words[i].May(WordUses.Clock) || words[i].Lemma == Tonight : PartsOfDay.Contains(words[i].Lemma))
            {
                return true;
            }

            if (ClauseTrim.Tells(words[i]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsHour(VisitorWords words, int at) =>
        !words[at].Has(WordMarks.Digits) || (int.TryParse(words.Folded(at), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= LastHour);

    private static bool HasHalf(VisitorWords words, int to, int end) =>
        to < end && (words.Folded(to)[0] is '½' or '¼' or '¾'
            || (to + 1 < end && words[to].May(WordUses.And) && (IsHalf(words[to + 1]) || (to + 2 < end && !ClauseTrim.Tells(words[to + 1]) && IsHalf(words[to + 2])))));

    private static bool IsHalf(in VisitorWord word) => Half.Contains(word.Hash) || (word.Lemma != 0 && Half.Contains(word.Lemma));

    private static HashSet<uint> Hashes(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];
}
