using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>Reads what recipients had in the last hour.</summary>
internal static class RecipientHours
{
    /// <summary>Reads it in two queries; who had nothing and waits for nothing is not in it.</summary>
    /// <param name="db">Where it is stored.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="recipientIds">Whose.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<IReadOnlyDictionary<Guid, RecipientHour>> FindAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> recipientIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - AlertPolicy.CapWindow;
        var mails = await db.Alerts
            .Where(alert => recipientIds.Contains(alert.RecipientId) && alert.QueuedAt > since && alert.Kind != AlertKind.Test)
            .GroupBy(alert => alert.RecipientId)
            .Select(group => new { group.Key, Count = group.Count(), First = group.Min(alert => alert.QueuedAt) })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        var waiting = await db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.State == AlertState.Held
                && (alert.Reason == AlertReason.HourlyCap || alert.Reason == AlertReason.SenderBurst))
            .GroupBy(alert => new { alert.RecipientId, alert.Reason })
            .Select(group => new { group.Key.RecipientId, group.Key.Reason, DueAt = group.Min(alert => alert.DueAt) })
            .ToDictionaryAsync(group => (group.RecipientId, group.Reason), group => group.DueAt, cancellationToken);
        return recipientIds
            .Where(id => mails.ContainsKey(id) || waiting.ContainsKey((id, AlertReason.HourlyCap)) || waiting.ContainsKey((id, AlertReason.SenderBurst)))
            .ToDictionary(
                id => id,
                id => new RecipientHour
                {
                    Mails = mails.GetValueOrDefault(id)?.Count ?? 0,
                    First = mails.GetValueOrDefault(id)?.First,
                    OverflowAt = DueAt(id, AlertReason.HourlyCap),
                    BurstAt = DueAt(id, AlertReason.SenderBurst),
                });

        DateTimeOffset? DueAt(Guid id, AlertReason reason) => waiting.TryGetValue((id, reason), out var dueAt) ? dueAt : null;
    }
}
