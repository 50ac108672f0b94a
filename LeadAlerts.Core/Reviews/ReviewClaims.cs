using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Reviews;

/// <summary>Who reviews a conversation: a token in its row with a lease. Safe for use by several threads and servers.</summary>
internal sealed class ReviewClaims(
    IDbContextFactory<LeadAlertsDbContext> contexts, SharedCommits commits, TimeSpan lease, TimeProvider clock)
{
    /// <summary>Takes a review that is due and that nobody holds.</summary>
    public async Task<bool> TryTakeAsync(Guid conversationId, Guid token)
    {
        var now = clock.GetUtcNow();
        var (since, until) = (UtcMicrosecondsConverter.ToMicroseconds(now), UtcMicrosecondsConverter.ToMicroseconds(now + lease));

        // In plain SQL, as what every mail changes.
        return await commits.RunAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Conversations" SET "ReviewToken" = {token}, "ReviewLeaseUntil" = {until}
            WHERE "Id" = {conversationId} AND "ReviewDueAt" <= {since} AND ("ReviewLeaseUntil" IS NULL OR "ReviewLeaseUntil" <= {since})
            """)) == 1;
    }

    /// <summary>Begins the lease anew; false when another worker has taken the review over.</summary>
    public async Task<bool> TryRenewAsync(Guid conversationId, Guid token, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + lease;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var renewed = await db.Conversations
            .Where(conversation => conversation.Id == conversationId && conversation.ReviewToken == token)
            .ExecuteUpdateAsync(set => set.SetProperty(conversation => conversation.ReviewLeaseUntil, until), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return renewed == 1;
    }

    /// <summary>Notes that a review failed; tells how often it did and when it is due again, or null when another worker has taken it over.</summary>
    public async Task<(int Attempts, DateTimeOffset? NextDueAt)?> RecordFailureAsync(Guid conversationId, Guid token)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var conversation = await db.Conversations.FirstOrDefaultAsync(row => row.Id == conversationId && row.ReviewToken == token);
        if (conversation is null)
        {
            return null;
        }

        conversation.RecordFailedReview(clock.GetUtcNow() + RetryDelays.AfterReview(conversation.ReviewAttempts + 1));
        await db.SaveChangesAsync(CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return (conversation.ReviewAttempts, conversation.ReviewDueAt);
    }

    /// <summary>Lets another worker begin at once, rather than when the lease ends.</summary>
    public async Task ReleaseAsync(Guid conversationId, Guid token)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Conversations
            .Where(conversation => conversation.Id == conversationId && conversation.ReviewToken == token)
            .ExecuteUpdateAsync(set => set
                .SetProperty(conversation => conversation.ReviewToken, (Guid?)null)
                .SetProperty(conversation => conversation.ReviewLeaseUntil, (DateTimeOffset?)null));
        await write.CommitAsync(CancellationToken.None);
    }
}
