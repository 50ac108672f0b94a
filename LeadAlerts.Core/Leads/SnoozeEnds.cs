using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads;

/// <summary>Wakes the leads whose snooze is over, and brings word of it. Safe for use by several threads.</summary>
/// <remarks>A lead is in sight again as soon as the instant has come; that it says so itself is for those outside who follow it.</remarks>
public sealed class SnoozeEnds(IDbContextFactory<LeadAlertsDbContext> contexts, LeadNews news, TimeProvider clock)
{
    /// <summary>Wakes what is due, longest due first.</summary>
    /// <param name="take">How many leads at most.</param>
    /// <param name="cancellationToken">Ends the work; what is done by then stays done.</param>
    /// <returns>The sites of the leads that woke.</returns>
    public async Task<IReadOnlyList<Guid>> WakeDueAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Leads
            .Where(lead => lead.SnoozedUntil <= now)
            .OrderBy(lead => lead.SnoozedUntil)
            .Select(lead => new { lead.Id, lead.SiteId })
            .Take(take)
            .ToListAsync(cancellationToken);
        var sites = new List<Guid>();
        foreach (var site in due.GroupBy(lead => lead.SiteId, lead => lead.Id))
        {
            await WakeAsync(site.Key, [.. site], now, cancellationToken);
            sites.Add(site.Key);
        }

        return sites;
    }

    private async Task WakeAsync(Guid siteId, List<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var leads = await db.Leads
            .Where(lead => lead.SiteId == siteId && ids.Contains(lead.Id) && lead.SnoozedUntil <= now)
            .ToListAsync(cancellationToken);
        leads.ForEach(lead => lead.EndSnooze());
        await news.TellAsync(db, leads, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
