using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>What kind of time a <see cref="TimeMention"/> names; two of one kind may stand for each other.</summary>
[Flags]
internal enum TimeKinds : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A day, a date, a month, a week.</summary>
    Day = 1,

    /// <summary>A time of day.</summary>
    Clock = 2,

    /// <summary>As soon as can be.</summary>
    Now = 4,

    /// <summary>A length of time.</summary>
    Span = 8,
}

/// <summary>Words that name a time.</summary>
/// <param name="From">The first word, with "by", "next" and the like.</param>
/// <param name="Core">The first word of the time itself.</param>
/// <param name="To">The word after the last one.</param>
/// <param name="Kinds">What is named.</param>
/// <param name="IsPast">It was, or has been since.</param>
/// <param name="IsNegated">"not" stands before it.</param>
internal readonly record struct TimeMention(int From, int Core, int To, TimeKinds Kinds, bool IsPast, bool IsNegated);

/// <summary>Finds the times that the visitor names.</summary>
internal static class TimeReader
{
    /// <summary>A person plans no more.</summary>
    private const int MaxCount = 200;

    private static readonly HashSet<uint> NotDays = Lemmas("date", "wake", "sun", "season", "holiday", "tan");

    private static readonly HashSet<uint> Weeks = Lemmas("week", "month", "year", "day", "quarter", "fortnight", "weekend", "hour");

    private static readonly HashSet<uint> Soon = Lemmas("immediately", "soon", "tonight", "asap", "urgent");

    private static readonly HashSet<uint> UnsureMonths = Lemmas("may", "march");

