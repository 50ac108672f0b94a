using System.Globalization;

namespace LeadAlerts.Core.Onboarding.Website;

/// <summary>One source of a Content-Security-Policy's directive: whether it covers an address. Pure; as CSP level 3, section 6.7.2, has it.</summary>
internal static class PolicySource
{
    /// <summary>True when an address of the web is covered.</summary>
    /// <param name="source">Such as <c>'self'</c>, <c>https:</c> or <c>*.example.com:8443/js/</c>.</param>
    /// <param name="target">The address, http or https.</param>
    /// <param name="page">The page whose policy it is.</param>
    public static bool Covers(string source, Uri target, Uri page)
    {
        if (source == "*")
        {
            return true;
        }

        if (source.StartsWith('\''))
        {
            return source.Equals("'self'", StringComparison.OrdinalIgnoreCase) && IsSelf(target, page);
        }

        if (source.EndsWith(':') && Uri.CheckSchemeName(source[..^1]))
        {
            return SchemeCovers(source[..^1], target);
        }

        var end = source.IndexOf("://", StringComparison.Ordinal);
        var rest = end < 0 ? source : source[(end + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (authority, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        var colon = authority.LastIndexOf(':');
        var (host, port) = colon < 0 ? (authority, "") : (authority[..colon], authority[(colon + 1)..]);
        return SchemeCovers(end < 0 ? page.Scheme : source[..end], target)
            && HostCovers(host, target.IdnHost)
            && PortCovers(port, target)
            && PathCovers(path, target.AbsolutePath);
    }

    // A page of http may ask for the same place over https.
    private static bool IsSelf(Uri target, Uri page) =>
        SchemeCovers(page.Scheme, target)
        && string.Equals(target.IdnHost, page.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (target.Port == page.Port || (target.IsDefaultPort && page.IsDefaultPort));

    private static bool SchemeCovers(string scheme, Uri target) =>
        target.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase)
        || (target.Scheme == Uri.UriSchemeHttps && scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase));

    private static bool HostCovers(string pattern, string host) =>
        pattern == "*"
        || (pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) && host.Length > pattern.Length - 1
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase));

    private static bool PortCovers(string port, Uri target) => port switch
    {
        "" => target.IsDefaultPort,
        "*" => true,
        "80" when target is { Scheme: "https", Port: 443 } => true,
        _ => port == target.Port.ToString(CultureInfo.InvariantCulture),
    };

    // One that ends in a slash covers what is below it, another only itself.
    private static bool PathCovers(string path, string target)
    {
        path = Uri.UnescapeDataString(path);
        target = Uri.UnescapeDataString(target);
        return path.Length == 0 || (path.EndsWith('/') ? target.StartsWith(path, StringComparison.Ordinal) : target == path);
    }
}
