using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>A criterion that a model says is met, by the name in the prompt, with the words that it says show it. Nothing in it has been checked.</summary>
internal sealed record ClaimedCriterion(string Criterion, int? Message, string Quote);

/// <summary>A line that a model wrote, with the number of the message it names; null where it names none.</summary>
internal sealed record ClaimedLine(string Text, int? Message);

/// <summary>A model's answer as read, before anything in it has been checked.</summary>
internal sealed record ModelAnswer(ConversationCategory Category, int Probability, IReadOnlyList<ClaimedCriterion> Criteria)
{
    public string Headline { get; init; } = "";

    public IReadOnlyList<ClaimedLine> Wants { get; init; } = [];

    public IReadOnlyList<ClaimedLine> Questions { get; init; } = [];

    public IReadOnlyList<ClaimedLine> Concerns { get; init; } = [];

    public ClaimedLine? Timeline { get; init; }

    public ClaimedLine? Budget { get; init; }

    public ClaimedLine? Place { get; init; }

    public ClaimedLine? NextStep { get; init; }
}
