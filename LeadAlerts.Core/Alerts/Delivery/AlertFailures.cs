using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>Tells a site's webhooks of alerts that did not arrive.</summary>
internal static class AlertFailures
{
    /// <summary>Writes the event when the alert's row says Failed or Unknown, into the caller's transaction.</summary>
    public static async Task AddFailureOfAsync(this WebhookOutbox webhooks, LeadAlertsDbContext db, Guid alertId, DateTimeOffset now)
    {
        var failed = await db.Alerts
            .Where(alert => alert.Id == alertId && (alert.State == AlertState.Failed || alert.State == AlertState.Unknown))
            .Select(alert => new FailedAlert(
                alert.SiteId, alert.Id, alert.LeadId, alert.RecipientAddress, alert.State == AlertState.Unknown, alert.Reply ?? ""))
            .FirstOrDefaultAsync();
        if (failed is not null)
        {
            await webhooks.AddFailedAlertAsync(db, failed, now, CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }
}
