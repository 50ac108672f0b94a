using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Summaries;

/// <summary>
/// Writes the summary of a conversation from the visitor's own words: it selects and shortens, and adds nothing that the visitor did
/// not type. Pure; safe to share between threads.
/// </summary>
public sealed partial class SummaryWriter
{
    /// <summary>The name and version of this writer.</summary>
    public const string WriterName = "embedded/1";

    /// <summary>The greatest length of a headline, in characters.</summary>
    public const int HeadlineMaxLength = 80;

    /// <summary>The greatest length of one line, in characters.</summary>
    public const int LineMaxLength = 160;

    private const int FactMaxLength = 80;

    private const int MaxLines = 4;

    /// <summary>Writes a summary.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="assessment">What was made of it; its contact and its signals are used.</param>
    /// <param name="business">What the business is and where it works; may be empty.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="region">The site's country as two letters, in which phone numbers without a country code are read.</param>
    /// <returns>Two to four lines in the visitor's words and the facts; never null, even where the visitor typed nothing.</returns>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    public ConversationSummary Write(
        Transcript transcript, Assessment assessment, BusinessProfile business, DateTimeOffset now, string region = "US")
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(business);
        return Write(ConversationActs.Read(transcript, business, region), transcript, assessment, now);
    }

    /// <summary>Writes the summary of a conversation that has been read already, so that it is read once for all who need it.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    internal ConversationSummary Write(ConversationActs conversation, Transcript transcript, Assessment assessment, DateTimeOffset now)
    {
        var readings = conversation.Messages;
        var mentions = assessment.Signals
            .Where(signal => signal.Criterion == Criterion.GaveContact && signal.MessageSequence is not null)
            .Select(signal => new ContactMention(signal.MessageSequence!.Value, signal.Words))
            .ToList();
        var sentences = Sentence.Of(readings, mentions, assessment.Contact.Name);
        var points = sentences.Select(sentence => Points(sentence, assessment)).ToList();
        var ranked = sentences
            .Select((sentence, index) => (Sentence: sentence, Points: points[index], Index: index))
            .OrderByDescending(entry => entry.Points)
            .ThenBy(entry => entry.Index)
            .ToList();

        var concern = ranked.Where(entry => IsConcern(entry.Sentence)).Select(entry => entry.Sentence).FirstOrDefault();
        var wants = ranked.Where(entry => entry.Sentence != concern && entry.Points > 0 && !IsPlainQuestion(entry.Sentence)).Take(2).ToList();
        var questions = ranked
            .Where(entry => entry.Sentence != concern && entry.Points > -1 && IsPlainQuestion(entry.Sentence) && entry.Sentence.Text.Length > 5)
            .Take(MaxLines - wants.Count - (concern is null ? 0 : 1))
            .ToList();
        var best = ranked.Count == 0 ? null : wants.Count > 0 ? wants[0].Sentence : ranked[0].Sentence;
        if (wants.Count == 0 && questions.Count == 0 && concern is null && best is not null)
        {
            wants.Add(ranked[0]);
        }

        var timeline = Timeline(sentences);
        return new ConversationSummary(
            transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, Headline(best, timeline, assessment), WriterName, now)
        {
            Wants = [.. wants.OrderBy(entry => entry.Index).Select(entry => Line(entry.Sentence))],
            Questions = [.. questions.Take(2).OrderBy(entry => entry.Index).Select(entry => Line(entry.Sentence, "?"))],
            Concerns = concern is null ? [] : [Line(concern, concern.IsQuestion ? "?" : "")],
            Timeline = timeline,
            Budget = Fact(sentences, "NamesBudgetOrQuantity", preferMoney: true),
            Place = Place(readings, assessment),
            Quote = best is null ? null : Quote(readings, best),
            NextStep = NextStep(readings, assessment),
        };
    }

    private static SummaryLine Line(Sentence sentence, string end = "") =>
        new(SentenceTrim.Shorten(SentenceTrim.Capital(sentence.Text) + end, LineMaxLength), sentence.Sequence);

    /// <summary>How much a sentence tells somebody who wants to act on it.</summary>
    private static double Points(Sentence sentence, Assessment assessment)
    {
        var book = PhraseBook.Shipped;
        var text = sentence.Folded;
        double points = 0;
        points += book["NeedProblem"].IsMatch(text) ? 2.5 : 0;
        points += book["NeedPhrase"].IsMatch(text) ? 1.5 : 0;
        points += book["NeedOwnThing"].IsMatch(text) ? 1 : 0;
        points += book["UrgentNeed"].IsMatch(text) ? 1 : 0;
        points += book["WantsToBook"].IsMatch(text) || book["WantsToBuy"].IsMatch(text) ? 1 : 0;
        points += book["AsksPrice"].IsMatch(text) ? 1 : 0;
        points += book["NamesBudgetOrQuantity"].IsMatch(text) ? 1.2 : 0;
        points += book["NamesTimeline"].IsMatch(text) ? 0.4 : 0;
        points += text.Any(char.IsAsciiDigit) ? 0.3 : 0;
        points += assessment.Signals.Any(signal => signal.MessageSequence == sentence.Sequence && signal.Criterion == Criterion.DescribesNeed
            && signal.Words.Length > 0 && sentence.Text.Contains(signal.Words, StringComparison.Ordinal)) ? 0.8 : 0;
        points += Math.Min(text.Count(c => c == ' '), 12) * 0.12;
        points -= book["Smalltalk"].IsMatch(text) && text.Count(c => c == ' ') < 3 ? 2 : 0;
        points -= book["Injection"].IsMatch(text) ? 3 : 0;
        points -= text.Length < 8 ? 1 : 0;
        points -= ContactTalk().IsMatch(text) ? 1.5 : 0;

        // People say what they came for early; later sentences are details.
        return points - (Math.Min(sentence.Sequence, 20) * 0.15);
    }

    private static bool IsConcern(Sentence sentence) =>
        PhraseBook.Shipped["Concern"].IsMatch(sentence.Folded) && sentence.Text.Length > 14
        && (Worry().IsMatch(sentence.Folded) || !PhraseBook.Shipped["NeedProblem"].IsMatch(sentence.Folded));

    private static bool IsPlainQuestion(Sentence sentence) =>
        sentence.IsQuestion && !RequestStart().IsMatch(sentence.Folded)
        && !(PhraseBook.Shipped["NeedProblem"].IsMatch(sentence.Folded) && sentence.Text.Length > 40);

    private static string Headline(Sentence? best, SummaryLine? timeline, Assessment assessment)
    {
        if (best is null)
        {
            return assessment.Contact.IsReachable ? "Left contact details" : "No request yet";
        }

        var text = SentenceTrim.Capital(SentenceTrim.WithoutLeadIn(best.Text).TrimStart(' ', ','));
        var room = HeadlineMaxLength;
        var when = timeline is not null && timeline.Text.Length <= 24 && !text.Contains(timeline.Text, StringComparison.OrdinalIgnoreCase)
            ? ", " + Lower(timeline.Text)
            : "";
        room -= when.Length;
        if (text.Length > room)
        {
            var clause = Clause(text, room);
            text = clause ?? SentenceTrim.Shorten(text, room);
        }

        return text + when;
    }

    /// <summary>The longest run of whole clauses that fits; null when even the first is too long or it is too short to tell anything.</summary>
    private static string? Clause(string text, int room)
    {
        var end = -1;
        foreach (Match match in ClauseEnd().Matches(text))
        {
            if (match.Index <= room && match.Index >= 24)
            {
                end = match.Index;
            }
        }

        return end < 0 ? null : text[..end].TrimEnd(' ', ',');
    }

    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) && !DayOrMonth().IsMatch(text) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    private static SummaryLine? Timeline(List<Sentence> sentences) => Fact(sentences, "NamesTimeline", preferMoney: false);

    /// <summary>The stretch of a sentence from its first to its last match, in the sentence that has the strongest ones.</summary>
    private static SummaryLine? Fact(List<Sentence> sentences, string section, bool preferMoney)
    {
        (double Points, SummaryLine Line)? best = null;
        foreach (var sentence in sentences)
        {
            var matches = PhraseBook.Shipped[section].Find(sentence.Folded).Where(m => m.Length > 1).OrderBy(m => m.Index).ToList();
            if (matches.Count == 0)
            {
                continue;
            }

            var start = matches[0].Index;
            var end = matches.Where(m => m.Index < start + 50).Max(m => m.Index + m.Length);
            if (NotWhen().IsMatch(sentence.Folded[end..]) || PhraseBook.Shipped["WithdrewInterest"].IsMatch(sentence.Folded))
            {
                continue;
            }

            end += Unit().Match(sentence.Folded[end..]).Length;
            start = WidenLeft(sentence.Folded, start);
            start += Verb().Match(sentence.Folded[start..end]).Length;
            var words = sentence.Text[start..Math.Min(end, sentence.Text.Length)].Trim(' ', ',', '(', ')', '.', '-');
            if (words.Length < 2)
            {
                continue;
            }

            var points = matches.Count + (preferMoney && Money().IsMatch(words) ? 5 : 0) - (Past().IsMatch(sentence.Folded[..start]) || Past().IsMatch(FoldedText.Fold(words)) ? 3 : 0)
                + (preferMoney ? 0 : Math.Min(sentence.Sequence, 20) * 0.05) + (preferMoney ? 0 : Deadline().IsMatch(FoldedText.Fold(words)) ? 2 : FirmTime().IsMatch(FoldedText.Fold(words)) ? 0.7 : 0);
            if (best is null || points > best.Value.Points)
            {
                best = (points, new SummaryLine(SentenceTrim.Shorten(SentenceTrim.Capital(words), FactMaxLength), sentence.Sequence));
            }
        }

        return best is { Points: > -1 } ? best.Value.Line : null;
    }

    private static int WidenLeft(string text, int start)
    {
        var match = FactLead().Match(text[..start]);
        return match.Success ? match.Index : start;
    }

    private static SummaryLine? Place(IReadOnlyList<Reading> readings, Assessment assessment)
    {
        foreach (var reading in readings)
        {
            if (Address().Match(reading.Text.Original) is { Success: true } address && !Measure().IsMatch(FoldedText.Fold(address.Value)))
            {
                return new SummaryLine(SentenceTrim.Shorten(SentenceTrim.OneLine(address.Value), FactMaxLength), reading.Line.Sequence);
            }
        }

        foreach (var reading in readings)
        {
            if (reading.Text.Original.Length <= 80 && reading.AskedBefore.Contains('?', StringComparison.Ordinal)
                && AsksPlaceLast().IsMatch(reading.AskedBefore) && PhraseBook.Shipped["BotAsksPlace"].IsMatch(reading.AskedBefore)
                && !reading.Text.Original.Contains('@', StringComparison.Ordinal) && reading.Text.Original.Count(char.IsDigit) < 9)
            {
                var words = SentenceTrim.Trim(reading.Text.Original, assessment.Contact.Name);
                if (words.Length > 2)
                {
                    return new SummaryLine(SentenceTrim.Shorten(words, FactMaxLength), reading.Line.Sequence);
                }
            }
        }

        return assessment.Signals.FirstOrDefault(signal => signal.Criterion == Criterion.InServiceArea && signal.MessageSequence is not null) is { } area
            ? new SummaryLine(area.Words, area.MessageSequence)
            : null;
    }

    /// <summary>The whole message that the best sentence stands in; null where it says no more than that sentence.</summary>
    private static SummaryLine? Quote(IReadOnlyList<Reading> readings, Sentence best)
    {
        var text = SentenceTrim.OneLine(readings.First(reading => reading.Line.Sequence == best.Sequence).Text.Original);
        if (text.Length < best.Text.Length + 12)
        {
            return null;
        }

        return new SummaryLine(text.Length <= LineMaxLength ? text : SentenceTrim.Shorten(best.Text, LineMaxLength), best.Sequence);
    }

    private static string NextStep(IReadOnlyList<Reading> readings, Assessment assessment)
    {
        var reach = Reach(readings, assessment.Contact);
        switch (assessment.Category)
        {
            case ConversationCategory.ExistingCustomer:
                return reach is null ? "An existing customer who needs help: answer in the chat" : $"{reach}: an existing customer who needs help";
            case ConversationCategory.Complaint:
                return reach is null ? "A complaint: answer in the chat" : $"{reach} soon: a complaint";
            case ConversationCategory.JobSeeker:
                return "Looks for work: answer only if you are hiring";
            case ConversationCategory.Vendor:
                return "A sales pitch: nothing to do";
            case ConversationCategory.SpamOrAbuse:
                return "Nothing to do";
        }

        if (assessment.Signals.Any(signal => signal.Criterion == Criterion.WithdrewInterest && signal.Points <= -20))
        {
            return "Lost interest: nothing to do for now";
        }

        bool Has(Criterion criterion) => assessment.Signals.Any(signal => signal.Criterion == criterion && signal.Points > 0);
        var why = Has(Criterion.UrgentNeed) ? " today: urgent"
            : Has(Criterion.WantsToBook) ? " to arrange a time"
            : Has(Criterion.AsksPrice) ? " with a price"
            : Has(Criterion.WantsToBuy) ? " to take the order"
            : Has(Criterion.AsksToBeContacted) ? ": asked to be contacted"
            : " to follow up";
        return reach is null
            ? Has(Criterion.UrgentNeed) ? "Urgent, but no contact details: answer in the chat now" : "No contact details: answer in the chat and ask for them"
            : reach + why;
    }

    private static string? Reach(IReadOnlyList<Reading> readings, VisitorContact contact)
    {
        var prefersText = readings.Any(reading => PhraseBook.Shipped["PrefersText"].IsMatch(reading.Text.Value));
        var prefersMail = readings.Any(reading => PhraseBook.Shipped["PrefersEmail"].IsMatch(reading.Text.Value));
        var who = contact.Name is null ? "" : SentenceTrim.Shorten(SentenceTrim.OneLine(contact.Name), 40) + " ";
        if (contact.Phone is { } phone && !(prefersMail && contact.Email is not null))
        {
            return $"{(prefersText ? "Text" : "Call")} {who}{(who.Length > 0 ? "on " : "")}{PhoneText.Write(phone)}";
        }

        return contact.Email is { } email ? $"Write to {(who.Length > 0 ? who + "at " : "")}{email}" : null;
    }

    [GeneratedRegex(@"^(?:can|could|would|will)\s+(?:you|u|y'?all|someone|somebody|i|we|you\s+guys)\b.{0,20}\b(?:come|send|look|fix|do|help|call|book|get|quote|replace|install|take|make|fit|squeeze|schedule|have)\b", RegexOptions.NonBacktracking)]
    private static partial Regex RequestStart();

    [GeneratedRegex(@"^(?:my (?:number|cell|phone|email)|call me|text me|email me|reach me|you can (?:call|reach|text)|best (?:number|way|time)|thats my|that's my|(?:any|leave) (?:a )?message)\b", RegexOptions.NonBacktracking)]
    private static partial Regex ContactTalk();

    [GeneratedRegex(@",\s|\s[-–—]\s|\s(?:and|but|because|since|so|which|cause|cuz|bc|und|aber|weil|pero|porque|mais|perche|maar|ale)\s", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(@"^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex DayOrMonth();

    [GeneratedRegex(@"[$£€]|\b(?:k|grand|bucks|dollars|euros?|pounds|usd|eur|budget)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(?:since|last|yesterday|ago|was|were|did|used to|bought|built|every|each|until|till)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Past();

    [GeneratedRegex(@"\b(?:worried|worry|worries|concerned|afraid|scared|nervous|anxious|preocupad[oa]|inquiete?|preoccupat[oa]|angst|sorgen?|bezorgd)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Worry();

    [GeneratedRegex(@"^\s?pitch\b", RegexOptions.NonBacktracking)]
    private static partial Regex NotWhen();

    [GeneratedRegex(@"^\s?(?:sq\.? ?(?:ft|feet|m)|square (?:feet|foot|meters|metres)|sf|ft|feet|miles?|meters?|metres?|people|persons|guests|units?|rooms?|bedrooms?|windows?|shingles|trees|doors|years?|yrs?|hours?|months?|weeks?|days?|k|[0-9]{1,2}(?:st|nd|rd|th)?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^(?:have|got|like|pay|paying|spend|spending)\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(?:by|before|end of|deadline|within|asap|today|tomorrow|tonight|this|next|[0-9]{1,2}(?:st|nd|rd|th))\b", RegexOptions.NonBacktracking)]
    private static partial Regex Deadline();

    [GeneratedRegex(@"\b(?:by|before|next|this|today|tomorrow|tonight|asap|end of|deadline|within|works?|weekdays?|mornings|evenings|afternoons|[0-9]{1,2}(?:st|nd|rd|th)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex FirmTime();

    [GeneratedRegex(@"\b(?:any ?(?:time|day)|either|not|only|after|before|by|until|from|around|about|on|within|as|at least|like|roughly|up to|the week of|sometime|early|late|end of|closing|budget is(?: approved)?)(?:\s+(?:but|on|of|the|to|up to|in))?\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex FactLead();

    [GeneratedRegex(@"\b[0-9]{1,5}(?:\s[NSEWnsew])?(?:\s(?:[A-Za-z][A-Za-z'\-]{1,20}|[0-9]{1,3}(?:st|nd|rd|th))){1,3}?\s(?i:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|way|place|pl|circle|terrace|trail|parkway|pkwy|hwy|highway|close|crescent|square)\b(?:\s(?i:unit|apt|suite)\s?[A-Za-z0-9]{1,5})?(?:,?\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)?|\b[0-9]{1,4}\s[0-9]{1,3}(?:st|nd|rd|th)\s(?i:st|street|ave|avenue)\b(?:\s(?i:unit|apt|suite)\s?[A-Za-z0-9]{1,5})?", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:sq|feet|ft|years?|yrs?|stories|people|guests|rooms?|min|am|pm|of|the|my|on|is|in|for)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Measure();

    [GeneratedRegex(@"(?:address|where|location|located|city|town|area|neighborhood|suburb|zip|post ?code|direccion|adresse|indirizzo|endereco|adres)[^?]{0,60}\?[^?]{0,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex AsksPlaceLast();
}
