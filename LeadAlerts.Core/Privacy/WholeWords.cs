namespace LeadAlerts.Core.Privacy;

/// <summary>Looks for a visitor's name, address or number in a text, and takes no part of a longer one for it. Pure.</summary>
internal static class WholeWords
{
    /// <summary>A shorter name stands in too many texts to tell one visitor from others.</summary>
    private const int NameMin = 4;

    /// <summary>Fewer digits are no number by which somebody is known.</summary>
    private const int DigitsMin = 7;

    /// <summary>True when the whole name stands there. One of a single word has to be written alike: "Will" is a name, "will" is not.</summary>
    public static bool HasName(string text, string name) =>
        name.Length >= NameMin
        && Has(text, name, name.Any(char.IsWhiteSpace) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal, IsLetterAt, IsLetterAt);

    /// <summary>True when the e-mail address stands there, in small or large letters.</summary>
    public static bool HasEmail(string text, string email) =>
        email.IndexOf('@', StringComparison.Ordinal) > 0
        && Has(
            text,
            email,
            StringComparison.OrdinalIgnoreCase,
            (all, at) => IsLetterAt(all, at) || all[at] is '.' or '_' or '+' or '-' or '%' or '@',
            (all, at) => IsLetterAt(all, at) || all[at] is '-' or '@' || (all[at] == '.' && at + 1 < all.Length && IsLetterAt(all, at + 1)));

    /// <summary>True when the number stands there in the form in which it is stored.</summary>
    public static bool HasPhone(string text, string phone) =>
        phone.Count(char.IsAsciiDigit) >= DigitsMin && Has(text, phone, StringComparison.Ordinal, IsDigitAt, IsDigitAt);

    private static bool IsLetterAt(string text, int at) => char.IsLetterOrDigit(text, at);

    private static bool IsDigitAt(string text, int at) => char.IsAsciiDigit(text[at]);

    /// <param name="text">Where to look.</param>
    /// <param name="word">What for.</param>
    /// <param name="comparison">How letters are compared.</param>
    /// <param name="isPartBefore">True when the sign at that place, right before the word, makes it the end of a longer one.</param>
    /// <param name="isPartAfter">The same of the sign right after it.</param>
    private static bool Has(string text, string word, StringComparison comparison, Func<string, int, bool> isPartBefore, Func<string, int, bool> isPartAfter)
    {
        for (var at = text.IndexOf(word, comparison); at >= 0; at = text.IndexOf(word, at + 1, comparison))
        {
            var end = at + word.Length;
            if ((at == 0 || !isPartBefore(text, at - 1)) && (end == text.Length || !isPartAfter(text, end)))
            {
                return true;
            }
        }

        return false;
    }
}
