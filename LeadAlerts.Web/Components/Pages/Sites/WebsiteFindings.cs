using LeadAlerts.Core.Members;
using LeadAlerts.Core.Onboarding.Website;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>How good something is that was found on a website.</summary>
internal enum FindingKind
{
    Good,
    Warn,
    Bad,
}

/// <summary>One thing that was found on a website, and what to do.</summary>
/// <param name="Kind">How good it is.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Text">What it means and what to do.</param>
/// <param name="Copy">What somebody has to write somewhere; null for nothing.</param>
/// <param name="ChangesAddress">True where the site's settings may have to name another website.</param>
internal sealed record Finding(FindingKind Kind, string Title, string Text, string? Copy = null, bool ChangesAddress = false);

/// <summary>Says in an owner's words what a look at their website showed. Pure.</summary>
internal static class WebsiteFindings
{
    /// <summary>For so long a sighting says that the widget is there.</summary>
    private static readonly TimeSpan SeenLately = TimeSpan.FromDays(1);

    /// <summary>What there is to say, the line itself first.</summary>
    public static IReadOnlyList<Finding> Of(WebsiteCheckOutcome outcome, SiteDetail site, Uri server, DateTimeOffset now) => outcome switch
    {
        WebsiteCheckOutcome.Checked(var report) => [.. Of(report, site, server, now)],
        WebsiteCheckOutcome.Unreachable(var website, var cause) =>
        [
            new(FindingKind.Bad, "Your website could not be read", $"{website}: {cause} If it opens in your browser, open it there: as soon as the chat shows, it is said here."),
        ],
        WebsiteCheckOutcome.NoWebsite => [new(FindingKind.Warn, "Where is your website?", "Its address is not in the settings yet.", ChangesAddress: true)],
        _ => [new(FindingKind.Bad, "Not allowed", "Only an owner of this site can check its website.")],
    };

    private static IEnumerable<Finding> Of(WebsiteReport report, SiteDetail site, Uri server, DateTimeOffset now)
    {
        var isFree = report is { Gaps.Count: 0, IsMixed: false, IsOriginKnown: true };
        yield return OfSnippet(report, site, isFree, now);
        if (report.Gaps.Count > 0)
        {
            yield return OfGaps(report.Gaps, server.GetLeftPart(UriPartial.Authority));
        }

        if (report.IsMixed)
        {
            yield return new Finding(
                FindingKind.Bad, "Browsers block the chat: it is not encrypted",
                $"Your website uses https and this server {server.Scheme}. An administrator has to give it https and say so in App:PublicUrl.");
        }

        if (!report.IsOriginKnown)
        {
            yield return new Finding(
                FindingKind.Bad, "Your website is at another address",
                $"The settings say {site.WebsiteUrl}, but the page is at {Origin(report.Page)}. The chat answers only there where the settings say.", ChangesAddress: true);
        }
    }

    private static Finding OfSnippet(WebsiteReport report, SiteDetail site, bool isFree, DateTimeOffset now)
    {
        var page = Origin(report.Page);
        var seen = now - site.WidgetSeenAt < SeenLately;
        return report.Snippet switch
        {
            SnippetState.Found => new(
                FindingKind.Good, "The line is on your website", $"{page} carries it with this site’s key.{(seen || !isFree ? "" : " Open the page once: as soon as the chat shows, it is said here.")}"),
            SnippetState.OtherKey => new(
                FindingKind.Bad, "The line is another site’s",
                report.Instead is { Length: > 0 } key ? $"On {page} it has the key {Short(key)}. Replace it with the line above." : $"On {page} it names no site. Replace it with the line above."),
            SnippetState.OtherAddress => new(
                FindingKind.Bad, "The line loads from another address", $"On {page} it loads {report.Instead}. Replace it with the line above."),
            SnippetState.Held => new(
                FindingKind.Warn, "The line is switched off",
                $"On {page} its type keeps browsers from running it, as a cookie notice does until the visitor agrees. The chat keeps nothing before somebody uses it: let it run at once, or take the type out of the line."),
            SnippetState.Module => new(FindingKind.Bad, "The line is marked as a module", $"On {page} take type=\"module\" out of it."),
            _ when seen => new(FindingKind.Good, "Something adds the line", $"It is not in the page of {page} itself, but the chat was seen: a tag manager or a plug-in adds it. There is nothing to do."),
            _ when report.TagManagers.Count > 0 => new(
                FindingKind.Warn, "The line is not in the page itself",
                $"{page} uses {string.Join(" and ", report.TagManagers)}, which may add it where it cannot be seen from here. If you put it there, publish it and open your website: as soon as the chat shows, it is said here. If not, add it there for all pages."),
            _ => new(
                FindingKind.Bad, "The line is not on your website",
                $"It is not in the page at {page}. Paste it before </body>, publish the page and empty the website’s cache if it has one. Then check again."),
        };
    }

    private static Finding OfGaps(IReadOnlyList<PolicyGap> gaps, string server)
    {
        List<string> words = ["Its Content-Security-Policy does not allow the chat."];
        if (gaps.Any(gap => gap.ByNonce))
        {
            words.Add("It trusts only scripts with its nonce (“strict-dynamic”): the line needs the same nonce attribute as the page’s other scripts, which changes with every visit.");
        }

        var hosts = gaps.Where(gap => !gap.ByNonce).Select(gap => $"{gap.Directive} {server}").ToList();
        if (hosts.Count > 0)
        {
            words.Add("Whoever looks after your website has to add this address to it:");
        }

        return new Finding(FindingKind.Bad, "Your website’s security policy blocks the chat", string.Join(' ', words), hosts.Count > 0 ? string.Join('\n', hosts) : null);
    }

    private static string Origin(Uri page) => page.GetLeftPart(UriPartial.Authority);

    private static string Short(string key) => key.Length <= 12 ? key : key[..12] + "…";
}
