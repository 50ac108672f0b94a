using System.Collections.Concurrent;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Widget;

/// <summary>Notes that a site's widget loaded, so that its owner sees that it is installed, or why it does not show.</summary>
internal sealed class WidgetSightings(IDbContextFactory<LeadAlertsDbContext> contexts, InboxFeed feed, TimeProvider clock)
{
    /// <summary>How often a site's sighting is written at most: it is asked for at every page view.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Guid SiteId, bool Refused), DateTimeOffset> _noted = new();

    /// <summary>Notes it, unless the page is one of ours: the hosted chat says nothing about the owner's website.</summary>
    public async Task NoteAsync(SiteEntry entry, HttpRequest request, CancellationToken cancellationToken)
    {
        var origin = request.Headers.Origin.ToString();
        if (request.Headers["Sec-Fetch-Site"] == "same-origin"
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        await NoteAsync(entry.Id, refused: false, (site, now) => site.MarkWidgetSeen(origin == "null" ? null : origin, now), cancellationToken);
    }

    /// <summary>Notes that a page which is not of the site's website was refused. Whoever knows the key can say any origin, so it is only told, and not often.</summary>
    public Task NoteRefusedAsync(SiteEntry entry, string origin, CancellationToken cancellationToken) =>
        origin.Length <= Site.OriginMaxLength && Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Scheme is "http" or "https"
            ? NoteAsync(entry.Id, refused: true, (site, now) => site.MarkWidgetRefused(origin, now), cancellationToken)
            : Task.CompletedTask;

    private async Task NoteAsync(Guid siteId, bool refused, Action<Site, DateTimeOffset> mark, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_noted.TryGetValue((siteId, refused), out var last) && now - last < Interval)
        {
            return;
        }

        _noted[(siteId, refused)] = now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Sites.SingleOrDefaultAsync(site => site.Id == siteId, cancellationToken) is { } site)
        {
            mark(site, now);
            await db.SaveChangesAsync(cancellationToken);
            feed.Publish(siteId);
        }
    }
}
