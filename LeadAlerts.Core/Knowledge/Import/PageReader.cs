using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Reads the text of a page from its HTML. Pure; time and memory grow with the length of the page and with nothing else.</summary>
/// <remarks>
/// It goes by tokens: a tree of what a stranger nested a hundred thousand times takes minutes to build and a stack that nobody has. No
/// script runs and nothing is loaded.
/// </remarks>
internal sealed class PageReader
{
    private const int MostBlocks = 20_000;
    private const int MostOpen = 512;
    private const int MostDataLength = 500_000;

    private static readonly HashSet<string> Skipped =
        ["svg", "math", "noscript", "template", "select", "object", "canvas", "iframe", "audio", "video", "datalist"];

    private static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "label", "legend", "li", "main", "nav", "ol", "p", "pre",
        "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ];

    private static readonly HashSet<string> Parts = ["article", "aside", "footer", "header", "main", "nav", "section"];

    private readonly List<PageBlock> _blocks = [];
    private readonly List<string> _data = [];
    private readonly List<string> _open = [];
    private readonly SparePage _spare = new();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _title = new();
    private readonly StringBuilder _json = new();
    private int _visible;
    private int _visibleStrong;
    private int _strong;
    private int _dataLength;
    private string? _skip;
    private int _skipDepth;
    private string? _raw;

    private PageReader()
    {
    }

    /// <summary>Reads a page.</summary>
    public static PageContent Read(string html)
    {
        var reader = new PageReader();
        var tokenizer = new HtmlTokenizer(new TextSource(html), HtmlEntityProvider.Resolver)
        {
            SkipComments = true,
            ShouldEmitAttribute = static (ref _, name) => name.Span is "type" or "role" or "class" or "id",
        };
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token && reader._blocks.Count < MostBlocks)
        {
            switch (token)
            {
                case HtmlTagToken { Type: HtmlTokenType.StartTag } tag:
                    tokenizer.State = reader.Open(tag);
                    break;
                case HtmlTagToken { Type: HtmlTokenType.EndTag } tag:
                    reader.Close(tag.Name);
                    break;
                case { Type: HtmlTokenType.Character }:
                    reader.Add(token.Data);
                    break;
            }
        }

