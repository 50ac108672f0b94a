using Hangfire;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Reviews one conversation. What fails is due again by its row, not by this job.</summary>
public sealed class ReviewConversationJob(LeadReview review, DueWork dueWork, InboxFeed feed)
{
    [JobDisplayName("Review conversation {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        Guid? siteId;
        using (dueWork.Start(JobQueues.Reviews, conversationId))
        {
            siteId = await review.RunAsync(conversationId, cancellationToken);
        }

        if (siteId is not null)
        {
            dueWork.Signal();
            feed.Publish(siteId.Value);
        }
    }
}
