using System.Globalization;
using System.Text;
using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.Summaries;

/// <summary>Cuts texts by what a reader sees as characters, and never within a word where that can be helped.</summary>
internal static class TextCut
{
    /// <summary>One line with single spaces, without control characters, those that turn the direction of writing, and halves of characters.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (rune != Rune.ReplacementChar && !(rune.IsBmp && MessageText.Turns.Contains((char)rune.Value)))
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().Trim();
    }

    /// <summary>At most so many UTF-16 code units, cut at a word where one is near, with an ellipsis.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // What a reader sees as one character may be many code units: none is cut in two.
        var end = 0;
        while (end < text.Length && StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && end + next <= length - 1)
        {
            end += next;
        }

        if (end < text.Length && text[end] != ' ' && text.LastIndexOf(' ', Math.Max(0, end - 1)) is var space && space > length / 2)
        {
            end = space;
        }

        return text.AsSpan(0, end).TrimEnd(" ,-.;:(").ToString() + "…";
    }

    /// <summary>Without brackets and quotation marks that lost their other half.</summary>
    public static StringBuilder Balance(StringBuilder text)
    {
        var (open, quotes) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            quotes += text[i] is '"' or '“' or '”' or '„' or '«' or '»' ? 1 : 0;
        }

        text = open == 0 ? text : text.Replace("(", "").Replace(")", "");
        return quotes % 2 == 0 ? text : text.Replace("\"", "").Replace("“", "").Replace("”", "").Replace("„", "").Replace("«", "").Replace("»", "");
    }

    /// <summary>With a capital first letter.</summary>
    public static string Capital(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
