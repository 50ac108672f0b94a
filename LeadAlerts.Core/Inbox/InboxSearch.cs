using System.Text;

namespace LeadAlerts.Core.Inbox;

/// <summary>What a member typed into the search field, made harmless: every character is searched for, none commands.</summary>
/// <param name="Match">The FTS5 expression; null when the text holds no word.</param>
/// <param name="Like">The pattern for names and addresses, with <c>\</c> as the escape character.</param>
/// <param name="PhoneLike">The pattern for phone numbers; null when the text does not look like a part of one.</param>
public sealed record InboxSearch(string? Match, string Like, string? PhoneLike)
{
    /// <summary>How much of a text is looked at, in characters.</summary>
    public const int TextMaxLength = 200;

    private const int WordsMax = 12;
    private const int PhoneDigitsMin = 4;

    /// <summary>Reads a text; null when it is blank.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="siteId">The site to which the expression is bound.</param>
    public static InboxSearch? Parse(string? text, Guid siteId)
    {
        text = new string([.. (text ?? "").Take(TextMaxLength).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        // Quoted, a word is a phrase to FTS5 whatever it holds; without a letter or digit it would be an empty one.
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Any(char.IsLetterOrDigit))
            .Take(WordsMax)
            .Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*")
            .ToList();
        var match = words.Count == 0 ? null : $"Site : \"s{siteId:N}\" AND Body : ({string.Join(" AND ", words)})";
        return new InboxSearch(match, $"%{EscapeLike(text)}%", PhonePattern(text));
    }

    private static string EscapeLike(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (letter is '%' or '_' or '\\')
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private static string? PhonePattern(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length >= PhoneDigitsMin && text.All(letter => char.IsAsciiDigit(letter) || " +-()./".Contains(letter))
            ? $"%{digits}%"
            : null;
    }
}
