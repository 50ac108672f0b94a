using Hangfire;
using LeadAlerts.Core.Webhooks;

namespace LeadAlerts.Web.Jobs;

/// <summary>Sends one webhook. What fails is due again by its row, not by this job.</summary>
public sealed class SendWebhookJob(WebhookSending sending, DueWork dueWork)
{
    [JobDisplayName("Send webhook {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid deliveryId, CancellationToken cancellationToken)
    {
        Guid? siteId;
        using (dueWork.Start(JobQueues.Webhooks, deliveryId))
        {
            siteId = await sending.SendAsync(deliveryId, cancellationToken);
        }

        if (siteId is not null)
        {
            // The endpoint has room for its next one.
            dueWork.Signal();
        }
    }
}