        reader.Flush();
        return new PageContent(ProposalText.Line(reader._title.ToString()), reader._blocks, reader._data, reader._spare.Html);
    }

    /// <summary>Takes a start tag; returns how what follows it is to be read.</summary>
    private HtmlParseMode Open(HtmlTagToken tag)
    {
        var name = tag.Name;
        switch (name)
        {
            case "script":
                _raw = tag.GetAttribute("type").Contains("ld+json", StringComparison.OrdinalIgnoreCase) ? "data" : "none";
                return HtmlParseMode.Script;
            case "style" or "xmp" or "noembed" or "noframes":
                _raw = "none";
                return HtmlParseMode.Rawtext;
            case "title" or "textarea":
                _raw = name == "title" && _skip is null && _title.Length == 0 ? "title" : "none";
                return HtmlParseMode.RCData;
        }

        if (_skip is not null)
        {
            _skipDepth += name == _skip && !tag.IsSelfClosing ? 1 : 0;
            return HtmlParseMode.PCData;
        }

        if (Skipped.Contains(name))
        {
            if (!tag.IsSelfClosing)
            {
                (_skip, _skipDepth) = (name, 1);
            }

            return HtmlParseMode.PCData;
        }

        if (name == "br")
        {
            _text.Append('\n');
            _spare.Break();
        }
        else if (name is "b" or "strong" or "a")
        {
            _strong++;
        }
        else if (Blocks.Contains(name))
        {
            OpenBlock(name, tag);
        }

        return HtmlParseMode.PCData;
    }

    private void OpenBlock(string name, HtmlTagToken tag)
    {
        Flush();
        if (name is "dt" or "dd")
        {
            CloseOpen(["dt", "dd"], within: "dl");
        }
        else if (name == "li")
        {
            CloseOpen(["li"], within: "ul");
        }

        if (Parts.Contains(name))
        {
            _blocks.Add(new PageBlock(BlockKind.Boundary));
        }

        // A paragraph ends with whatever comes next; the rest stays open until it is closed.
        if (name is not ("p" or "hr") && _open.Count < MostOpen)
        {
            _open.Add(tag.GetAttribute("role") is "button" or "tab" ? "button" : name);
        }

        _spare.Open(name, tag.GetAttribute("class"), tag.GetAttribute("id"));
    }

    private void Close(string name)
    {
        if (_raw is not null)
        {
            if (_json.Length > 0)
            {
                _data.Add(_json.ToString());
                _json.Clear();
            }

            _raw = null;
            return;
        }

        if (_skip is not null)
        {
            if (name == _skip && --_skipDepth == 0)
            {
                _skip = null;
            }

            return;
        }

        if (name is "b" or "strong" or "a")
        {
            _strong = Math.Max(0, _strong - 1);
        }
        else if (Blocks.Contains(name))
        {
            Flush();
            var at = _open.LastIndexOf(name);
            if (at >= 0)
            {
                _open.RemoveRange(at, _open.Count - at);
            }

            if (Parts.Contains(name) || name is "details" or "dl")
            {
                _blocks.Add(new PageBlock(name switch { "details" => BlockKind.DetailsEnd, "dl" => BlockKind.ListEnd, _ => BlockKind.Boundary }));
            }

            _spare.Close(name);
        }
    }

    private void Add(string text)
    {
        switch (_raw)
        {
            case "data" when _dataLength + text.Length <= MostDataLength:
                _json.Append(text);
                _dataLength += text.Length;
                return;
            case "title":
                _title.Append(text.AsSpan(0, Math.Min(text.Length, 1000)));
                return;
        }

        if (_raw is not null || _skip is not null)
        {
            return;
        }

        foreach (var character in text)
        {
            var gap = char.IsWhiteSpace(character);
            _text.Append(gap ? ' ' : character);
            _visible += gap ? 0 : 1;
            _visibleStrong += !gap && _strong > 0 ? 1 : 0;
        }

        _spare.Add(text);
    }

    private void Flush()
    {
        if (_visible > 0)
        {
            var text = ProposalText.Lines(_text.ToString());
            if (text.Length > 0)
            {
                var (kind, level) = FindKind();
                _blocks.Add(new PageBlock(kind, text, level, _open.Exists(name => name is "nav" or "header" or "footer" or "aside")));
            }
        }

        _text.Clear();
        _visible = _visibleStrong = 0;
    }

    private (BlockKind Kind, int Level) FindKind()
    {
        var item = false;
        var button = false;
        var level = 0;
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            switch (_open[at])
            {
                case "summary":
                    return (BlockKind.Summary, 0);
                case "dt":
                    return (BlockKind.Term, 0);
                case "dd":
                    return (BlockKind.Definition, 0);
                case "dl" or "details":
                    at = 0;
                    break;
                case ['h', >= '1' and <= '6' and var digit] when level == 0:
                    level = digit - '0';
                    break;
                case "li":
                    item = true;
                    break;
                case "button":
                    button = true;
                    break;
            }
        }

        return level > 0 ? (BlockKind.Heading, level)
            : button || _visibleStrong == _visible ? (BlockKind.Strong, 0)
            : (item ? BlockKind.Item : BlockKind.Text, 0);
    }

    // What HTML closes by itself: an item ends where the next one of the same list begins.
    private void CloseOpen(string[] names, string within)
    {
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            if (_open[at] == within || (within == "ul" && _open[at] == "ol"))
            {
                return;
            }

            if (names.Contains(_open[at]))
            {
                _open.RemoveRange(at, _open.Count - at);
                return;
            }
        }
    }
}
