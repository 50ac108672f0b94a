using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Leads;

/// <summary>Wakes the leads whose snooze is over, and brings word of it. Safe for use by several threads.</summary>
/// <remarks>A lead is in sight again as soon as the instant has come; that it says so itself is for those outside who follow it.</remarks>
public sealed partial class SnoozeEnds(IDbContextFactory<LeadAlertsDbContext> contexts, LeadNews news, TimeProvider clock, ILogger<SnoozeEnds> logger)
{
    // What ended longer ago, while the product did not run, is no news.
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

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
            try
            {
                await WakeAsync(site.Key, [.. site], now, cancellationToken);
                sites.Add(site.Key);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The others wake all the same; these are due at the next turn.
                Log.NotWoken(logger, site.Key, problem);
            }
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
        var ended = leads.Where(lead => lead.SnoozedUntil > now - News).ToList();
        leads.ForEach(lead => lead.EndSnooze());
        await news.TellAsync(db, ended, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Leads of site {SiteId} whose snooze is over could not be woken; trying again")]
        public static partial void NotWoken(ILogger logger, Guid siteId, Exception problem);
    }
}
