using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>Reads what recipients had in the last hour.</summary>
internal static class RecipientHours
{
    // Compiled: every review asks them. That somebody has a lead is no reason to keep another one back.
    private static readonly Func<LeadAlertsDbContext, Guid, DateTimeOffset, IAsyncEnumerable<Sent>> SentTo = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, DateTimeOffset since) => db.AlertRecipients
            .Where(recipient => recipient.SiteId == siteId)
            .Select(recipient => new Sent(
                recipient.Id,
                db.Alerts.Count(alert => alert.RecipientId == recipient.Id && alert.QueuedAt > since && alert.Kind != AlertKind.Test && alert.Kind != AlertKind.Claim),
                db.Alerts
                    .Where(alert => alert.RecipientId == recipient.Id && alert.QueuedAt > since && alert.Kind != AlertKind.Test && alert.Kind != AlertKind.Claim)
                    .Min(alert => alert.QueuedAt))));

    private static readonly Func<LeadAlertsDbContext, Guid, IAsyncEnumerable<Waiting>> WaitingFor = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId) => db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.State == AlertState.Held
                && (alert.Reason == AlertReason.HourlyCap || alert.Reason == AlertReason.SenderBurst))
            .GroupBy(alert => new { alert.RecipientId, alert.Reason })
            .Select(group => new Waiting(group.Key.RecipientId, group.Key.Reason, group.Min(alert => alert.DueAt))));

    /// <summary>Reads it in two queries.</summary>
    /// <param name="db">Where it is stored.</param>
    /// <param name="siteId">The site, of whose recipients.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<IReadOnlyDictionary<Guid, RecipientHour>> FindAsync(
        LeadAlertsDbContext db, Guid siteId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sent = await SentTo(db, siteId, now - AlertPolicy.CapWindow).ToListAsync(cancellationToken);
        var waiting = await WaitingFor(db, siteId).ToListAsync(cancellationToken);
        return sent.ToDictionary(
            mails => mails.RecipientId,
            mails => new RecipientHour
            {
                Mails = mails.Count,
                First = mails.First,
                OverflowAt = DueAt(mails.RecipientId, AlertReason.HourlyCap),
                BurstAt = DueAt(mails.RecipientId, AlertReason.SenderBurst),
            });

        DateTimeOffset? DueAt(Guid id, AlertReason reason) => waiting.Find(row => row.RecipientId == id && row.Reason == reason)?.DueAt;
    }

    private sealed record Sent(Guid RecipientId, int Count, DateTimeOffset? First);

    private sealed record Waiting(Guid RecipientId, AlertReason Reason, DateTimeOffset DueAt);
}
