using System.Globalization;
using System.Text;

namespace LeadAlerts.Core.Qualification;

/// <summary>
/// A text beside its folded form: lower case, without accents, with straight apostrophes. Both have the same length, so a match in
/// the folded form is cut from the text exactly as it was typed.
/// </summary>
internal sealed class FoldedText
{
    private static readonly char[] Folded = BuildTable();

    /// <summary>Folds a text, of which no more than <paramref name="maxLength"/> UTF-16 code units are read.</summary>
    public FoldedText(string text, int maxLength)
    {
        Original = text.Length <= maxLength ? text : text[..CutBefore(text, maxLength)];
        Value = string.Create(Original.Length, Original, static (span, original) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Folded[original[i]];
            }
        });
    }

    /// <summary>As typed.</summary>
    public string Original { get; }

    /// <summary>Folded, of the same length.</summary>
    public string Value { get; }

    /// <summary>Folds a text as a whole.</summary>
    public static string Fold(string text) => new FoldedText(text, int.MaxValue).Value;

    private static int CutBefore(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static char[] BuildTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = FoldOne((char)i);
        }

        return table;
    }

    private static char FoldOne(char c)
    {
        switch (c)
        {
            case '\u2019' or '\u2018' or '\u02BC' or '\u0060' or '\u00B4':
                return '\'';
            case '\u2013' or '\u2014' or '\u2212' or '\u2010' or '\u2011':
                return '-';
            case '\u201C' or '\u201D':
                return '"';
            case '\u00A0' or '\u202F' or '\u2009':
                return ' ';
            case 'ł' or 'Ł':
                return 'l';
            case 'ø' or 'Ø':
                return 'o';
            case 'đ' or 'Đ':
                return 'd';
            case 'ı' or 'İ':
                return 'i';
        }

        if (c is >= '\uFF01' and <= '\uFF5E')
        {
            return char.ToLowerInvariant((char)(c - 0xFEE0));
        }

        if (c is >= '\u00C0' and <= '\u024F')
        {
            var parts = c.ToString().Normalize(NormalizationForm.FormD);
            if (parts.Length > 1 && CharUnicodeInfo.GetUnicodeCategory(parts[1]) == UnicodeCategory.NonSpacingMark)
            {
                return char.ToLowerInvariant(parts[0]);
            }
        }

        return char.IsSurrogate(c) ? c : char.ToLowerInvariant(c);
    }
}
