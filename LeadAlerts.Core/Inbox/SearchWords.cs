namespace LeadAlerts.Core.Inbox;

/// <summary>Turns what a person types into a search box into a query of the full-text index over conversations.</summary>
public static class SearchWords
{
    /// <summary>The greatest length of a search, in characters; the rest is left out.</summary>
    public const int MaxLength = 200;

    private const int MaxWords = 12;

    /// <summary>An FTS5 query that finds a site's documents with all the words, the last one as a beginning.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="typed">Taken literally: no sign in it is an operator.</param>
    /// <returns>The value for <c>SearchIndex MATCH</c>; null when nothing typed can be found (no letter, no digit).</returns>
    public static string? Match(Guid siteId, string? typed)
    {
        var text = (typed ?? "").Length > MaxLength ? typed![..MaxLength] : typed ?? "";
        var words = text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => new string([.. word.Where(character => !char.IsControl(character))]))
            .Where(word => word.Any(char.IsLetterOrDigit))
            .Take(MaxWords)
            .Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            .ToList();
        return words.Count == 0 ? null : $"Site : \"s{siteId:n}\" AND Body : ({string.Join(" AND ", words)}*)";
    }
}
