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

    /// <summary>Suggests a reply from what is known; the same facts always give the same words.</summary>
    /// <param name="siteName">What the site is called.</param>
    /// <param name="memberName">Who replies; null for the site alone.</param>
    /// <param name="visitorName">The visitor's name; null when unknown.</param>
    /// <param name="lines">The latest chat, in order: the visitor's words tell the language. English where there are none.</param>
    /// <param name="summary">The latest summary; null when there is none.</param>
    /// <param name="signals">What earned the score.</param>
    public static ReplyDraft Suggest(
        string siteName, string? memberName, string? visitorName, IReadOnlyList<TranscriptLine> lines, ConversationSummary? summary, IReadOnlyList<Signal> signals)
    {
        var language = LanguageOf(lines);
        var phrases = ReplyPhrases.Of(language);
        var name = NameIn(visitorName, language);
        var site = MailText.Shorten(MailText.OneLine(siteName), 60);
        var greeting = name.Length == 0 ? phrases.GreetingWithoutName : Fill(phrases.Greeting, name);
        var thanks = Fill(phrases.Thanks, site);
        string?[] paragraphs =
        [
            greeting,
            // A greeting that ends in a comma goes on in lower case; one without it begins a sentence.
            greeting.EndsWith(',') && language is "de" or "fr" or "nl" or "it" or "pt" or "pl" ? thanks : Capital(thanks),
            QuoteOf(summary) is { } quote ? Fill(phrases.About, quote) : null,
            AskOf(phrases, signals),
            $"{phrases.Closing}\n{(memberName is null ? site : $"{MailText.OneLine(memberName)}\n{site}")}",
        ];
        return new ReplyDraft(Fill(phrases.Subject, site), string.Join("\n\n", paragraphs.Where(text => text is not null)), language);
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

    private static string? QuoteOf(ConversationSummary? summary)
    {
        var words = MailText.OneLine(summary?.Quote?.Text ?? summary?.Questions.Concat(summary.Wants).FirstOrDefault()?.Text).Trim('“', '”', '"', '«', '»', ' ');
        return words.Length == 0 ? null : MailText.Shorten(words, QuoteMaxLength);
    }

    private static string AskOf(ReplyPhrases phrases, IReadOnlyList<Signal> signals)
    {
        bool Says(Criterion criterion) => signals.Any(signal => signal.Criterion == criterion && signal.Points > 0);
        return Says(Criterion.UrgentNeed) ? phrases.Urgent
            : Says(Criterion.WantsToBook) || Says(Criterion.AsksAvailability) ? phrases.Time
            : Says(Criterion.AsksPrice) ? phrases.Price
            : Says(Criterion.WantsToBuy) ? phrases.Order
            : phrases.Other;
    }

    private static string Fill(string phrase, string value) => phrase.Replace("{0}", value, StringComparison.Ordinal);

    private static string Capital(string text) => char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
}
