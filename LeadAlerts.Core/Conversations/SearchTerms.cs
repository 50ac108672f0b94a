using System.Globalization;
using System.Text;

namespace LeadAlerts.Core.Conversations;

/// <summary>A word, or a number written in groups, as it stands in a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Text">In the form that is compared: small letters without accents; of a number its digits alone.</param>
/// <param name="IsNumber">True for 7–15 digits, with or without the signs that part them: perhaps a phone number.</param>
public readonly record struct SearchTerm(int Start, int Length, string Text, bool IsNumber);

/// <summary>What full-text search takes from a text.</summary>
/// <remarks>
/// Every term in the index begins with its site, so that a search reads the entries of one site only, however many sites there are, and
/// cannot name those of another. Pure and safe for use by several threads.
/// </remarks>
public static class SearchTerms
{
    /// <summary>The greatest length of a term, in characters; what follows is left out.</summary>
    public const int TermMaxLength = 40;

    /// <summary>The fewest digits that are looked for inside a number.</summary>
    public const int DigitsMin = 4;

    private const int NumberMin = 7;
    private const int NumberMax = 15;

    /// <summary>What every term of a site begins with.</summary>
    /// <param name="siteId">The site's id, with or without hyphens.</param>
    public static string Prefix(string siteId) => "s" + siteId.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The text's terms for the index, each once, with blanks between them. Of a number every end is a term, so that any part of it is found.</summary>
    public static string Write(string siteId, string text)
    {
        var prefix = Prefix(siteId);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var written = new StringBuilder();
        foreach (var term in Read(text))
        {
            if (!term.IsNumber)
            {
                Add(term.Text);
                continue;
            }

            for (var from = 0; from <= term.Text.Length - DigitsMin; from++)
            {
                Add(term.Text[from..]);
            }
        }

        return written.ToString();

        void Add(string term)
        {
            if (seen.Add(term))
            {
                written.Append(prefix).Append(term).Append(' ');
            }
        }
    }

    /// <summary>The words of a text in order, and after the last word of a number that number.</summary>
    public static IEnumerable<SearchTerm> Read(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text, at))
            {
                at += Width(text, at);
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text, at) || (IsMark(text[at]) && at > start)))
            {
                at += Width(text, at);
            }

            var word = Fold(text.AsSpan(start, at - start));
            if (word.Length > 0)
            {
                yield return new SearchTerm(start, at - start, word, IsNumber: false);
            }
        }

        for (var at = 0; at < text.Length;)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                at++;
                continue;
            }

            var (start, end) = (at, at);
            var digits = new StringBuilder();
            for (; at < text.Length && (char.IsAsciiDigit(text[at]) || IsBetweenDigits(text[at])); at++)
            {
                if (char.IsAsciiDigit(text[at]))
                {
                    digits.Append(text[at]);
                    end = at + 1;
                }
            }

            if (digits.Length is >= NumberMin and <= NumberMax)
            {
                yield return new SearchTerm(start, end - start, digits.ToString(), IsNumber: true);
            }
        }
    }

    /// <summary>True for the signs with which people part the groups of a phone number.</summary>
    public static bool IsBetweenDigits(char sign) => sign is ' ' or '+' or '-' or '(' or ')' or '.' or '/' or '\u00A0';

    private static string Fold(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word))
        {
            Span<char> small = stackalloc char[Math.Min(word.Length, TermMaxLength)];
            word[..small.Length].ToLowerInvariant(small);
            return new string(small);
        }

        var folded = new StringBuilder();
        foreach (var letter in word.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(letter) && folded.Length < TermMaxLength)
            {
                folded.Append(Rune.ToLowerInvariant(letter).ToString());
            }
        }

        return folded.ToString();
    }

    private static bool IsMark(char letter) => letter > 127 && char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    private static int Width(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;
}
