using Hangfire;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Reviews conversations, one after the other. What fails is due again by its row, not by this job.</summary>
public sealed class ReviewConversationJob(LeadReview review, DueWork dueWork, InboxFeed feed)
{
    [JobDisplayName("Review conversations")]
    public Task RunAsync(Guid[] conversationIds, CancellationToken cancellationToken) =>
        RowByRow.RunAsync(JobQueues.Reviews, conversationIds, review.RunAsync, dueWork, feed, cancellationToken);
}
