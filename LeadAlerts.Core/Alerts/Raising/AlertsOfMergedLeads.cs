using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>The alerts of a lead that ends in another one.</summary>
internal sealed class AlertsOfMergedLeads : IFollowsLead
{
    public async Task<LeadMergeUndo> MoveAsync(
        LeadAlertsDbContext db, Guid siteId, Guid mergedId, Guid survivorId, LeadMergeUndo undo, CancellationToken cancellationToken)
    {
        var all = await db.Alerts
            .Where(alert => alert.SiteId == siteId && (alert.LeadId == mergedId || alert.LeadId == survivorId))
            .OrderBy(alert => alert.RaisedAt)
            .Select(alert => new { alert.Id, alert.LeadId, alert.RecipientId, alert.Kind, alert.Sequence })
            .ToListAsync(cancellationToken);
        var highest = all.GroupBy(alert => (alert.RecipientId, alert.Kind)).ToDictionary(group => group.Key, group => group.Max(alert => alert.Sequence));
        var moved = new Dictionary<Guid, int>();
        foreach (var alert in all.Where(alert => alert.LeadId == mergedId))
        {
            // One number of a kind for each recipient: the survivor's keep theirs.
            var sequence = ++highest[(alert.RecipientId, alert.Kind)];
            moved.Add(alert.Id, alert.Sequence);
            await PutAsync(db, siteId, alert.Id, survivorId, sequence, cancellationToken);
        }

        return undo with { Alerts = moved };
    }

    public async Task ReturnAsync(LeadAlertsDbContext db, Guid siteId, Guid mergedId, LeadMergeUndo undo, CancellationToken cancellationToken)
    {
        foreach (var (alertId, sequence) in undo.Alerts)
        {
            await PutAsync(db, siteId, alertId, mergedId, sequence, cancellationToken);
        }
    }

    private static Task<int> PutAsync(
        LeadAlertsDbContext db, Guid siteId, Guid alertId, Guid leadId, int sequence, CancellationToken cancellationToken) =>
        db.Alerts.Where(alert => alert.SiteId == siteId && alert.Id == alertId)
            .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.LeadId, leadId).SetProperty(alert => alert.Sequence, sequence), cancellationToken);
}
