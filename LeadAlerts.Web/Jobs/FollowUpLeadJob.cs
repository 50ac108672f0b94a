using Hangfire;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Tells others of one lead that nobody has taken. What fails is due again by its row, not by this job.</summary>
public sealed class FollowUpLeadJob(LeadFollowUps followUps, DueWork dueWork, InboxFeed feed)
{
    [JobDisplayName("Follow up lead {0}")]
    public Task RunAsync(Guid leadId, CancellationToken cancellationToken) =>
        RowByRow.RunAsync(JobQueues.FollowUps, [leadId], followUps.RunAsync, dueWork, feed, cancellationToken);
}
