using Hangfire;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Sends alerts of one mail server, one after the other. What fails is due again by its row, not by this job.</summary>
public sealed class SendAlertJob(AlertDelivery delivery, DueWork dueWork, InboxFeed feed)
{
    [JobDisplayName("Send alerts")]
    public Task RunAsync(Guid[] alertIds, CancellationToken cancellationToken) =>
        RowByRow.RunAsync(JobQueues.Alerts, alertIds, delivery.SendAsync, dueWork, feed, cancellationToken);
}
