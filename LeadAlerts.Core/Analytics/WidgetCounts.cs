using System.Collections.Concurrent;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Analytics;

/// <summary>Counts in memory how often widgets are seen, and writes many counts in one go. Safe for use by several threads and servers.</summary>
/// <remarks>What was counted since the last write is lost when the process is killed: a count is no promise, and a write for each page view too dear.</remarks>
public sealed class WidgetCounts(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    // Every zone's day begins at a quarter of an hour, so a quarter belongs to one day wherever the site is.
    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;

    private readonly ConcurrentDictionary<(Guid SiteId, long Quarter), Counter> _counts = new();

    /// <summary>A page loaded the site's widget.</summary>
    public void Load(Guid siteId) => Interlocked.Increment(ref Find(siteId).Loads);

    /// <summary>A visitor opened the chat.</summary>
    public void Open(Guid siteId) => Interlocked.Increment(ref Find(siteId).Opens);

    /// <summary>Adds what was counted to the days' rows.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var taken = new List<(Guid SiteId, long Quarter, int Loads, int Opens)>();
        foreach (var ((siteId, quarter), counter) in _counts)
        {
            if (Interlocked.Exchange(ref counter.Loads, 0) is var loads && Interlocked.Exchange(ref counter.Opens, 0) is var opens && loads + opens > 0)
            {
                taken.Add((siteId, quarter, loads, opens));
            }
            else if (quarter < (clock.GetUtcNow().UtcTicks / Quarter) - 1)
            {
                // Long over, and nobody writes to it any more.
                _counts.TryRemove((siteId, quarter), out _);
            }
        }

        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await AddAsync(taken, cancellationToken);
        }
        catch
        {
            // The next write takes them along.
            foreach (var (siteId, quarter, loads, opens) in taken)
            {
                var counter = _counts.GetOrAdd((siteId, quarter), _ => new Counter());
                Interlocked.Add(ref counter.Loads, loads);
                Interlocked.Add(ref counter.Opens, opens);
            }

            throw;
        }
    }

    private async Task AddAsync(List<(Guid SiteId, long Quarter, int Loads, int Opens)> taken, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = taken.Select(each => each.SiteId).Distinct().ToList();
        var zones = await db.Sites.Where(site => ids.Contains(site.Id))
            .ToDictionaryAsync(site => site.Id, site => site.TimeZone, cancellationToken);
        var days = taken
            .Where(each => zones.ContainsKey(each.SiteId))
            .GroupBy(each => (each.SiteId, Day: DateOnly.FromDateTime(SiteTime.ToLocal(new DateTimeOffset(each.Quarter * Quarter, TimeSpan.Zero), zones[each.SiteId]).DateTime)))
            .Select(group => (group.Key.SiteId, group.Key.Day, Loads: group.Sum(each => each.Loads), Opens: group.Sum(each => each.Opens)))
            .ToList();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var (siteId, day, loads, opens) in days)
        {
            var added = await db.WidgetDays.Where(row => row.SiteId == siteId && row.Day == day).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Loads, row => row.Loads + loads).SetProperty(row => row.Opens, row => row.Opens + opens),
                cancellationToken);
            if (added == 0)
            {
                db.Add(new WidgetDay(siteId, day, loads, opens));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private Counter Find(Guid siteId) => _counts.GetOrAdd((siteId, clock.GetUtcNow().UtcTicks / Quarter), _ => new Counter());

    private sealed class Counter
    {
        public int Loads;

        public int Opens;
    }
}
