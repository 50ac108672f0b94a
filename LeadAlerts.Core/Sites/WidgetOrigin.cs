namespace LeadAlerts.Core.Sites;

/// <summary>Which pages may talk to a site's chat. An Origin header tells browsers apart, not attackers: it is no authentication.</summary>
public static class WidgetOrigin
{
    /// <summary>True when a page of this origin may use the site's chat. Pure.</summary>
    /// <param name="origin">The request's Origin header, such as <c>https://brightroof.example</c> or <c>null</c>.</param>
    /// <param name="ownOrigin">This server's origin: its own pages carry the chat too.</param>
    /// <param name="websiteUrl">The site's website; null when unknown: then every page may.</param>
    public static bool IsAllowed(string origin, string ownOrigin, string? websiteUrl)
    {
        if (websiteUrl is null || string.Equals(origin, ownOrigin, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && Uri.TryCreate(websiteUrl, UriKind.Absolute, out var website)
            && from.Scheme == website.Scheme
            && from.Port == website.Port
            && WithoutWww(from.IdnHost) == WithoutWww(website.IdnHost);
    }

    // Owners write one of the two and serve both.
    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
