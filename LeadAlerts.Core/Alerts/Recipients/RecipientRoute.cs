using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts.Recipients;

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
    /// <summary>The greatest length of the beginning of a path, in characters.</summary>
    public const int PagePrefixMaxLength = 200;

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

    /// <summary>True when a lead is this recipient's.</summary>
    public bool Fits(LeadEvent lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return (Categories.Count == 0 || Categories.Contains(lead.Category))
            && (Criteria.Count == 0 || Criteria.Any(lead.Criteria.Contains))
            && (Languages.Count == 0 || (lead.Language is { } language && Languages.Contains(language, StringComparer.OrdinalIgnoreCase)))
            && (PagePrefix is null || lead.PagePath?.StartsWith(PagePrefix, StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <summary>The same with each value once, languages in lower case, and a page that begins with a slash.</summary>
    public RecipientRoute Tidied()
    {
        var page = PagePrefix?.Trim();
        return new RecipientRoute
        {
            Categories = [.. Categories.Distinct()],
            Criteria = [.. Criteria.Distinct()],
            Languages = [.. Languages.Select(language => language.Trim().ToLowerInvariant()).Distinct()],
            PagePrefix = string.IsNullOrEmpty(page) || page == "/" ? null : page[0] == '/' ? page : "/" + page,
        };
    }

    /// <summary>Why it cannot be saved, in words; null when it can.</summary>
    public string? FindProblem() =>
        PagePrefix is { Length: > PagePrefixMaxLength } ? $"The page's path has at most {PagePrefixMaxLength} characters."
        : PagePrefix?.Contains("://", StringComparison.Ordinal) == true ? "Type the path alone, such as /contact."
        : Languages.Any(language => language.Length is < 2 or > 3 || !language.All(char.IsAsciiLetterLower)) ? "A language is two letters, such as es."
        : !Categories.All(Enum.IsDefined) || !Criteria.All(Enum.IsDefined) ? "Choose from the list."
        : null;
}
