using System.Globalization;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Leads.Replies;

/// <summary>A reply as it is suggested: the member changes what is not right and sends it.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Language">In which language, as an ISO 639 code.</param>
public sealed record ReplyDraft(string Subject, string Text, string Language)
{
    private const int NameMaxLength = 40;
    private const int QuoteMaxLength = 160;
    private const int SiteMaxLength = 60;
    private const int SubjectNeedMaxLength = 72;
    private const int QuestionsMax = 2;

    // What is longer is no time alone.
    private const int TimeMaxLength = 40;

    // A headline is cut and joined; by so much of it the line that it is made of is known.
    private const int StartLength = 20;

    /// <summary>
    /// Suggests a reply from what is known: it takes up the need, the questions, the time asked for and the number that is missing. It answers
    /// nothing, and promises no price and no day: that is the member's. The same facts always give the same words.
    /// </summary>
    /// <param name="siteName">What the site is called.</param>
    /// <param name="memberName">Who replies; null for the site alone.</param>
    /// <param name="visitor">How the visitor is called and reached.</param>
    /// <param name="lines">A chat of the lead, in order: the visitor's words tell the language. English where there are none.</param>
    /// <param name="summary">Of the chat that tells the lead's story; null when there is none.</param>
    /// <param name="later">Of the latest chat, where that is another one; null otherwise.</param>
    /// <param name="signals">What earned the score.</param>
    public static ReplyDraft Suggest(
        string siteName,
        string? memberName,
        VisitorContact visitor,
        IReadOnlyList<TranscriptLine> lines,
        ConversationSummary? summary,
        ConversationSummary? later,
        IReadOnlyList<Signal> signals)
    {
        var language = LanguageOf(lines);
        var phrases = ReplyPhrases.Of(language);
        var name = NameIn(visitor.Name, language);
        var site = MailText.Shorten(MailText.OneLine(siteName), SiteMaxLength);
        var greeting = name.Length == 0 ? phrases.GreetingWithoutName : Fill(phrases.Greeting, name);
        var thanks = Fill(phrases.Thanks, site);

        // A greeting that ends in a comma goes on in lower case; one without it begins a sentence.
        thanks = greeting.EndsWith(',') && language is "de" or "fr" or "nl" or "it" or "pt" or "pl" ? thanks : Capital(thanks);
        var need = NeedOf(summary);
        string?[] paragraphs =
        [
            greeting,
            need is null ? thanks : $"{thanks} {Fill(phrases.About, need)}",
            .. Ask(phrases, need, visitor, summary, later, signals),
            $"{phrases.Closing}\n{(memberName is null ? site : $"{MailText.OneLine(memberName)}\n{site}")}",
        ];
        var subject = HeadlineOf(summary) is { } headline ? $"{TextCut.Shorten(headline, SubjectNeedMaxLength)} – {site}" : Fill(phrases.Subject, site);
        return new ReplyDraft(subject, string.Join("\n\n", paragraphs.Where(text => text is not null)), language);
    }

    private static string LanguageOf(IReadOnlyList<TranscriptLine> lines)
    {
        var transcript = new Transcript(Guid.Empty, Guid.Empty, lines, VisitorProfile.Unknown);
        var letters = string.Concat(transcript.VisitorLines.Select(line => line.Text)).Where(char.IsLetter).ToList();
        return letters.Count == 0 ? "en"
            : letters.Count(IsDevanagari) > letters.Count / 2 ? "hi"
            : Lexicon.Shipped.LanguageOf(Reading.Of(transcript)).Code;
    }

    /// <summary>True for the script of Hindi, which tells the language by itself.</summary>
    private static bool IsDevanagari(char letter) => letter is >= '\u0900' and <= '\u097F';

