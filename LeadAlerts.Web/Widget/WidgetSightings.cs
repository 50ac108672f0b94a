using System.Collections.Concurrent;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Widget;

/// <summary>Notes that a site's widget loaded, so that its owner sees that it is installed.</summary>
internal sealed class WidgetSightings(IDbContextFactory<LeadAlertsDbContext> contexts, InboxFeed feed, TimeProvider clock)
{
    /// <summary>How often a site's sighting is written at most: it is asked for at every page view.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();

    /// <summary>Notes it, unless the page is one of ours: the hosted chat says nothing about the owner's website.</summary>
    public async Task NoteAsync(SiteEntry entry, HttpRequest request, CancellationToken cancellationToken)
    {
        var origin = request.Headers.Origin.ToString();
        if (request.Headers["Sec-Fetch-Site"] == "same-origin"
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (_noted.TryGetValue(entry.Id, out var last) && now - last < Interval)
        {
            return;
        }

        _noted[entry.Id] = now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Sites.SingleOrDefaultAsync(site => site.Id == entry.Id, cancellationToken) is { } site)
        {
            site.MarkWidgetSeen(origin == "null" ? null : origin, now);
            await db.SaveChangesAsync(cancellationToken);
            feed.Publish(entry.Id);
        }
    }
}
