using Hangfire;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Sends one alert. What fails is due again by its row, not by this job.</summary>
public sealed class SendAlertJob(AlertDelivery delivery, DueWork dueWork, InboxFeed feed)
{
    [JobDisplayName("Send alert {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid alertId, CancellationToken cancellationToken)
    {
        Guid? siteId;
        using (dueWork.Start(JobQueues.Alerts, alertId))
        {
            siteId = await delivery.SendAsync(alertId, cancellationToken);
        }

        if (siteId is not null)
        {
            dueWork.Signal();
            feed.Publish(siteId.Value);
        }
    }
}
