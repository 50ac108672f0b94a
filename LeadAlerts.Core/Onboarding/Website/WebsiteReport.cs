using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Onboarding.Website;

/// <summary>What became of the widget's line on a page.</summary>
public enum SnippetState
{
    /// <summary>It is not in the page's HTML.</summary>
    Missing,

    /// <summary>It is there as it should be.</summary>
    Found,

    /// <summary>It is there with the key of another site, or with none.</summary>
    OtherKey,

    /// <summary>It is there and loads the script from somewhere else.</summary>
    OtherAddress,

    /// <summary>It is there but of a type that browsers do not run, as a cookie notice leaves it until the visitor agrees.</summary>
    Held,

    /// <summary>It is there as a module, which does not know its own key.</summary>
    Module,
}

/// <summary>What a Content-Security-Policy of the page does not allow.</summary>
/// <param name="Directive">The directive that would have to, such as <c>script-src</c>.</param>
/// <param name="ByNonce">True where it trusts scripts by their nonce instead of by where they are.</param>
public sealed record PolicyGap(string Directive, bool ByNonce);

/// <summary>What a look at an owner's page showed.</summary>
/// <param name="Page">Where the page was in the end.</param>
/// <param name="Snippet">What became of the widget's line.</param>
/// <param name="Instead">The key or the address that stands there instead; null when it is the right one or none.</param>
/// <param name="TagManagers">What may put the line into the page where it is not seen in its HTML.</param>
/// <param name="Gaps">What the page's policy does not allow, each directive once.</param>
/// <param name="IsOriginKnown">False where the chat refuses visitors of this page, since the site's settings name another website.</param>
/// <param name="IsMixed">True where the page is encrypted and this server is not: browsers load nothing from it then.</param>
public sealed record WebsiteReport(
    Uri Page,
    SnippetState Snippet,
    string? Instead,
    IReadOnlyList<string> TagManagers,
    IReadOnlyList<PolicyGap> Gaps,
    bool IsOriginKnown,
    bool IsMixed)
{
    // What stands in the pages that use one: mostly in a script that loads the rest.
    private static readonly (string Mark, string Name)[] Managers =
    [
        ("googletagmanager.com/gtm.js", "Google Tag Manager"), ("gtm.start", "Google Tag Manager"), ("tags.tiqcdn.com", "Tealium"),
        ("assets.adobedtm.com", "Adobe Tags"), ("cdn.segment.com", "Segment"),
    ];

    /// <summary>Looks through a page. Pure.</summary>
    /// <param name="page">What was read.</param>
    /// <param name="publicKey">The site's key.</param>
    /// <param name="websiteUrl">The website as the site's settings name it.</param>
    /// <param name="server">The installation's address.</param>
    internal static WebsiteReport Of(FetchOutcome.Page page, string publicKey, string websiteUrl, Uri server)
    {
        var content = page.IsHtml ? PageScripts.Read(page.Text, page.Address) : new PageScripts([], []);
        var loader = new Uri(server, "w.js");
        var (state, instead, tag) = FindSnippet(content.Scripts, publicKey, loader);
        var managers = Managers.Where(known => page.Text.Contains(known.Mark, StringComparison.Ordinal)).Select(known => known.Name).Distinct().ToList();
        var loaded = state == SnippetState.Missing && managers.Count > 0;
        var gaps = page.Policies.Concat(content.Policies)
            .SelectMany(ContentPolicy.ReadAll)
            .SelectMany(policy => FindGaps(policy, page.Address, server, publicKey, tag?.Nonce, loaded))
            .Distinct();
        return new WebsiteReport(
            page.Address,
            state,
            instead,
            managers,
            [.. gaps],
            WidgetOrigin.IsAllowed(page.Address.GetLeftPart(UriPartial.Authority), server.GetLeftPart(UriPartial.Authority), websiteUrl),
            page.Address.Scheme == Uri.UriSchemeHttps && server.Scheme == Uri.UriSchemeHttp && !server.IsLoopback);
    }

    // The first that runs is the one that counts: the script heeds no second.
    private static (SnippetState State, string? Instead, PageScript? Tag) FindSnippet(IReadOnlyList<PageScript> scripts, string publicKey, Uri loader)
    {
        var ours = scripts.Where(script => IsAt(script.Address, loader)).ToList();
        if (ours.Find(script => IsPlain(script.Type)) is { } runs)
        {
            return runs.Site == publicKey ? (SnippetState.Found, null, runs) : (SnippetState.OtherKey, runs.Site, runs);
        }

        if (ours.FirstOrDefault() is { } idle)
        {
            return (idle.Type == "module" ? SnippetState.Module : SnippetState.Held, null, idle);
        }

        return scripts.FirstOrDefault(script => script.Site == publicKey) is { } elsewhere
            ? (SnippetState.OtherAddress, elsewhere.Address.GetLeftPart(UriPartial.Path), null)
            : (SnippetState.Missing, null, null);
    }

    private static bool IsAt(Uri address, Uri loader) =>
        Uri.Compare(address, loader, UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsPlain(string type) => type.Length == 0 || type.EndsWith("/javascript", StringComparison.Ordinal) || type.EndsWith("/ecmascript", StringComparison.Ordinal);

    private static IEnumerable<PolicyGap> FindGaps(ContentPolicy policy, Uri page, Uri server, string publicKey, string? nonce, bool loaded)
    {
        // The loader brings the panel, and both ask for data.
        if (!policy.AllowsScript(new Uri(server, "w.js"), page, nonce, loaded) || !policy.AllowsScript(new Uri(server, "w-panel.js"), page, nonce, loaded: true))
        {
            yield return new PolicyGap(policy.ScriptDirective!, policy.TrustsByNonceOnly);
        }

        if (!policy.AllowsConnection(new Uri(server, $"widget/v1/{publicKey}/config"), page))
        {
            yield return new PolicyGap(policy.ConnectDirective!, ByNonce: false);
        }
    }
}
