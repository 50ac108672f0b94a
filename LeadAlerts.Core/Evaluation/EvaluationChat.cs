using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Evaluation;

/// <summary>A conversation of which somebody wrote down what should be made of it.</summary>
/// <param name="Place">Where it stands, such as <c>chats.jsonl, line 12</c>.</param>
/// <param name="Id">The file's own id; the place where the file gives none.</param>
/// <param name="Source">Where it comes from; the file's name without its part number where the file does not say.</param>
/// <param name="Transcript">The conversation.</param>
/// <param name="Business">What the business is and offers; empty where the file does not say.</param>
/// <param name="Region">The site's country as two letters; US where the file does not say.</param>
public sealed record EvaluationChat(
    string Place, string Id, string Source, Transcript Transcript, BusinessProfile Business, string Region)
{
    /// <summary>The language; null where the file does not say.</summary>
    public string? Language { get; init; }

    /// <summary>The kind of conversation in the file's own words; null where the file does not say.</summary>
    public string? Category { get; init; }

    /// <summary>Whether the visitor is a potential lead; null where nobody decided.</summary>
    public bool? IsLead { get; init; }

    /// <summary>What the visitor gave, each part null where nothing was given; null where the file does not say what should be found.</summary>
    public VisitorContact? Contact { get; init; }

    /// <summary>What the summary has to say; may be empty.</summary>
    public IReadOnlyList<string> MustMention { get; init; } = [];

    /// <summary>What the summary must not say; may be empty.</summary>
    public IReadOnlyList<string> MustNotMention { get; init; } = [];

    /// <summary>Summaries by people; may be empty.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
