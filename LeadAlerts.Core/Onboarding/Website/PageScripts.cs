using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace LeadAlerts.Core.Onboarding.Website;

/// <summary>A script element that loads a file.</summary>
/// <param name="Address">Where the file is.</param>
/// <param name="Site">The key of the site that it names; empty when it names none.</param>
/// <param name="Type">Its type, in small letters; empty for a plain script.</param>
/// <param name="Nonce">Its nonce; null when it has none.</param>
internal sealed record PageScript(Uri Address, string Site, string Type, string? Nonce);

/// <summary>Which scripts a page loads and what its own HTML says of that. Pure; no script runs and nothing is loaded.</summary>
/// <param name="Scripts">In their order.</param>
/// <param name="Policies">The Content-Security-Policies of its meta elements.</param>
internal sealed record PageScripts(IReadOnlyList<PageScript> Scripts, IReadOnlyList<string> Policies)
{
    private const int Most = 2000;

    /// <summary>Reads a page's HTML, token by token: what is nested deeply takes no longer.</summary>
    public static PageScripts Read(string html, Uri page)
    {
        List<PageScript> scripts = [];
        List<string> policies = [];
        var templates = 0;
        var tokenizer = new HtmlTokenizer(new TextSource(html), HtmlEntityProvider.Resolver)
        {
            SkipComments = true,
            ShouldEmitAttribute = static (ref _, name) => name.Span is "src" or "type" or "nonce" or "data-site" or "http-equiv" or "content",
        };
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token && scripts.Count < Most && policies.Count < Most)
        {
            if (token is HtmlTagToken { Type: HtmlTokenType.EndTag, Name: "template" })
            {
                templates = Math.Max(0, templates - 1);
            }

            if (token is not HtmlTagToken { Type: HtmlTokenType.StartTag } tag)
            {
                continue;
            }

            templates += tag.Name == "template" ? 1 : 0;
            tokenizer.State = ModeAfter(tag.Name);
            if (templates > 0)
            {
                // It waits there for a script that takes it out.
                continue;
            }

            if (tag.Name == "script" && Uri.TryCreate(page, tag.GetAttribute("src").Trim(), out var address) && tag.GetAttribute("src").Length > 0)
            {
                var nonce = tag.GetAttribute("nonce");
                scripts.Add(new PageScript(
                    address, tag.GetAttribute("data-site").Trim(), tag.GetAttribute("type").Trim().ToLowerInvariant(), nonce.Length == 0 ? null : nonce));
            }
            else if (tag.Name == "meta" && tag.GetAttribute("http-equiv").Trim().Equals("content-security-policy", StringComparison.OrdinalIgnoreCase))
            {
                policies.Add(tag.GetAttribute("content"));
            }
        }

        return new PageScripts(scripts, policies);
    }

    // What stands in these is text to a browser that runs scripts.
    private static HtmlParseMode ModeAfter(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "noembed" or "noframes" or "noscript" or "iframe" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        _ => HtmlParseMode.PCData,
    };
}
