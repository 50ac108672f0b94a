using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts;

/// <summary>When a recipient gets alerts. Numbers are stored: never renumber.</summary>
public enum RecipientRole
{
    /// <summary>For every lead.</summary>
    Always = 0,

    /// <summary>For hot leads.</summary>
    HotOnly = 1,

    /// <summary>Never by themselves: only in the digest.</summary>
    DigestOnly = 2,

    /// <summary>Only when nobody else can be told.</summary>
    Fallback = 3,
}

/// <summary>Which leads are a recipient's: those that fit every list that is not empty.</summary>
public sealed record RecipientRoute
{
    /// <summary>Every lead.</summary>
    public static readonly RecipientRoute Everything = new();

    /// <summary>What kind of conversation it has to be, one of these.</summary>
    public IReadOnlyList<ConversationCategory> Categories { get; init; } = [];

    /// <summary>What the visitor has to have said, one of these.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>The visitor's language, one of these, as two letters (ISO 639-1, lower case).</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>With what the page's path has to begin, such as <c>/emergency</c>; null for any page.</summary>
    public string? PagePrefix { get; init; }

    /// <summary>True when every lead fits.</summary>
    public bool IsEverything => Categories.Count == 0 && Criteria.Count == 0 && Languages.Count == 0 && PagePrefix is null;
}
