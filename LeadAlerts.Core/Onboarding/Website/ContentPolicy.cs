namespace LeadAlerts.Core.Onboarding.Website;

/// <summary>A Content-Security-Policy as far as it says which scripts a page runs and to where it connects. Pure.</summary>
/// <remarks>The libraries that are there write such policies and read none. What only reports (<c>-Report-Only</c>) is none of them.</remarks>
internal sealed class ContentPolicy
{
    private static readonly string[] ForScripts = ["script-src-elem", "script-src", "default-src"];
    private static readonly string[] ForConnections = ["connect-src", "default-src"];

    private readonly Dictionary<string, string[]> _directives;

    private ContentPolicy(Dictionary<string, string[]> directives) => _directives = directives;

    /// <summary>Reads the value of a header or of a meta element; a header may hold several policies, and each has to allow what a page does.</summary>
    public static IReadOnlyList<ContentPolicy> ReadAll(string value) =>
        [.. value.Split(',').Select(Read).Where(policy => policy._directives.Count > 0)];

    /// <summary>The directive that says which scripts run; null when any may.</summary>
    public string? ScriptDirective => Find(ForScripts);

    /// <summary>The directive that says to where the page connects; null when to anywhere.</summary>
    public string? ConnectDirective => Find(ForConnections);

    /// <summary>True when hosts do not count: only scripts with a nonce run, and those that they load.</summary>
    public bool TrustsByNonceOnly => Has(ScriptDirective, "'strict-dynamic'");

    /// <summary>True when a page may run a script that stands in its HTML, or with <paramref name="loaded"/> that a trusted script puts there.</summary>
    /// <param name="script">Where the script is.</param>
    /// <param name="page">Where the page is.</param>
    /// <param name="nonce">The script element's nonce; null when it has none.</param>
    /// <param name="loaded">True for a script that another puts into the page.</param>
    public bool AllowsScript(Uri script, Uri page, string? nonce, bool loaded)
    {
        if (ScriptDirective is not { } directive)
        {
            return true;
        }

        if (nonce is { Length: > 0 } && _directives[directive].Contains($"'nonce-{nonce}'", StringComparer.Ordinal))
        {
            return true;
        }

        return TrustsByNonceOnly ? loaded : Covers(directive, script, page);
    }

    /// <summary>True when a page may ask an address for data.</summary>
    public bool AllowsConnection(Uri target, Uri page) => ConnectDirective is not { } directive || Covers(directive, target, page);

    // The first of two of a name counts.
    private static ContentPolicy Read(string text)
    {
        var directives = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var directive in text.Split(';'))
        {
            var words = directive.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                directives.TryAdd(words[0], words[1..]);
            }
        }

        return new ContentPolicy(directives);
    }

    private string? Find(string[] names) => names.FirstOrDefault(_directives.ContainsKey);

    private bool Has(string? directive, string word) =>
        directive is not null && _directives[directive].Contains(word, StringComparer.OrdinalIgnoreCase);

    private bool Covers(string directive, Uri target, Uri page) => _directives[directive].Any(source => PolicySource.Covers(source, target, page));
}
