using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Takes out the times that the visitor took back: "thursday, sorry friday", "friday not thursday", "friday instead of thursday".</summary>
internal static class Corrections
{
    /// <summary>So many words after "sorry" the right time is named, if any is.</summary>
    public const int Reach = 16;

    /// <summary>Where the word for "no" is also the word for "not": whether it takes back what stands before or after is told by a comma alone.</summary>
    public static readonly HashSet<string> NoIsNot = ["es", "it", "pl", "pt", "hi"];

    /// <summary>A denied time stands so near to its no, and to the time that is wanted instead.</summary>
    private const int DeniedReach = 4;

    private const float MovesAppointment = 0.55f;

    private const int SaidMaxLength = 200;

    /// <summary>A message that less surely asks for a time is not refused one.</summary>
    private const float Plans = 0.3f;

    private static readonly SpeechAct[] Planning = [SpeechAct.Timeline, SpeechAct.Book, SpeechAct.Availability, SpeechAct.Need];

    private static readonly byte Complains = Lexicon.ClassNumber("COMPLAIN");

    private static readonly HashSet<uint> Bad = [.. new[] { "bad", "impossible", "difficult", "hard", "tight", "away", "off" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Taken = [.. new[] { "busy", "closed", "sellout", "soldout", "waitlist" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Bounds = [.. new[] { "before", "after", "until", "till", "since", "later", "earlier" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Wholly = [.. new[] { "already", "full", "fully", "complete", "completely" }.Select(word => FeatureHash.Of(word))];

    private static readonly uint Sell = FeatureHash.Of("sell");

    private static readonly uint Out = FeatureHash.Of("out");

    private static readonly uint Full = FeatureHash.Of("full");

    /// <summary>Marks what does not hold any more, and takes it from the times.</summary>
    public static void Apply(VisitorWords words, List<TimeMention> times)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            var (begin, end) = (words.First(message), words.First(message + 1));
            for (var i = begin; i < end; i++)
            {
                if (words[i].IsOut)
                {
                    continue;
                }

                if (words[i].May(WordUses.Instead) || (words[i].May(WordUses.Prefer) && CorrectionMarks.IsRatherThan(words, i, end)))
                {
                    Replace(words, times, i, begin, end, isInstead: true, Reach);
                }
                else if (CorrectionMarks.Find(words, i, begin, end) is var reach and > 0)
                {
                    if (Replace(words, times, i, begin, end, isInstead: false, reach))
                    {
                        continue;
                    }

                    if (reach == Reach)
                    {
                        ThingCorrections.Replace(words, times, i, begin, end);
                    }
                    else if (words[i].Class == WordClass.Negation && !DenyNext(words, times, i, begin, end))
                    {
                        Denials.Apply(words, times, i, begin, end);
                    }
                }
                else if (words[i].Class == WordClass.Negation && words[i].IsWord && !Deny(words, times, i, begin, end) && !DenyNext(words, times, i, begin, end))
                {
                    Denials.Apply(words, times, i, begin, end);
                }
            }
        }

        TakeOutRefused(words, times);
        TakeOutUnwanted(words, times);
        times.RemoveAll(time => IsGone(words, time));
        LaterTimes.Apply(words, times);
        LaterNumbers.Apply(words, times);
    }

    private static bool IsGone(VisitorWords words, in TimeMention time)
    {
        var isGone = false;
        for (var i = time.Core; i < time.To; i++)
        {
            isGone |= words[i].Has(WordMarks.Gone);
        }

        return isGone;
    }

    /// <summary>"Is the 25th free?" – "That day is taken." – "Then the 8th?": what the site could not offer is out once another day is named.</summary>
    private static void TakeOutRefused(VisitorWords words, List<TimeMention> times)
    {
        for (var i = 0; i < times.Count - 1; i++)
        {
            var message = words[times[i].Core].Message;
            if (times[i].IsPast || (times[i].Kinds & TimeKinds.Day) == 0 || words.Does.Most(message, Planning) < Plans || !SiteRefuses(words, message))
            {
                continue;
            }

            for (var j = i + 1; j < times.Count; j++)
            {
                if (words[times[j].Core].Message > message && !times[j].IsPast && (times[j].Kinds & TimeKinds.Day) != 0)
                {
                    TakeOut(words, times, i, j, times[i].Core);
                    break;
                }
            }
        }
    }

    /// <summary>True when the site answers that it is full, busy or closed, or that nothing is free.</summary>
    private static bool SiteRefuses(VisitorWords words, int message)
    {
        var said = words.Conversation.Messages[message].SaidAfter;
        using var tokens = new Tokens();
        tokens.Read(said.AsSpan(0, Math.Min(said.Length, SaidMaxLength)));
        var (negates, frees) = (false, false);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens.Span[i].IsWord || !words.Conversation.Words.TryFind(tokens.Span[i].Hash, out var entry))
            {
                continue;
            }

            // "fully booked", "that day is full."; not "a full replacement".
            var isSoldOut = entry.Lemma == Sell && i + 1 < tokens.Count && tokens.Span[i + 1].Hash == Out;
            if (isSoldOut || Taken.Contains(entry.Lemma) || (entry.Lemma == Full && (i + 1 == tokens.Count || !tokens.Span[i + 1].IsWord || IsBooked(words, tokens.Span[i + 1].Hash))))
            {
                return true;
            }

            // "is already reserved", "fully booked"; not "you are already booked".
            var isYou = i > 2 && words.Conversation.Words.TryFind(tokens.Span[i - 3].Hash, out var who) && who.Class == WordClass.You;
            if (entry.Class == WordClass.Booked && i > 0 && !isYou && words.Conversation.Words.TryFind(tokens.Span[i - 1].Hash, out var before) && Wholly.Contains(before.Lemma))
            {
                return true;
            }

            negates |= entry.Class == WordClass.Negation;
            frees |= entry.Class == WordClass.Available;
        }

        return negates && frees;
    }

    private static bool IsBooked(VisitorWords words, uint word) =>
        words.Conversation.Words.TryFind(word, out var entry) && entry.Class == WordClass.Booked;

    /// <summary>A word such as "sorry" stands between the wrong time and the right one, or after the right one; "instead of" before the wrong one.</summary>
    private static bool Replace(VisitorWords words, List<TimeMention> times, int mark, int begin, int end, bool isInstead, int reach)
    {
        var wrong = TimeMatches.Before(times, mark, 0);
        var right = TimeMatches.After(words, times, mark, Math.Min(end, mark + reach), isInstead ? -1 : wrong);
        if (isInstead && right >= 0 && times[right].From - mark <= 3)
        {
            TakeOut(words, times, right, -1, mark);
            return true;
        }

        // What was corrected may stand before a time of another kind, in the same message: "they get mean at noon" corrects nothing.
        right = right < 0 && !isInstead && wrong >= 0 && times[wrong].Core >= begin && TimeMatches.Before(times, times[wrong].Core, begin) >= 0
            ? TimeMatches.After(words, times, mark, Math.Min(end, mark + reach), TimeMatches.Before(times, times[wrong].Core, begin))
            : right;
        if (right < 0)
        {
            // "friday i mean": the right one stands before the mark, the wrong one before that.
            right = wrong >= 0 && times[wrong].Core >= begin ? wrong : -1;
            wrong = right - 1;
        }

        while (wrong >= 0 && right >= 0 && ((times[wrong].Kinds & times[right].Kinds) == 0 || times[wrong].IsPast))
        {
            wrong--;
        }

        if (right < 0 || wrong < 0 || TimeMatches.IsSame(words, times[wrong], times[right]) || (TimeMatches.IsLength(words, times[right]) && (times[wrong].Kinds & TimeKinds.Day) != 0))
        {
            return false;
        }

        // Who moves an appointment names the old day too, in one breath with the new one.
        var message = words[times[wrong].Core].Message;
        if (message != words[times[right].Core].Message || words.Does[message, SpeechAct.Existing] < MovesAppointment)
        {
            TakeOut(words, times, wrong, right, mark);
        }

        return true;
    }

    /// <summary>"friday not thursday", "thursday no friday", "thursday, no, thursday is bad, friday".</summary>
    private static bool Deny(VisitorWords words, List<TimeMention> times, int negation, int begin, int end)
    {
        var before = TimeMatches.Before(times, negation, begin);
        before = before >= 0 && negation - times[before].To <= 4 ? before : -1;
        var after = TimeMatches.After(words, times, negation, Math.Min(end, negation + Reach), before);
        if (after < 0)
        {
            return false;
        }

        var isNext = times[after].From - negation <= 2;
        if (before >= 0 && (times[before].Kinds & times[after].Kinds) != 0)
        {
            var comma = negation + 1 < end && words[negation + 1].Has(WordMarks.Sign);
            var again = TimeMatches.Between(words, times, before, after);
            if (again || comma || isNext)
            {
                var isNo = again || (words[negation].May(WordUses.Deny) && (comma || !NoIsNot.Contains(words.Conversation.Language)));
                words[negation].Marks |= WordMarks.Gone;
                TakeOut(words, times, isNo ? before : after, isNo ? after : before, negation);
                return true;
            }
        }

        return false;
    }

    /// <summary>"not the 12th, the 19th", "can't do wednesday. friday", "friday, monday no": another time of its kind stands beside it.</summary>
    private static bool DenyNext(VisitorWords words, List<TimeMention> times, int negation, int begin, int end)
    {
        var next = TimeMatches.After(words, times, negation, Math.Min(end, negation + DeniedReach), -1);
        if (next >= 0 && next + 1 < times.Count && times[next + 1].Core < end && times[next + 1].From - times[next].To <= DeniedReach
            && IsOnlyTime(words, negation + 1, times[next]) && TimeMatches.AreOthers(words, times, next, next + 1))
        {
            TakeOut(words, times, next, next + 1, negation);
            words[negation].Marks |= WordMarks.Gone;
            return true;
        }

        var before = TimeMatches.Before(times, negation, begin);
        if (before < 0 || times[before].To != negation || !Denials.Closes(words, negation + 1, end)
            || !(times[before].From == begin || words[times[before].From - 1].Has(WordMarks.Sign)))
        {
            return false;
        }

        for (var i = 0; i < times.Count; i++)
        {
            if (times[i].Core >= begin && times[i].Core < end && TimeMatches.AreOthers(words, times, before, i))
            {
                TakeOut(words, times, before, i, times[before].From - 1);
                words[negation].Marks |= WordMarks.Gone;
                return true;
            }
        }

        return false;
    }

    /// <summary>True when nothing else is denied on the way to a time, and it is no bound: "not before friday".</summary>
    private static bool IsOnlyTime(VisitorWords words, int from, in TimeMention time)
    {
        for (var i = from; i < time.Core; i++)
        {
            if (words[i].Has(WordMarks.Sign) || Bounds.Contains(words[i].Lemma) || (i < time.From && ClauseTrim.Tells(words[i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes out a time, wherever it is named in the same words; after the mark with the reason that follows it.</summary>
    private static void TakeOut(VisitorWords words, List<TimeMention> times, int wrong, int right, int mark)
    {
        var core = times[wrong];
        foreach (var time in times)
        {
            if (time != core && !(TimeMatches.IsSame(words, time, core) && (right < 0 || time.Core != times[right].Core)))
            {
                continue;
            }

            var to = right >= 0 && (times[right].Kinds & TimeKinds.Clock) != 0 ? time.To : TimeMatches.DayEnd(words, time);
            var end = words.First(words[time.Core].Message + 1);
            var isReason = right >= 0 && time.Core > mark && words[time.Core].Message == words[times[right].Core].Message;
            var last = isReason && time.Core < times[right].Core ? times[right].From : end;
            while (isReason && to < last && !words[to].Has(WordMarks.Sign) && !words[to].May(WordUses.Break))
            {
                to++;
            }

            words.Mark(TimeMatches.Begin(words, time), to, WordMarks.Gone);
        }
    }

    /// <summary>"mondays are hopeless, wednesdays then": what is called bad is out where the same message names another time of its kind.</summary>
    private static void TakeOutUnwanted(VisitorWords words, List<TimeMention> times)
    {
        for (var i = 0; i < times.Count; i++)
        {
            var core = times[i].Core;
            if (words[core].Has(WordMarks.Gone) || times[i].IsPast || words.Does[words[core].Message, SpeechAct.Existing] >= MovesAppointment || !IsCalledBad(words, times[i]))
            {
                continue;
            }

            for (var j = 0; j < times.Count; j++)
            {
                if (j != i && words[times[j].Core].Message == words[core].Message && !words[times[j].Core].Has(WordMarks.Gone) && (times[j].Kinds & times[i].Kinds) != 0
                    && !TimeMatches.IsSame(words, times[i], times[j]) && !IsCalledBad(words, times[j]))
                {
                    TakeOut(words, times, i, j, times[i].From - 1);
                    break;
                }
            }
        }
    }

    /// <summary>True when a time is followed by "is bad", "does not work" and the like within its part.</summary>
    private static bool IsCalledBad(VisitorWords words, in TimeMention time)
    {
        var end = Math.Min(words.First(words[time.Core].Message + 1), time.To + 5);
        for (var i = time.To; i < end && !words[i].Has(WordMarks.Sign) && !words[i].May(WordUses.Break); i++)
        {
            var denies = words[i].IsWord && words[i].Class == WordClass.Negation && i + 1 < end
                && (words[i + 1].Class == WordClass.Quality || words[i + 1].Class == WordClass.Available || words[i + 1].Class == WordClass.Modal);
            if (denies || (words[i].IsWord && words[i].Class != 0 && (words[i].Class == Complains || Taken.Contains(words[i].Lemma) || Bad.Contains(words[i].Lemma))))
            {
                return true;
            }
        }

        return false;
    }
}
