using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadAlerts.Core.Conversations;

/// <summary>Makes texts from outside fit to store; what is merely odd or hostile is kept as it is.</summary>
public static class MessageText
{
    /// <summary>How many combining marks may follow each other; more only paint over their neighbours.</summary>
    public const int MarksInARow = 8;

    /// <summary>The characters U+202A–U+202E and U+2066–U+2069, which turn the direction of what is written after them.</summary>
    internal static readonly SearchValues<char> Turns = SearchValues.Create("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    /// <summary>Drops U+0000, which not every database stores, and combining marks beyond <see cref="MarksInARow"/> in a row.</summary>
    public static string Clean(string text) => IsClean(text) ? text : Rewrite(text);

    /// <summary>
    /// Drops U+202A–U+202E and U+2066–U+2069: in a name or a headline they would turn round what stands beside it. In a message, which stands by
    /// itself, they are kept.
    /// </summary>
    public static string DropTurns(string text) =>
        text.AsSpan().ContainsAny(Turns) ? string.Concat(text.Where(character => !Turns.Contains(character))) : text;

    /// <summary>Cuts a text to a length without splitting what a reader sees as one character.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">In UTF-16 code units, at least 1.</param>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > maxLength)
            {
                break;
            }

            end = next;
        }

        return text[..end];
    }

    private static bool IsClean(string text)
    {
        // Every mark lies above U+02FF, and nearly every text below it.
        if (!text.AsSpan().ContainsAnyExceptInRange('\u0001', '\u02ff'))
        {
            return true;
        }

        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (rune.Value == 0 || marks > MarksInARow)
            {
                return false;
            }
        }

        return true;
    }

    private static string Rewrite(string text)
    {
        var clean = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0)
            {
                continue;
            }

            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks <= MarksInARow)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsMark(Rune rune) => rune.Value > 0x2ff && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
