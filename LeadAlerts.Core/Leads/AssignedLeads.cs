using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads;

/// <summary>What becomes of the leads of a person who leaves a site.</summary>
internal static class AssignedLeads
{
    /// <summary>Makes them nobody's: those that are still open are told to others again, also outside. The caller saves and commits.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="news">Who hears of it.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">The person.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task FreeAsync(
        LeadAlertsDbContext db, LeadNews news, Guid siteId, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var theirs = db.Leads.Where(lead => lead.SiteId == siteId && lead.AssigneeId == userId);
        var open = await theirs.Where(lead => lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted).ToListAsync(cancellationToken);
        open.ForEach(lead => lead.Assign(null, now));
        await news.TellAsync(db, open, now, cancellationToken);

        // Years of closed ones in one statement: ingest waits meanwhile.
        await theirs
            .Where(lead => lead.Status != LeadStatus.New && lead.Status != LeadStatus.Contacted)
            .ExecuteUpdateAsync(set => set.SetProperty(lead => lead.AssigneeId, (Guid?)null), cancellationToken);
    }
}
