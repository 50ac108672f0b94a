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

    private const float FromNow = 0.55f;

    private static readonly HashSet<uint> NotDays = Lemmas("date", "wake", "sun", "season", "holiday", "tan");

    /// <summary>What is counted as a length of time.</summary>
    public static readonly HashSet<uint> Weeks = Lemmas("week", "month", "year", "day", "quarter", "fortnight", "weekend", "hour");

    private static readonly HashSet<uint> Soon = Lemmas("immediately", "soon", "tonight", "asap", "urgent");

    // "may" is a month where its words say so.
    private static readonly HashSet<uint> UnsureMonths = Lemmas("march");

    private static readonly HashSet<uint> Months = Lemmas(
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");

    private static readonly HashSet<uint> Weekdays = Lemmas("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday");

    private static readonly HashSet<uint> Any = Lemmas("any", "anyday", "whichever");

    private static readonly HashSet<uint> UnitLeads = Lemmas("this", "next", "in", "within", "end", "by", "before", "until", "coming", "following");

    private static readonly HashSet<uint> Already = Lemmas("already", "since", "ago", "last", "yesterday");

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
            return TimeNumbers.Kind(words, at, begin, end);
        }

        if (word.Class == WordClass.Day)
        {
            // "Jan" and "April" may be who writes.
            if (word.Has(WordMarks.Name) && !BesideDay(words, at, begin, end))
            {
                return TimeKinds.None;
            }

            // "we'd" is no wednesday.
            if (words.Folded(at).Contains('\'') && words.Conversation.Language == "en" && !words.Folded(at).EndsWith("'s"))
            {
                return TimeKinds.None;
            }

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
                    // "any day" is when, "3 days" is how long.
                    return Any.Contains(words[i].Lemma) ? TimeKinds.Day : TimeKinds.Span;
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

    /// <summary>"3. Mai", "april 3rd"; not beside a phone number.</summary>
    private static bool BesideDay(VisitorWords words, int at, int begin, int end) =>
        (at > begin && IsDayNumber(words[at - 1])) || (at > begin + 1 && words.IsSign(at - 1, '.') && IsDayNumber(words[at - 2])) || (at + 1 < end && IsDayNumber(words[at + 1]));

    private static bool IsDayNumber(in VisitorWord word) => word.Has(WordMarks.Digits) && !word.IsOut && word.End - word.Start <= 2;

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
            var isLoose = words[i].IsWord && words.Folded(i) is "clocks";
            var belongs = kind is not TimeKinds.None || (words[i].Class == WordClass.Unit && !isLoose) || words[i].Class == WordClass.Later || (words[i].May(WordUses.Clock) && !isLoose)
                || (words[i].Has(WordMarks.Digits) && words[i].End - words[i].Start <= 4 && (IsMonth(words[i - 1]) || !IsCounted(words, i, end))) || words[i].Has(WordMarks.Glued);
            if (belongs || (words[i].May(WordUses.Past) && i == to))
            {
                kinds |= words[i].May(WordUses.Clock) ? TimeKinds.Clock : kind;
                past |= words[i].May(WordUses.Past);
                to = i + 1;
            }
            else if (!words[i].May(WordUses.TimeLead | WordUses.And | WordUses.Or) && words[i].Class != WordClass.Number && !IsBeforeNoon(words, i, end))
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

            if (word.May(WordUses.Except) && from == i + 1 && (kinds & TimeKinds.Day) != 0)
            {
                // "any day but wednesday" is one; without its beginning it would be the opposite.
                (from, negated) = WithAny(words, i, begin) is var any and >= 0 ? (any, negated) : (from, !word.May(WordUses.Break));
                break;
            }

            // "od 1 marca" is "from" and "since".
            if ((word.May(WordUses.Past) && !(word.May(WordUses.TimeLead) && words.Does[word.Message, SpeechAct.Timeline] > FromNow)) || (word.Lemma == Before && (kinds & TimeKinds.Span) != 0))
            {
                past = true;
                from = i;
            }
            else if ((word.Has(WordMarks.Digits) || word.Class == WordClass.Number) && i > begin && LaterNumbers.IsFor(words[i - 1]) && words[i + 1].May(WordUses.TimeLead))
            {
                // "for 30 on tuesday": how many come is no part of when.
                break;
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

    /// <summary>The letter of "b4 noon".</summary>
    private static bool IsBeforeNoon(VisitorWords words, int at, int end) =>
        at + 2 < end && words.Folded(at) is "b" && words[at + 1].Has(WordMarks.Glued) && words.Folded(at + 1) is "4";

    /// <summary>Where "any day", "every weekday" begins that an exception is made of; −1 when nothing of the kind stands before it.</summary>
    private static int WithAny(VisitorWords words, int except, int begin)
    {
        var from = except - 1;
        if (from < begin || !words[from].IsWord || !(words[from].Class == WordClass.Unit || words[from].Class == WordClass.Day || words[from].Class == WordClass.Number))
        {
            return -1;
        }

        while (from > begin && except - from < 3 && words[from - 1].IsWord && !words[from - 1].IsOut
            && (words[from - 1].Class == WordClass.Number || words[from - 1].Class == WordClass.Unit || words[from - 1].Class == WordClass.Day || words[from - 1].May(WordUses.TimeLead)))
        {
            from--;
        }

        return from;
    }

    /// <summary>The point of "3. Mai".</summary>
    private static bool IsOrdinal(VisitorWords words, int point, int begin) =>
        words.IsSign(point, '.') && words[point].Has(WordMarks.Glued) && point > begin && words[point - 1].Has(WordMarks.Digits)
        && words[point - 1].End - words[point - 1].Start <= 2 && IsMonth(words[point + 1]);

    /// <summary>True for "march" and the like.</summary>
    public static bool IsMonth(in VisitorWord word) => word.Class != 0 && word.Class == WordClass.Day && Months.Contains(word.Lemma);

    /// <summary>True for "friday" and the like.</summary>
    public static bool IsWeekday(in VisitorWord word) => word.Class != 0 && word.Class == WordClass.Day && Weekdays.Contains(word.Lemma);

    /// <summary>True when a number is followed by what it counts: "friday 3 windows".</summary>
    private static bool IsCounted(VisitorWords words, int at, int end) =>
        at + 1 < end && words[at + 1].IsWord && !words[at + 1].May(WordUses.Clock | WordUses.TimeLead | WordUses.And) && words[at + 1].Class != WordClass.Unit
        && words[at + 1].Class != WordClass.Day && ClauseTrim.Tells(words[at + 1]);

    private static HashSet<uint> Lemmas(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];
}
