using System.Globalization;
using System.Text;

namespace LeadAlerts.Core.Email;

/// <summary>Makes foreign text fit for a mail's headers.</summary>
public static class MailText
{
    /// <summary>
    /// Folds a text into one line: line breaks, tabs and runs of spaces become one space; control characters and those that change the
    /// direction of writing or cannot be seen are dropped.
    /// </summary>
    public static string OneLine(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse)
                && rune != Rune.ReplacementChar)
            {
                line.Append(rune);
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Cuts a text to at most so many characters as a person counts them, with … where something was cut, between words where it can.</summary>
    public static string Shorten(string text, int length)
    {
        var elements = new StringInfo(text);
        if (elements.LengthInTextElements <= length)
        {
            return text;
        }

        var cut = elements.SubstringByTextElements(0, length - 1);
        var space = cut.LastIndexOf(' ');
        return (space > cut.Length / 2 ? cut[..space] : cut).TrimEnd(' ', ',', '.', '–', '-') + "…";
    }

    /// <summary>True for exactly one plain address, as <see cref="EmailAddress"/> takes it.</summary>
    public static bool IsAddress(string? text) => EmailAddress.TryParse(text, out _, out _);
}
