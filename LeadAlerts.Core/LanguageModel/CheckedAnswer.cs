using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>A criterion that a model found, with the visitor's words as they stand in the message.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="MessageSequence">The number of the visitor's message.</param>
/// <param name="Words">A part of that message, exactly as typed.</param>
/// <param name="Own">The owner's own criterion that it is; null for one that the product ships.</param>
public sealed record FoundCriterion(Criterion Criterion, int MessageSequence, string Words, OwnCriterion? Own = null)
{
    /// <summary>What it is called to a reader, and what tells two criteria apart.</summary>
    internal string Meaning => Own?.Name ?? CriterionNames.Description(Criterion);
}

/// <summary>A model's answer after everything in it was held against the conversation; what the conversation does not hold is gone.</summary>
/// <param name="Maker">The model and the version of the prompt, such as <c>gpt-5-mini/review-1</c>.</param>
/// <param name="Category">What kind of conversation the model takes it for. Only an opinion.</param>
/// <param name="Probability">How likely the model takes the visitor for a lead, 0–100. Only an opinion.</param>
/// <param name="Criteria">Criteria with the words that show them.</param>
/// <param name="Summary">Null when too little of it was left.</param>
public sealed record CheckedAnswer(
    string Maker, ConversationCategory Category, int Probability, IReadOnlyList<FoundCriterion> Criteria, CheckedSummary? Summary);

/// <summary>The lines that were left of a model's summary. Each names a visitor's message.</summary>
/// <param name="Headline">What the visitor wants, in one line.</param>
public sealed record CheckedSummary(string Headline)
{
    /// <summary>What the visitor wants.</summary>
    public IReadOnlyList<SummaryLine> Wants { get; init; } = [];

    /// <summary>What the visitor asked.</summary>
    public IReadOnlyList<SummaryLine> Questions { get; init; } = [];

    /// <summary>What worries the visitor.</summary>
    public IReadOnlyList<SummaryLine> Concerns { get; init; } = [];

    /// <summary>When it is wanted.</summary>
    public SummaryLine? Timeline { get; init; }

    /// <summary>Budget or quantity.</summary>
    public SummaryLine? Budget { get; init; }

    /// <summary>Where.</summary>
    public SummaryLine? Place { get; init; }

    /// <summary>What to answer, offer or prepare; empty when nothing was left.</summary>
    public string NextStep { get; init; } = "";
}
