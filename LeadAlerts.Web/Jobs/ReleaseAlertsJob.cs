using Hangfire;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Releases what waited for one recipient. What fails is due again by its rows, not by this job.</summary>
public sealed class ReleaseAlertsJob(HeldAlerts held, DueWork dueWork, InboxFeed feed)
{
    [JobDisplayName("Release held alerts of {0}")]
    public Task RunAsync(Guid recipientId, CancellationToken cancellationToken) =>
        RowByRow.RunAsync(JobQueues.FollowUps, [recipientId], held.ReleaseAsync, dueWork, feed, cancellationToken);
}