    private static readonly HashSet<uint> Months = Lemmas(
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");

    private static readonly HashSet<uint> UnitLeads = Lemmas("this", "next", "in", "within", "end", "by", "before", "until", "coming", "following");

    private static readonly HashSet<uint> Already = Lemmas("already", "since", "ago", "last", "yesterday");

    private static readonly HashSet<uint> Ordinals = Lemmas("st", "nd", "rd", "th");

    private static readonly uint Dia = FeatureHash.Of("dia");

    private static readonly uint El = FeatureHash.Of("el");

    private static readonly uint Le = FeatureHash.Of("le");

    private static readonly uint Il = FeatureHash.Of("il");

    private static readonly uint Sat = FeatureHash.Of("sat");

    private static readonly uint Before = FeatureHash.Of("before");

    /// <summary>Finds them, in order.</summary>
    public static List<TimeMention> Read(VisitorWords words)
    {
        var found = new List<TimeMention>();
        for (var message = 0; message < words.Messages; message++)
        {
            var end = words.First(message + 1);
            for (var i = words.First(message); i < end && found.Count < MaxCount; i++)
            {
                if (Kind(words, i, words.First(message), end) is var kinds and not TimeKinds.None)
                {
                    var mention = Joined(words, Widen(words, i, kinds, words.First(message), end), words.First(message), end);
                    found.Add(mention);
                    i = mention.To - 1;
                }
            }
        }

        return found;
    }

    /// <summary>What a word names by itself or with its neighbours.</summary>
    private static TimeKinds Kind(VisitorWords words, int at, int begin, int end)
    {
        ref readonly var word = ref words[at];
        if (word.IsOut)
        {
            return TimeKinds.None;
        }

        if (word.Has(WordMarks.Digits))
        {
            return KindOfNumber(words, at, begin, end);
        }

        if (word.Class == WordClass.Day)
        {
            var unsure = NotDays.Contains(word.Lemma) || (UnsureMonths.Contains(word.Lemma) && words.Conversation.Language == "en" && !NextToNumber(words, at, begin, end) && !word.Has(WordMarks.Capital));
            unsure |= word.Hash == Sat && words.Conversation.Language == "en" && !StandsAlone(words, at, begin, end);
            var isWish = at > begin && at - begin <= 3 && ClauseTrim.IsWish(words[at - 1], word);
            return unsure || isWish ? TimeKinds.None : TimeKinds.Day;
        }

        if (word.Class == WordClass.Urgent)
        {
            return Soon.Contains(word.Lemma) ? TimeKinds.Now : TimeKinds.None;
        }

        if (word.Class == WordClass.Unit && Weeks.Contains(word.Lemma))
        {
            for (var i = at - 1; i >= begin && at - i <= 3 && words[i].IsWord; i--)
            {
                if (words[i].Class == WordClass.Later || words[i].May(WordUses.Past) || (UnitLeads.Contains(words[i].Lemma) && i == at - 1))
                {
                    return TimeKinds.Day;
                }

                if (words[i].Class == WordClass.Number)
                {
                    return TimeKinds.Span;
                }
            }

            return at + 1 < end && (words[at + 1].Class == WordClass.Later || words[at + 1].May(WordUses.Past)) ? TimeKinds.Day : TimeKinds.None;
        }

        return TimeKinds.None;
    }

    /// <summary>"sat" is a day after "on" or another time, before a number, a sign or the end; else somebody sat down.</summary>
    private static bool StandsAlone(VisitorWords words, int at, int begin, int end) =>
        at + 1 >= end || words[at + 1].Has(WordMarks.Sign | WordMarks.Digits) || words[at + 1].Class == WordClass.Day || words[at + 1].May(WordUses.And)
        || (at > begin && (words[at - 1].May(WordUses.TimeLead | WordUses.And) || words[at - 1].Class == WordClass.Day || words[at - 1].Class == WordClass.Later));

    private static TimeKinds KindOfNumber(VisitorWords words, int at, int begin, int end)
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

            if (length <= 2 && next.Has(WordMarks.Glued) && Ordinals.Contains(next.Hash) && !(at + 2 < end && words[at + 2].May(WordUses.Street)))
            {
                return TimeKinds.Day;
            }

            if (next.Class == WordClass.Unit && Weeks.Contains(next.Lemma))
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

    private static bool NextToNumber(VisitorWords words, int at, int begin, int end) =>
        (at > begin && words[at - 1].Has(WordMarks.Digits)) || (at + 1 < end && words[at + 1].Has(WordMarks.Digits));

    /// <summary>"wednesday, after 4 pm": a day and a time of day that only a comma parts are one.</summary>
    private static TimeMention Joined(VisitorWords words, in TimeMention mention, int begin, int end)
    {
        const TimeKinds Both = TimeKinds.Day | TimeKinds.Clock;
        if (mention.To < end && words.IsSign(mention.To, ',') && !mention.IsPast)
        {
            for (var i = mention.To + 1; i < end && i <= mention.To + 3; i++)
            {
                if (Kind(words, i, begin, end) is var kinds and not TimeKinds.None)
                {
                    var next = Widen(words, i, kinds, mention.To + 1, end);
                    var one = mention.Kinds & Both;
                    return one != 0 && (next.Kinds & Both) == (Both & ~one) && !next.IsPast && !next.IsNegated
                        ? mention with { To = next.To, Kinds = mention.Kinds | next.Kinds }
                        : mention;
                }

                if (!words[i].May(WordUses.TimeLead))
                {
                    break;
                }
            }
        }

        return mention;
    }

    /// <summary>Takes in what belongs to it: numbers, further times, "between … and", and on the left "by", "next", "not".</summary>
    private static TimeMention Widen(VisitorWords words, int core, TimeKinds kinds, int begin, int end)
    {
        var (from, to) = (core, core + 1);
        var past = words[core].May(WordUses.Past);
        for (var i = to; i < end && i - to <= 3; i++)
        {
            if (words[i].IsOut || (words[i].Has(WordMarks.Sign) && !(words[i].Has(WordMarks.Glued) && i + 1 < end && words[i + 1].Has(WordMarks.Glued))) || words[i].May(WordUses.Correction))
            {
                break;
            }

            var kind = Kind(words, i, begin, end);
            var belongs = kind is not TimeKinds.None || words[i].Class == WordClass.Unit || words[i].Class == WordClass.Later || words[i].May(WordUses.Clock)
                || (words[i].Has(WordMarks.Digits) && words[i].End - words[i].Start <= 4 && (IsMonth(words[i - 1]) || !IsCounted(words, i, end))) || words[i].Has(WordMarks.Glued);
            if (belongs || (words[i].May(WordUses.Past) && i == to))
            {
                kinds |= words[i].May(WordUses.Clock) ? TimeKinds.Clock : kind;
                past |= words[i].May(WordUses.Past);
                to = i + 1;
            }
            else if (!words[i].May(WordUses.TimeLead | WordUses.And | WordUses.Or) && words[i].Class != WordClass.Number)
            {
                break;
            }
        }

        var negated = false;
        for (var i = from - 1; i >= begin && !words[i].IsOut && from - i <= 2; i--)
        {
            ref readonly var word = ref words[i];
            if (word.Class == WordClass.Negation)
            {
                negated = true;
                break;
            }

            if (word.May(WordUses.Past) || (word.Lemma == Before && (kinds & TimeKinds.Span) != 0))
            {
                past = true;
                from = i;
            }
            else if (word.May(WordUses.TimeLead) || word.Class == WordClass.Later || word.Class == WordClass.Number
                || (word.Has(WordMarks.Digits) && word.End - word.Start <= 4) || (word.Has(WordMarks.Sign | WordMarks.Glued) && words[i + 1].Has(WordMarks.Glued)))
            {
                from = i;
            }
            else if (IsOrdinal(words, i, begin))
            {
                from = --i;
            }
            else if (!words[i + 1].Has(WordMarks.Glued))
            {
                break;
            }
        }

        for (var i = from - 1; i >= begin && from - i <= 4 && words[i].IsWord && !past; i--)
        {
            past = words[i].Class == WordClass.Past && Already.Contains(words[i].Lemma);
        }

        while (words[from].Has(WordMarks.Glued) && from > begin)
        {
            from--;
        }

        while (from < core && words[from].May(WordUses.And | WordUses.Or))
        {
            from++;
        }

        return new TimeMention(from, core, to, kinds, past, negated);
    }

    /// <summary>The point of "3. Mai".</summary>
    private static bool IsOrdinal(VisitorWords words, int point, int begin) =>
        words.IsSign(point, '.') && words[point].Has(WordMarks.Glued) && point > begin && words[point - 1].Has(WordMarks.Digits)
        && words[point - 1].End - words[point - 1].Start <= 2 && IsMonth(words[point + 1]);

    private static bool IsMonth(in VisitorWord word) => word.Class != 0 && word.Class == WordClass.Day && Months.Contains(word.Lemma);

    /// <summary>True when a number is followed by what it counts: "friday 3 windows".</summary>
    private static bool IsCounted(VisitorWords words, int at, int end) =>
        at + 1 < end && words[at + 1].IsWord && !words[at + 1].May(WordUses.Clock | WordUses.TimeLead | WordUses.And) && words[at + 1].Class != WordClass.Unit
        && words[at + 1].Class != WordClass.Day && ClauseTrim.Tells(words[at + 1]);

    private static HashSet<uint> Lemmas(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];
}
