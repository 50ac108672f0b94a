using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads.Merging;

/// <summary>Finds where leads went that were put into others.</summary>
internal static class MergedLeads
{
    private const int ChainMax = 20;

    /// <summary>The lead in which a lead ended; null when it was not merged, or not at this site.</summary>
    public static async Task<Guid?> FindSurvivorAsync(
        LeadAlertsDbContext db, Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        Guid? survivor = null;
        for (var i = 0; i < ChainMax; i++)
        {
            var from = survivor ?? leadId;
            var next = await db.LeadMerges
                .Where(merge => merge.SiteId == siteId && merge.MergedId == from)
                .Select(merge => (Guid?)merge.SurvivorId)
                .SingleOrDefaultAsync(cancellationToken);
            if (next is null)
            {
                break;
            }

            survivor = next;
        }

        return survivor;
    }

    /// <summary>The leads that ended in a lead, directly or by way of others.</summary>
    public static async Task<IReadOnlyList<Guid>> ListAsync(
        LeadAlertsDbContext db, Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        List<Guid> all = [], last = [leadId];
        for (var i = 0; i < ChainMax && last.Count > 0; i++)
        {
            var into = last;
            last = await db.LeadMerges
                .Where(merge => merge.SiteId == siteId && into.Contains(merge.SurvivorId))
                .Select(merge => merge.MergedId)
                .ToListAsync(cancellationToken);
            all.AddRange(last);
        }

        return all;
    }
}
