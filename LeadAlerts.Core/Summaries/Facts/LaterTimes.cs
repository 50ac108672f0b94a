using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>
/// Takes out the day that a later message moves: "on the 14th of March" … "the exchange slipped so it is the 28th". A day that comes on
/// top, "and wednesday", or that answers another question of the site's stands beside it.
/// </summary>
internal static class LaterTimes
{
    private const int ShortMessage = 8;

    /// <summary>What says that it changed stands so near to the new day.</summary>
    private const int ChangeReach = 9;

    private const float MovesAppointment = 0.55f;

    private const float Plans = 0.4f;

    private const float TakesOffer = 0.45f;

    private static readonly SpeechAct[] Planning = [SpeechAct.Timeline, SpeechAct.Book, SpeechAct.Availability, SpeechAct.Need];

    private static readonly uint When = FeatureHash.Of("when");

    /// <summary>Takes out what holds no more; after the corrections that a word such as "sorry" marks.</summary>
    public static void Apply(VisitorWords words, List<TimeMention> times)
    {
        for (var later = 1; later < times.Count; later++)
        {
            if (!IsDay(words, times[later]) || words[times[later].Core].Has(WordMarks.Gone))
            {
                continue;
            }

            for (var earlier = later - 1; earlier >= 0; earlier--)
            {
                if (IsDay(words, times[earlier]) && TakesPlace(words, times[earlier], times[later]))
                {
                    TakeOut(words, times[earlier]);
                }
            }
        }

        times.RemoveAll(time => words[time.Core].Has(WordMarks.Gone));
    }

    private static bool IsDay(VisitorWords words, in TimeMention time) =>
        (time.Kinds & TimeKinds.Day) != 0 && !time.IsPast && !time.IsNegated && !TimeMatches.IsLength(words, time);

    private static bool TakesPlace(VisitorWords words, in TimeMention earlier, in TimeMention later)
    {
        var message = words[later.Core].Message;
        if (words[earlier.Core].Message == message || words[earlier.Core].Has(WordMarks.Gone) || TimeMatches.IsSame(words, earlier, later) || !AreAlike(words, earlier, later)
            || words.Does[words[earlier.Core].Message, SpeechAct.Existing] >= MovesAppointment)
        {
            return false;
        }

        var (begin, end) = (words.First(message), words.First(message + 1));
        var change = false;
        var (restates, isNext) = (false, true);
        for (var i = later.From - 1; i >= begin && later.From - i <= ChangeReach && !IsStop(words, i); i--)
        {
            if (words[i].May(WordUses.Also | WordUses.Or) || words[i].Class == WordClass.Negation)
            {
                // "also the exchange slipped, so it is the 28th": what changed stands nearer.
                if (change)
                {
                    break;
                }

                return false;
            }

            change |= words[i].May(WordUses.Change | WordUses.Correction);
            restates |= isNext && IsCopula(words, i);
            isNext &= words[i].May(WordUses.TimeLead) || words[i].Class == WordClass.Urgent;
        }

        for (var i = later.To; i < end && i < later.To + 3 && !IsStop(words, i); i++)
        {
            if (words[i].May(WordUses.Also | WordUses.Or) || words.IsSign(i, '?'))
            {
                return false;
            }

            change |= words[i].May(WordUses.Change) && words[i].IsWord;
        }

        // What "pushed to" or "moved" says is plain, however the first day was named.
        if (!change && words.Does.Most(words[earlier.Core].Message, Planning) < Plans)
        {
            return false;
        }

        var isShort = words.Length(begin, end) <= ShortMessage;
        var adds = begin < later.From && words[begin].May(WordUses.And);
        // "mondays would be great" … "there is room on tuesdays and fridays" – "ok, friday then".
        var takesOffer = words[later.Core].Has(WordMarks.Heard) && !words[earlier.Core].Has(WordMarks.Heard) && words.Does[message, SpeechAct.Accept] > TakesOffer;
        return change || takesOffer || (restates && !AsksWhen(words, message)) || (isShort && !adds && IsOneCorrected(words, earlier, later)) || (isShort && adds && FollowsCorrection(words, message));
    }

    /// <summary>"it is"; a letter that is also "and" only where its accent tells: "è".</summary>
    public static bool IsCopula(VisitorWords words, int at) =>
        words[at].May(WordUses.Restate)
        && !(words[at].May(WordUses.And) && words.Conversation.Messages[words[at].Message].Text.Original[words[at].Start] is 'e' or 'E');

    /// <summary>A weekday and a weekday, a date and a date; "in may" and "on friday" may both hold.</summary>
    private static bool AreAlike(VisitorWords words, in TimeMention one, in TimeMention other) =>
        ((HasDigits(words, one) || HasMonth(words, one)) && (HasDigits(words, other) || HasMonth(words, other))) || (TimeMatches.HasWeekday(words, one) && TimeMatches.HasWeekday(words, other));

    private static bool HasDigits(VisitorWords words, in TimeMention time)
    {
        for (var i = TimeMatches.First(words, time); i < time.To; i++)
        {
            if (words[i].Has(WordMarks.Digits) && !(i + 1 < words.Count && words[i + 1].May(WordUses.Clock)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasMonth(VisitorWords words, in TimeMention time)
    {
        for (var i = time.Core; i < time.To; i++)
        {
            if (TimeReader.IsMonth(words[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"saturday 20" and "saturday 21": one day with another number.</summary>
    private static bool IsOneCorrected(VisitorWords words, in TimeMention one, in TimeMention other)
    {
        if (!HasDigits(words, one) || !HasDigits(words, other) || one.To - one.Core != other.To - other.Core)
        {
            return false;
        }

        for (var i = one.Core; i < one.To; i++)
        {
            for (var j = other.Core; j < other.To; j++)
            {
                if (TimeReader.IsWeekday(words[i]) && words[i].Lemma == words[j].Lemma)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>"make that 45" … "and wednesday": what is added to a correction corrects too.</summary>
    private static bool FollowsCorrection(VisitorWords words, int message)
    {
        var (begin, end) = (message == 0 ? 0 : words.First(message - 1), words.First(message));
        for (var i = begin; i < end && end - begin <= ShortMessage; i++)
        {
            if (CorrectionMarks.Find(words, i, begin, end) == Corrections.Reach)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the site has just asked for a day of its own: what is answered is no new day for what was said before.</summary>
    private static bool AsksWhen(VisitorWords words, int message)
    {
        var asked = words.Conversation.Messages[message].AskedBefore;
        if (!asked.Contains('?', StringComparison.Ordinal))
        {
            return false;
        }

        using var tokens = new Tokens();
        tokens.Read(asked);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && words.Conversation.Words.TryFind(token.Hash, out var entry) && (entry.Lemma == When || entry.Class == WordClass.Day || entry.Class == WordClass.Available || entry.Class == WordClass.Booked))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStop(VisitorWords words, int at) =>
        words[at].Has(WordMarks.NewLine) || (words[at].Has(WordMarks.Sign) && words.Folded(at)[0] is '.' or '!' or ';' or '?');

    /// <summary>The day goes, the time of day stays: "on friday, 2pm".</summary>
    private static void TakeOut(VisitorWords words, in TimeMention time)
    {
        var to = TimeMatches.DayEnd(words, time);
        words.Mark(TimeMatches.Begin(words, time), to, WordMarks.Gone);
    }
}
