using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Writes when it is wanted: in the visitor's words, with the time that was agreed on.</summary>
internal static class Timeline
{
    /// <summary>What stands between the wish and the agreement.</summary>
    public const string Agreed = "; agreed: ";

    private static readonly HashSet<uint> Bounds = [.. new[] { "before", "after", "until", "till", "by", "end" }.Select(word => FeatureHash.Of(word))];

    /// <summary>Writes it; null where neither a time was named nor one agreed on.</summary>
    /// <param name="words">The visitor's words.</param>
    /// <param name="times">The times that the visitor named and that hold.</param>
    /// <param name="transcript">The conversation, for the site's words.</param>
    /// <param name="assessment">What was made of it.</param>
    public static SummaryLine? Write(VisitorWords words, List<TimeMention> times, Transcript transcript, Assessment assessment)
    {
        var best = FactReader.When(words, times, assessment);
        var offer = AgreedTime.Find(words, times, transcript);
        if (offer is null)
        {
            return best < 0 ? null : FactReader.Line(words, First(words, times[best]), TimeMatches.WithReason(words, times[best]));
        }

        var sequence = words.Conversation.Messages[offer.Message].Line.Sequence;
        if (best < 0)
        {
            return new SummaryLine(TextCut.Shorten("Agreed: " + offer.Text, FactReader.MaxLength), sequence);
        }

        var time = times[best];
        if (!offer.IsFirm)
        {
            return FactReader.Line(words, First(words, time), TimeMatches.WithReason(words, time));
        }

        // "before the 20th", "the wedding is on October 4th" holds beside the visit that was agreed on; a day without a time waits for one.
        var needsDay = (offer.Kinds & TimeKinds.Day) == 0 && (time.Kinds & TimeKinds.Day) != 0;
        var isOther = (IsBound(words, time) || (TimeMatches.IsDate(words, time) && !offer.IsDate)) && words[time.Core].Message < offer.Message - 1;
        var line = needsDay ? FactReader.Line(words, First(words, time), WithoutLead(words, time, TimeMatches.DayEnd(words, time)))
            : isOther ? FactReader.Line(words, First(words, time), TimeMatches.WithReason(words, time))
            : null;
        return new SummaryLine(TextCut.Shorten(line is null ? "Agreed: " + offer.Text : line.Text + Agreed + offer.Text, FactReader.MaxLength), sequence);
    }

    /// <summary>"for 45 on tuesday": how many come is no part of when.</summary>
    private static int First(VisitorWords words, in TimeMention time) =>
        words[time.From].Has(WordMarks.Replaced) && time.From < time.Core ? time.From + 1 : time.From;

    /// <summary>"on saturday | at": a lead whose time is told otherwise goes with it.</summary>
    private static int WithoutLead(VisitorWords words, in TimeMention time, int to)
    {
        while (to > time.Core + 1 && (words[to - 1].Has(WordMarks.Sign) || (words[to - 1].May(WordUses.TimeLead) && words[to - 1].Class != WordClass.Day && !words[to - 1].Has(WordMarks.Glued))))
        {
            to--;
        }

        return to;
    }

    private static bool IsBound(VisitorWords words, in TimeMention time)
    {
        for (var i = time.From; i < time.Core; i++)
        {
            if (words[i].IsWord && Bounds.Contains(words[i].Lemma))
            {
                return true;
            }
        }

        return false;
    }
}
