using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Analytics;

/// <summary>Sums up where leads came from. Pure.</summary>
public static class LeadOrigins
{
    /// <summary>What stands for a visitor who came by no link, or by one that the browser does not tell.</summary>
    public const string Direct = "Direct or unknown";

    /// <summary>What stands for a chat whose page is not known.</summary>
    public const string NoPage = "Unknown page";

    private const int MaxLength = 120;

    /// <summary>The page of an address: its path alone, since what follows may hold a person's data.</summary>
    public static string PageOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme is "http" or "https" ? Cut(page.AbsolutePath) : NoPage;

    /// <summary>The source of a visit: the host of the page before it, without "www.".</summary>
    /// <param name="referrer">The address of the page before; null when unknown.</param>
    /// <param name="url">The page on which the chat began: a page of the same host is no source.</param>
    public static string SourceOf(string? referrer, string? url)
    {
        if (!Uri.TryCreate(referrer, UriKind.Absolute, out var from) || from.Host.Length == 0)
        {
            return Direct;
        }

        var host = HostOf(from);
        return Uri.TryCreate(url, UriKind.Absolute, out var page) && HostOf(page) == host ? Direct : Cut(host);
    }

    /// <summary>The names that brought most leads.</summary>
    /// <param name="leads">Each lead's name and status.</param>
    /// <param name="take">How many names at most.</param>
    public static IReadOnlyList<LeadOrigin> Top(IEnumerable<(string Name, LeadStatus Status)> leads, int take) =>
    [
        .. leads.GroupBy(lead => lead.Name, StringComparer.Ordinal)
            .Select(group => new LeadOrigin(group.Key, group.Count(), group.Count(lead => lead.Status == LeadStatus.Won)))
            .OrderByDescending(origin => origin.Leads).ThenByDescending(origin => origin.Won).ThenBy(origin => origin.Name, StringComparer.Ordinal)
            .Take(take),
    ];

    private static string HostOf(Uri uri)
    {
        var host = uri.IdnHost.ToLowerInvariant();
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + "…";
}
