using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Summaries;

/// <summary>A line of a summary and the message it rests on.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="MessageSequence">The number of the message it comes from, of the first one where it rests on several; null where that is not known.</param>
public sealed record SummaryLine(string Text, int? MessageSequence);

/// <summary>The short text that a member reads in place of a conversation. Never changes once made.</summary>
public sealed class ConversationSummary
{
    private ConversationSummary()
    {
    }

    /// <summary>Creates a summary.</summary>
    public ConversationSummary(Guid siteId, Guid conversationId, int throughSequence, string headline, string writer, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        ConversationId = conversationId;
        ThroughSequence = throughSequence;
        Headline = headline;
        Writer = writer;
        WrittenAt = now;
    }

    /// <summary>The summary's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>The number of the last message that was read.</summary>
    public int ThroughSequence { get; private set; }

    /// <summary>What the visitor wants in one line of at most 80 characters; the alert's subject is made of it.</summary>
    public string Headline { get; private set; } = "";

    /// <summary>What the visitor wants: interests, in order of weight.</summary>
    public IReadOnlyList<SummaryLine> Wants { get; init; } = [];

    /// <summary>What the visitor asked.</summary>
    public IReadOnlyList<SummaryLine> Questions { get; init; } = [];

    /// <summary>What worries the visitor.</summary>
    public IReadOnlyList<SummaryLine> Concerns { get; init; } = [];

    /// <summary>When it is wanted; null when the visitor did not say.</summary>
    public SummaryLine? Timeline { get; init; }

    /// <summary>The money that the visitor has for it; null when the visitor did not say.</summary>
    public SummaryLine? Budget { get; init; }

    /// <summary>The place of the job or the visitor; null when the visitor did not say.</summary>
    public SummaryLine? Place { get; init; }

    /// <summary>The words that best show why this is, or is not, a lead; null when there are none.</summary>
    public SummaryLine? Quote { get; init; }

    /// <summary>What to do next, in the owner's language.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>What wrote it, with its version, such as <c>embedded/1</c>.</summary>
    public string Writer { get; private set; } = "";

    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>What the visitor wants, asks and worries about: the lines that tell the conversation, without the facts drawn from them.</summary>
    /// <returns>One line each, separated by line feeds; the headline where there are none.</returns>
    public string Narrative()
    {
        var lines = Wants.Concat(Questions).Concat(Concerns).Select(line => line.Text).ToList();
        return lines.Count == 0 ? Headline : string.Join('\n', lines);
    }

    /// <summary>Everything that a reader is told: headline, lines, facts, quote, next step and how to reach the visitor.</summary>
    /// <param name="contact">The contact that stands beside the summary; the phone number comes as E.164 and as people read it.</param>
    /// <returns>One line each, separated by line feeds.</returns>
    public string WholeText(VisitorContact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        string?[] lines =
        [
            Headline,
            .. Wants.Concat(Questions).Concat(Concerns).Select(line => line.Text),
            Timeline?.Text,
            Budget?.Text,
            Place?.Text,
            Quote?.Text,
            NextStep,
            contact.Name,
            contact.Email,
            contact.Phone,
            contact.Phone is null ? null : PhoneText.Write(contact.Phone),
        ];
        return string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
    }
}
