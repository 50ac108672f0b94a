using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Makes one plain line of what a model wrote: no markup, no addresses of pages, nothing invisible, no more than there is room for.</summary>
internal static partial class PlainText
{
    // Nothing that is longer is worth reading on.
    private const int ReadMaxLength = 2000;

    /// <summary>Makes it.</summary>
    /// <param name="text">As the model wrote it.</param>
    /// <param name="maxLength">The room in UTF-16 code units; no character is cut in two.</param>
    /// <returns>Empty when nothing is left.</returns>
    public static string Of(string text, int maxLength)
    {
        text = WebUtility.HtmlDecode(MessageText.Cut(text, ReadMaxLength));
        text = Tag().Replace(text, " ");
        text = Link().Replace(text, "$1");
        text = WebAddress().Replace(text, " ");
        text = ListSign().Replace(text, "");
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || category == UnicodeCategory.Control)
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (rune.Value is 0x200C or 0x200D || (rune.Value is not ('*' or '`' or '#' or '<' or '>' or '~' or '|' or '_')
                && category is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)))
            {
                line.Append(rune.ToString());
            }
        }

        return Shorten(MessageText.Clean(line.ToString()).Trim(' ', '"', '“', '”', '-', '–', '—', ':', ';', ','), maxLength);
    }

    private static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var cut = MessageText.Cut(text, maxLength - 1);
        var space = cut.LastIndexOf(' ');
        return (space > maxLength / 2 ? cut[..space] : cut).TrimEnd(' ', ',', '-', '.', ';', ':') + "…";
    }

    [GeneratedRegex(@"<[^<>]{0,500}>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"!?\[([^\[\]]{0,200})\]\([^()]{0,500}\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(?:[a-z][a-z0-9+.\-]{1,20}://|www\.)\S+|\b(?:javascript|data|mailto|tel):\S+|(?<![@\w.])[a-z0-9\-]{2,60}(?:\.[a-z0-9\-]{2,60})*\.(?:com|net|org|io|co|info|biz|ru|cn|xyz|top|site|online|shop|app|dev|ai|me|link|click)(?:/\S*)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"^\s*(?:[-•*·]|[0-9]{1,2}[.)])\s+", RegexOptions.NonBacktracking)]
    private static partial Regex ListSign();
}
