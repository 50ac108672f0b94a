using System.Globalization;
using System.Text;
using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Web.Evaluation;

/// <summary>Makes texts from files fit for a terminal.</summary>
internal static class ScreenText
{
    /// <summary>One line without what a terminal would take for a command.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isPlain = !char.IsWhiteSpace(c) && !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format;
            if (isPlain)
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>One line of at most so many characters, with an ellipsis where it was cut.</summary>
    public static string Short(string text, int length)
    {
        var line = OneLine(text);
        return line.Length <= length ? line : MessageText.Cut(line, length - 1).TrimEnd() + "…";
    }
}