    /// <summary>How one greets: by the first name where that is usual, else by the whole name; empty for what is no name.</summary>
    private static string NameIn(string? name, string language)
    {
        var line = MailText.OneLine(name);
        if (!line.Any(char.IsLetter) || !line.All(IsOfName))
        {
            return "";
        }

        var first = line.Split(' ')[0];
        return MailText.Shorten(language is "en" or "es" or "pt" && first.Length > 1 && !first.EndsWith('.') ? first : line, NameMaxLength);
    }

    private static bool IsOfName(char letter) =>
        char.IsLetter(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || " .'’-".Contains(letter, StringComparison.Ordinal);

    /// <summary>What the visitor wants, in a few words; null where the headline is not theirs but the writer's word on the chat.</summary>
    private static string? HeadlineOf(ConversationSummary? summary) =>
        LinesOf(summary).Any() ? Words(HeadlineWriter.WithoutLabel(summary!.Headline)) : null;

    /// <summary>The same as the visitor said it, where a line of the summary has it.</summary>
    private static string? NeedOf(ConversationSummary? summary)
    {
        if (HeadlineOf(summary) is not { } headline)
        {
            return Words(summary?.Quote?.Text);
        }

        var start = headline[..Math.Min(headline.Length, StartLength)];
        return Words(LinesOf(summary).FirstOrDefault(line => line.Text.Contains(start, StringComparison.OrdinalIgnoreCase))?.Text) ?? headline;
    }

    private static IEnumerable<SummaryLine> LinesOf(ConversationSummary? summary) =>
        summary is null ? [] : summary.Wants.Concat(summary.Questions).Concat(summary.Concerns);

    /// <summary>What is to be cleared up: the questions, the time, and how to call.</summary>
    private static IEnumerable<string?> Ask(
        ReplyPhrases phrases, string? need, VisitorContact visitor, ConversationSummary? summary, ConversationSummary? later, IReadOnlyList<Signal> signals)
    {
        bool Says(Criterion criterion) => signals.Any(signal => signal.Criterion == criterion && signal.Points > 0);
        var questions = new[] { NeedOf(later) }
            .Concat((later?.Questions ?? []).Concat(summary?.Questions ?? []).Select(line => Words(line.Text)))
            .OfType<string>()
            .Where(question => need?.Contains(question.TrimEnd('?'), StringComparison.OrdinalIgnoreCase) != true)
            .Distinct()
            .Take(QuestionsMax)
            .ToList();
        var time = Words((later?.Timeline ?? summary?.Timeline)?.Text) is { Length: <= TimeMaxLength } named ? named : null;
        var wantsTime = Says(Criterion.WantsToBook) || Says(Criterion.AsksAvailability);
        var asked = questions.Count == 0 ? null : Fill(phrases.Asked, string.Join(' ', questions.Select(question => Fill(phrases.Quoted, question))));
        var answer = Says(Criterion.AsksPrice) ? phrases.Price : Says(Criterion.WantsToBuy) ? phrases.Order : asked is null ? null : phrases.Checking;
        var when = time is not null ? Fill(phrases.When, Fill(phrases.Quoted, time)) : wantsTime ? phrases.Time : null;
        var urgent = Says(Criterion.UrgentNeed);
        var call = visitor.Phone is null ? phrases.Number
            : urgent || Says(Criterion.AsksToBeContacted) ? Fill(phrases.Call, PhoneText.Write(visitor.Phone))
            : null;
        var known = string.Join(' ', new[] { asked, answer }.OfType<string>());
        yield return urgent ? phrases.Urgent : null;
        yield return known.Length > 0 ? known : when is null && !urgent ? phrases.Other : null;
        yield return when;
        yield return call;
    }

    private static string? Words(string? text)
    {
        var words = MailText.OneLine(text).Trim('“', '”', '"', '«', '»', '„', ' ').TrimEnd('.');
        return words.Length == 0 ? null : MailText.Shorten(words, QuoteMaxLength);
    }

    private static string Fill(string phrase, string value) => phrase.Replace("{0}", value, StringComparison.Ordinal);

    private static string Capital(string text) => char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
}
