using System.Net;
using System.Text;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Writes a page's text again as HTML that is shallow and short, so that its weighing is cheap whatever the page was.</summary>
internal sealed class SparePage
{
    private const int MostElements = 5000;
    private const int MostDepth = 40;
    private const int MostLength = 300_000;
    private const int AttributeMaxLength = 80;

    private static readonly HashSet<string> Kept =
    [
        "article", "aside", "blockquote", "div", "dl", "dt", "dd", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
    ];

    private readonly StringBuilder _html = new("<!DOCTYPE html><html><body>");
    private readonly List<string> _open = [];
    private int _elements;

    /// <summary>The page so far.</summary>
    public string Html => $"{_html}{string.Concat(_open.AsEnumerable().Reverse().Select(name => $"</{name}>"))}</body></html>";

    /// <summary>Begins an element; one too many or too deep is left out, its text is not.</summary>
    public void Open(string name, string @class, string id)
    {
        if (_open is [.., "p"])
        {
            CloseLast();
        }

        if (!Kept.Contains(name) || _open.Count >= MostDepth || ++_elements > MostElements || _html.Length > MostLength)
        {
            return;
        }

        _html.Append('<').Append(name);
        Write("class", @class);
        Write("id", id);
        _html.Append('>');
        _open.Add(name);
    }

    /// <summary>Ends an element with what is open in it.</summary>
    public void Close(string name)
    {
        var at = _open.LastIndexOf(name);
        while (at >= 0 && _open.Count > at)
        {
            CloseLast();
        }
    }

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        if (_html.Length + text.Length <= MostLength)
        {
            _html.Append(WebUtility.HtmlEncode(text));
        }
    }

    /// <summary>Begins a new line.</summary>
    public void Break()
    {
        if (++_elements <= MostElements)
        {
            _html.Append("<br>");
        }
    }

    private void Write(string name, string value)
    {
        if (value.Length is > 0 and <= AttributeMaxLength)
        {
            _html.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        }
    }

    private void CloseLast()
    {
        _html.Append("</").Append(_open[^1]).Append('>');
        _open.RemoveAt(_open.Count - 1);
    }
}
