using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Tells which numbers name a time: "the 3rd", "14:30", "12/6", "8 pm".</summary>
internal static class TimeNumbers
{
    private static readonly HashSet<uint> Theirs = Lemmas("his", "her", "their");

    private static readonly HashSet<uint> Counted = Lemmas("time", "year", "birthday", "anniversary", "grade", "floor", "attempt");

    private static readonly HashSet<uint> Ordinals = Lemmas("st", "nd", "rd", "th");

    private static readonly uint Dia = FeatureHash.Of("dia");

    private static readonly uint El = FeatureHash.Of("el");

    private static readonly uint Le = FeatureHash.Of("le");

    private static readonly uint Il = FeatureHash.Of("il");

    /// <summary>What it names; nothing where it counts something else.</summary>
    public static TimeKinds Kind(VisitorWords words, int at, int begin, int end)
    {
        var length = words[at].End - words[at].Start;
        if (length > 4 || (at > begin && words[at].Has(WordMarks.Glued) && words[at - 1].Has(WordMarks.Sign) && !words.IsSign(at - 1, '(')))
        {
            return TimeKinds.None;
        }

        if (length <= 2 && IsDayOfMonth(words, at, begin, end))
        {
            return TimeKinds.Day;
        }

        if (at + 1 < end)
        {
            ref readonly var next = ref words[at + 1];
            if (length <= 2 && next.May(WordUses.Clock) && (next.Has(WordMarks.Glued) || next.End - next.Start > 1))
            {
                return TimeKinds.Clock;
            }

            if (length <= 2 && next.Has(WordMarks.Glued) && Ordinals.Contains(next.Hash) && IsOrdinalDay(words, at, begin, end))
            {
                return TimeKinds.Day;
            }

            if (next.Class == WordClass.Unit && TimeReader.Weeks.Contains(next.Lemma))
            {
                return TimeKinds.Span;
            }

            if (at + 2 < end && next.Has(WordMarks.Sign) && next.Has(WordMarks.Glued) && words[at + 2].Has(WordMarks.Glued) && words[at + 2].Has(WordMarks.Digits) && length <= 2)
            {
                var second = words[at + 2].End - words[at + 2].Start;
                var sign = words.Folded(at + 1)[0];
                return sign == ':' && second == 2 ? TimeKinds.Clock
                    : sign is '/' or '.' or '-' && second <= 2 && IsDate(words.Folded(at), words.Folded(at + 2)) && (sign != '-' || FollowedByYear(words, at + 3, end)) && (sign != '.' || FollowedByPoint(words, at + 3, end))
                        ? TimeKinds.Day : TimeKinds.None;
            }
        }

        return TimeKinds.None;
    }

    /// <summary>"the 3rd", not "my parents' 50th", "mum's 30th" or "3rd floor".</summary>
    private static bool IsOrdinalDay(VisitorWords words, int at, int begin, int end)
    {
        if (!int.TryParse(words.Folded(at), out var day) || day is < 1 or > 31)
        {
            return false;
        }

        var isOwn = at > begin && words[at - 1].IsWord && (words[at - 1].Class == WordClass.Self || words[at - 1].Class == WordClass.Family || Theirs.Contains(words[at - 1].Hash));
        if (at + 2 >= end || !words[at + 2].IsWord || words[at + 2].Has(WordMarks.NewLine))
        {
            return !isOwn;
        }

        ref readonly var next = ref words[at + 2];
        return !next.May(WordUses.Street) && !isOwn && !(next.Class != 0 && (next.Class == WordClass.Home || next.Class == WordClass.School || Counted.Contains(next.Lemma)));
    }

    /// <summary>"dia 10", "le 12", "el 30": a day by its number alone, where nothing follows that it counts.</summary>
    private static bool IsDayOfMonth(VisitorWords words, int at, int begin, int end)
    {
        if (at == begin || !int.TryParse(words.Folded(at), out var day) || day is < 1 or > 31 || words[at].Has(WordMarks.Glued) || (at + 1 < end && words[at + 1].Has(WordMarks.Glued) && !words[at + 1].Has(WordMarks.Sign)))
        {
            return false;
        }

        var lead = words[at - 1].Hash;
        return words.Conversation.Language switch
        {
            "es" or "pt" when lead == Dia => true,
            "es" => lead == El && StandsAloneAsDay(words, at, end),
            "fr" => lead == Le && StandsAloneAsDay(words, at, end),
            "it" => lead == Il && StandsAloneAsDay(words, at, end),
            _ => false,
        };
    }

    private static bool StandsAloneAsDay(VisitorWords words, int at, int end) =>
        at + 1 >= end || (words[at + 1].Has(WordMarks.Sign) && !(at + 2 < end && words[at + 2].Has(WordMarks.Glued))) || words[at + 1].Has(WordMarks.NewLine)
        || words[at + 1].May(WordUses.And | WordUses.Or | WordUses.Break);

    private static bool IsDate(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        int.TryParse(one, out var a) && int.TryParse(other, out var b) && a is > 0 and <= 31 && b is > 0 and <= 31 && Math.Min(a, b) <= 12;

    private static bool FollowedByYear(VisitorWords words, int at, int end) => at + 1 < end && words[at].Has(WordMarks.Glued) && words[at + 1].Has(WordMarks.Digits);

    private static bool FollowedByPoint(VisitorWords words, int at, int end) => at < end && words.IsSign(at, '.') && words[at].Has(WordMarks.Glued);

    private static HashSet<uint> Lemmas(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];
}
