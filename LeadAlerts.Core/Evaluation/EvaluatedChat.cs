using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Evaluation;

/// <summary>What was made of a conversation.</summary>
/// <param name="Assessment">The score with its reasons, the category and the contact.</param>
/// <param name="Summary">The text that a member would read.</param>
public sealed record Judgement(Assessment Assessment, ConversationSummary Summary);

/// <summary>What making a judgement took.</summary>
/// <param name="Elapsed">The time.</param>
/// <param name="AllocatedBytes">The memory allocated on the way; null where it cannot be told, because the work moved between threads.</param>
public readonly record struct JudgementCost(TimeSpan Elapsed, long? AllocatedBytes);

/// <summary>A conversation with what should and what was made of it.</summary>
public sealed class EvaluatedChat
{
    /// <summary>Compares a judgement with what the file says.</summary>
    public EvaluatedChat(EvaluationChat chat, Judgement judgement, JudgementCost cost)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(judgement);
        Chat = chat;
        Assessment = judgement.Assessment;
        Summary = judgement.Summary;
        Cost = cost;
        var found = Assessment.Contact;
        var text = Summary.WholeText(found);
        Contact = chat.Contact is null ? null : ContactCheck.Of(chat.Contact, found, chat.Region);
        MissedMentions = [.. chat.MustMention.Where(phrase => !SearchText.Holds(text, phrase, found.Phone))];
        ForbiddenMentions = [.. chat.MustNotMention.Where(phrase => SearchText.Holds(text, phrase, found.Phone))];
        Rouge = chat.References.Count == 0 ? null : Rouge.Of(Summary.Narrative(), chat.References);
        CategoryIsRight = chat.Category is { } name && CategoryWords.Find(name) is { } category ? category == Assessment.Category : null;
    }

    /// <summary>The conversation.</summary>
    public EvaluationChat Chat { get; }

    /// <summary>The score with its reasons.</summary>
    public Assessment Assessment { get; }

    /// <summary>The summary.</summary>
    public ConversationSummary Summary { get; }

    /// <summary>What it took.</summary>
    public JudgementCost Cost { get; }

    /// <summary>The contact, field by field; null where the file does not say what should be found.</summary>
    public ContactCheck? Contact { get; }

    /// <summary>Whether the category is the file's; null where the file names none or one that the product does not know.</summary>
    public bool? CategoryIsRight { get; }

    /// <summary>What the summary should say and does not.</summary>
    public IReadOnlyList<string> MissedMentions { get; }

    /// <summary>What the summary must not say and does.</summary>
    public IReadOnlyList<string> ForbiddenMentions { get; }

    /// <summary>The summary beside those of people; null where the file brings none.</summary>
    public Rouge? Rouge { get; }

    /// <summary>The score beside the label; null where nobody decided.</summary>
    public ScoredLabel? Label => Chat.IsLead is { } isLead ? new ScoredLabel(Assessment.Score, isLead) : null;

    /// <summary>True when the verdict at a threshold is not the label; false also where there is no label.</summary>
    public bool IsMisjudged(int threshold) => Chat.IsLead is { } isLead && isLead != Assessment.Score >= threshold;
}
