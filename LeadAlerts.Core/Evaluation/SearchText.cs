using System.Globalization;
using System.Text;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Evaluation;

/// <summary>Compares texts without regard to case, accents and white space.</summary>
internal static class SearchText
{
    private const int LeastPhoneDigits = 7;

    /// <summary>
    /// True when a line of the text holds the phrase. A phrase that is a phone number is found by its digits, however either is
    /// written and with or without the country.
    /// </summary>
    /// <param name="text">One or more lines.</param>
    /// <param name="phrase">What is looked for; a blank one is everywhere.</param>
    /// <param name="phone">The phone number that the text tells, E.164; null when it tells none.</param>
    public static bool Holds(string text, string phrase, string? phone)
    {
        var wanted = Fold(phrase);
        if (text.Split('\n').Any(line => Fold(line).Contains(wanted, StringComparison.Ordinal)))
        {
            return true;
        }

        var digits = string.Concat(phrase.Where(char.IsAsciiDigit)).TrimStart('0');
        return phone is not null && digits.Length >= LeastPhoneDigits && !phrase.Any(char.IsLetter)
            && phone.EndsWith(digits, StringComparison.Ordinal);
    }

    /// <summary>The words of a name, folded.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        [.. text.Split([' ', '.', ',', '-', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(word => word.Length > 0)];

    private static string Fold(string text)
    {
        // Half of a character, where a text was cut badly, cannot be normalized.
        var plain = new StringBuilder(text.Length);
        foreach (var c in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD))
        {
            if (!char.IsWhiteSpace(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c);
            }
        }

        return FoldedText.Fold(plain.ToString());
    }
}
