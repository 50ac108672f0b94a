using Hangfire;
using LeadAlerts.Core.Webhooks;

namespace LeadAlerts.Web.Jobs;

/// <summary>Sends one webhook. What fails is due again by its row, not by this job.</summary>
public sealed class SendWebhookJob(WebhookSending sending, DueWork dueWork)
{
    [JobDisplayName("Send webhook {0}")]
    public Task RunAsync(Guid deliveryId, CancellationToken cancellationToken) =>
        RowByRow.RunAsync(JobQueues.Webhooks, [deliveryId], sending.SendAsync, dueWork, feed: null, cancellationToken);
}
