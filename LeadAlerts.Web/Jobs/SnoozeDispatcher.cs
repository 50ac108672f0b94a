using LeadAlerts.Core.Leads;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Wakes leads a few seconds after their snooze is over.</summary>
public sealed class SnoozeDispatcher(SnoozeEnds snoozes, InboxFeed feed, DueWork dueWork, ILogger<SnoozeDispatcher> logger)
    : RepeatedWork(TimeSpan.FromSeconds(5), logger)
{
    private const int AtOnce = 100;

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var siteId in await snoozes.WakeDueAsync(AtOnce, cancellationToken))
        {
            feed.Publish(siteId);
            dueWork.Signal();
        }
    }
}
