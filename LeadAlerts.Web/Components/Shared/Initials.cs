using System.Globalization;

namespace LeadAlerts.Web.Components.Shared;

/// <summary>A person's name in one or two letters.</summary>
internal static class Initials
{
    /// <summary>The first letters of the first and the last word; of one word the first letter.</summary>
    public static string Of(string name)
    {
        var words = name.Split((char[])[' ', '.', '-', '_', '@'], StringSplitOptions.RemoveEmptyEntries);
        var isAddress = name.Contains('@', StringComparison.Ordinal);
        return words.Length == 0 ? "?" : First(words[0]) + (words.Length > 1 && !isAddress ? First(words[^1]) : "");
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
