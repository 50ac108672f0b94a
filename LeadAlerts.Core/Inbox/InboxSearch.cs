using System.Text;

namespace LeadAlerts.Core.Inbox;

/// <summary>What a member typed into the search field, made harmless: every character is searched for, none commands.</summary>
/// <param name="Match">The FTS5 expression; null when the text holds no word.</param>
/// <param name="Like">The pattern for names and addresses, with <c>\</c> as the escape character.</param>
/// <param name="PhoneLike">The pattern for phone numbers; null when the text does not look like a part of one.</param>
public sealed record InboxSearch(string? Match, string Like, string? PhoneLike)
{
    private const int PhoneDigitsMin = 4;

    /// <summary>Reads a text; null when it is blank.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="siteId">The site to which the expression is bound.</param>
    public static InboxSearch? Parse(string? text, Guid siteId)
    {
        text = new string([.. (text ?? "").Take(SearchWords.MaxLength).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        return new InboxSearch(SearchWords.Match(siteId, text), $"%{EscapeLike(text)}%", PhonePattern(text));
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
