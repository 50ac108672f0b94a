using System.Collections.Concurrent;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Widget;

/// <summary>Notes that a site's widget loaded, so that its owner sees that it is installed.</summary>
internal sealed class WidgetSightings(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How often a site's sighting is written at most: it is asked for at every page view.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();

    public async Task NoteAsync(SiteEntry entry, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_noted.TryGetValue(entry.Id, out var last) && now - last < Interval)
        {
            return;
        }

        _noted[entry.Id] = now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Sites.SingleOrDefaultAsync(site => site.Id == entry.Id, cancellationToken) is { } site)
        {
            site.MarkWidgetSeen(now);
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
