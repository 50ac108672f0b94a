using System.Text;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Reads the time that the site offered and the visitor plainly accepted: "Saturday 10am?" – "aye put me down".</summary>
internal static class AgreedTime
{
    private const float Accepts = 0.5f;

    private const float MayAccept = 0.3f;

    private const float Declines = 0.5f;

    private const float Withdraws = 0.6f;

    private const float Asks = 0.4f;

    /// <summary>What the site offers without a verb has no more words: "Of course, Wednesday at 2?".</summary>
    private const int ShortOffer = 6;

    private const int SaidMaxLength = 300;

    private static readonly SpeechAct[] Asking = [SpeechAct.Book, SpeechAct.Availability, SpeechAct.Timeline, SpeechAct.Urgent];

    private static readonly HashSet<uint> Hours = [.. new[] { "open", "close", "closed", "every", "each", "daily" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Did = [.. new[] { "did", "was", "were", "since", "ago", "happen", "last" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Contacts = [.. new[] { "name", "number", "phone", "email", "mail", "address", "contact", "mobile", "whatsapp", "postcode", "who" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Yours =
        [.. new[] { "your", "dein", "deine", "ihr", "ihre", "votre", "ton", "ta", "tu", "su", "seu", "sua", "suo", "vostro", "vostra", "tuo", "tua", "uw", "jouw", "twoj", "twoja", "pani", "pana", "aapka", "aapki" }.Select(word => FeatureHash.Of(word))];

    private static readonly uint Night = FeatureHash.Of("night");

    private static readonly uint Between = FeatureHash.Of("between");

    private static readonly HashSet<uint> Bounds = [.. new[] { "before", "after", "until", "till", "by", "from" }.Select(word => FeatureHash.Of(word))];

    /// <summary>What was agreed on last, and in which message; null when nothing was, or the visitor named another time after it.</summary>
    /// <param name="words">The visitor's words.</param>
    /// <param name="times">The times that the visitor named and that hold.</param>
    /// <param name="transcript">The conversation, for the site's words.</param>
    public static Offer? Find(VisitorWords words, List<TimeMention> times, Transcript transcript)
    {
        for (var message = words.Messages - 1; message >= 0; message--)
        {
            if (words.Does[message, SpeechAct.Decline] > Withdraws && words.Does[message, SpeechAct.Accept] < Accepts)
            {
                return null;
            }

            if (MaySayYes(words, message) && Offered(words, times, transcript, message) is { } offer)
            {
                return offer;
            }

            if (NamesTime(words, times, message))
            {
                return null;
            }
        }

        return null;
    }

    private static bool NamesTime(VisitorWords words, List<TimeMention> times, int message)
    {
        foreach (var time in times)
        {
            if (words[time.Core].Message == message && (time.Kinds & (TimeKinds.Day | TimeKinds.Clock)) != 0 && !time.IsPast)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A yes, or a bare name in answer to "we have 2:15, your name?"; no question, no denial, no "but".</summary>
    private static bool MaySayYes(VisitorWords words, int message)
    {
        var (begin, end) = (words.First(message), words.First(message + 1));
        if (begin == end || words.Conversation.Messages[message].AskedBefore.Length == 0 || words.Does[message, SpeechAct.Decline] >= Declines)
        {
            return false;
        }

        var onlyName = true;
        for (var i = begin; i < end; i++)
        {
            if (words.IsSign(i, '?') || words[i].May(WordUses.Break | WordUses.Or) || (words[i].IsWord && words[i].Class == WordClass.Negation))
            {
                return false;
            }

            onlyName &= words[i].Has(WordMarks.Name | WordMarks.Contact | WordMarks.Sign) || words[i].May(WordUses.Intro | WordUses.Thanks | WordUses.Polite);
        }

        var accepts = words.Does[message, SpeechAct.Accept];
        return accepts >= Accepts || (accepts >= MayAccept && words[begin].May(WordUses.Agree))
            || (onlyName && message > 0 && words.Does.Most(message - 1, Asking) >= Asks);
    }

    /// <summary>The one time that the site offered right before; null where it offered none or several, or told its hours.</summary>
    private static Offer? Offered(VisitorWords words, List<TimeMention> visitors, Transcript transcript, int message)
    {
        var line = Before(transcript, words.Conversation.Messages[message].Line.Sequence);
        if (line is null || line.Text.Length > SaidMaxLength)
        {
            return null;
        }

        using var said = new VisitorWords(words, new FoldedText(line.Text, SaidMaxLength));
        var found = TimeReader.Read(said);
        found.RemoveAll(time => (time.Kinds & (TimeKinds.Day | TimeKinds.Clock)) == 0 || TimeMatches.IsLength(said, time));
        if (found.Count != 1 || found[0].IsPast || found[0].IsNegated || !IsOffered(said, found[0]))
        {
            return null;
        }

        // What the visitor names beside the yes is the same time, or the yes is none to the offer.
        foreach (var own in visitors)
        {
            if (words[own.Core].Message == message && (own.Kinds & (TimeKinds.Day | TimeKinds.Clock)) != 0 && !Names(words, own, said, found[0]))
            {
                return null;
            }
        }

        var from = AfterMoney(said, found[0]);
        if (said[from].IsWord && Bounds.Contains(said[from].Lemma))
        {
            return null;
        }

        var to = found[0].To;
        to += to + 1 < said.Count && said[to].May(WordUses.And) && said[to + 1].Has(WordMarks.Digits) && IsBetween(said, found[0]) ? 2 : 0;
        if (to == from + 1 && said[from].Lemma == Night)
        {
            return null;
        }

        var text = new StringBuilder();
        said.Write(text, from, to);
        return new Offer(TextCut.OneLine(text.ToString()), found[0].Kinds, TimeMatches.IsDate(said, found[0]), TimeMatches.IsFirm(said, found[0]), message);
    }

    /// <summary>"£75 today": the price is no part of it.</summary>
    private static int AfterMoney(VisitorWords said, in TimeMention time)
    {
        var from = time.From;
        while (from + 1 < time.Core && (said[from].Has(WordMarks.Digits) || said[from].Has(WordMarks.Sign)) && FactReader.IsAmountSide(said, from))
        {
            from++;
        }

        return from;
    }

    private static TranscriptLine? Before(Transcript transcript, int sequence)
    {
        TranscriptLine? last = null;
        foreach (var line in transcript.Lines)
        {
            if (line.Sequence >= sequence)
            {
                break;
            }

            last = line;
        }

        return last is { Role: not MessageRole.Visitor } ? last : null;
    }

    /// <summary>"Saturday 10am?", "shall I book you in for Tuesday at 9?", "We have 2:15. Name?"; not "is the party on Friday?", "we're open till 6".</summary>
    private static bool IsOffered(VisitorWords said, in TimeMention time)
    {
        var (from, to) = (time.From, time.To);
        while (from > 0 && !EndsSentence(said, from - 1))
        {
            from--;
        }

        while (to < said.Count && !EndsSentence(said, to))
        {
            to++;
        }

        var (offers, isAbout) = (false, said[from].May(WordUses.Restate));
        for (var i = from; i < to; i++)
        {
            var isBoth = i >= time.From && i < time.To && said[i].May(WordUses.And) && !IsBetween(said, time);
            if (isBoth || (said[i].IsWord && (Hours.Contains(said[i].Lemma) || Did.Contains(said[i].Hash) || said[i].May(WordUses.Or) || said[i].Class == WordClass.Negation)))
            {
                return false;
            }

            var kind = said[i].IsWord ? said[i].Class : (byte)0;
            offers |= kind != 0 && (kind == WordClass.Modal || kind == WordClass.Available || kind == WordClass.Booked || kind == WordClass.Self);
            isAbout |= said[i].IsWord && Yours.Contains(said[i].Hash);
        }

        var asks = to < said.Count && said.IsSign(to, '?');
        return (offers || (!isAbout && said.Length(from, to) <= ShortOffer)) && !AsksElse(said, asks ? to + 1 : to);
    }

    private static bool IsBetween(VisitorWords said, in TimeMention time)
    {
        for (var i = time.From; i < time.To; i++)
        {
            if (said[i].Lemma == Between)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Another question follows, unless it asks for a name or number: the yes may be to that one.</summary>
    private static bool AsksElse(VisitorWords said, int from)
    {
        for (var i = from; i < said.Count; i++)
        {
            if (said.IsSign(i, '?'))
            {
                return !AsksContact(said, from, i);
            }
        }

        return false;
    }

    private static bool AsksContact(VisitorWords said, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (said[i].IsWord && (said[i].May(WordUses.PlaceAsked) || Contacts.Contains(said[i].Lemma)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsSentence(VisitorWords said, int at) =>
        said[at].Has(WordMarks.Sign) && said.Folded(at)[0] is '.' or '!' or '?' or ';' && !(at + 1 < said.Count && said[at + 1].Has(WordMarks.Glued) && said[at + 1].Has(WordMarks.Digits));

    /// <summary>True when all that a time names is in the other one.</summary>
    private static bool Names(VisitorWords words, in TimeMention time, VisitorWords said, in TimeMention offer)
    {
        for (var i = time.From; i < time.To; i++)
        {
            if (!words[i].Has(WordMarks.Digits) && !(words[i].IsWord && words[i].Class == WordClass.Day))
            {
                continue;
            }

            var has = false;
            for (var j = offer.From; j < offer.To; j++)
            {
                has |= words.Folded(i).SequenceEqual(said.Folded(j)) || (words[i].Lemma != 0 && words[i].Lemma == said[j].Lemma);
            }

            if (!has)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A time that was agreed on.</summary>
    /// <param name="Text">In the site's words.</param>
    /// <param name="Kinds">What is named.</param>
    /// <param name="IsDate">A day of a month is named.</param>
    /// <param name="IsFirm">A day or a time of day is named, not "today" or "next week".</param>
    /// <param name="Message">The visitor's message that says yes.</param>
    internal sealed record Offer(string Text, TimeKinds Kinds, bool IsDate, bool IsFirm, int Message);
}
