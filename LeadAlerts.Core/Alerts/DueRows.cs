using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts;

/// <summary>Finds the rows that wait for work: they are the queue. Safe for use by several threads.</summary>
public sealed class DueRows(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Conversations whose review is due and that no worker holds, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindConversationsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations
            .Where(conversation => conversation.ReviewDueAt <= now
                && (conversation.ReviewLeaseUntil == null || conversation.ReviewLeaseUntil <= now))
            .OrderBy(conversation => conversation.ReviewDueAt)
            .Select(conversation => conversation.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Alerts that are due, longest due first; none while the mail server is given time, one when it is tried again.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindAlertsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var abandoned = await db.Alerts
            .Where(alert => alert.State == AlertState.Sending && alert.LeaseUntil <= now)
            .OrderBy(alert => alert.DueAt)
            .Select(alert => alert.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
        var sender = await db.MailSenders.AsNoTracking().FirstOrDefaultAsync(
            status => status.Sender == MailSenderStatus.Installation, cancellationToken);
        if (sender?.PausedSince is not null)
        {
            take = sender.NextTryAt <= now ? 1 : 0;
        }

        var due = await db.Alerts
            .Where(alert => alert.State == AlertState.Due && alert.DueAt <= now)
            .OrderBy(alert => alert.DueAt)
            .Select(alert => alert.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
        return [.. abandoned, .. due];
    }

    /// <summary>Recipients for whom alerts were held until now, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindReleasesAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Alerts
            .Where(alert => alert.State == AlertState.Held && alert.DueAt <= now)
            .GroupBy(alert => alert.RecipientId)
            .OrderBy(group => group.Min(alert => alert.DueAt))
            .Select(group => group.Key)
            .Take(take)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Leads that are to be told to others, or for which somebody has to stand in, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindFollowUpsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var escalations = await db.Leads
            .Where(lead => lead.EscalateAt <= now)
            .OrderBy(lead => lead.EscalateAt)
            .Select(lead => lead.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
        var fallbacks = await db.Leads
            .Where(lead => lead.FallbackDueAt <= now)
            .OrderBy(lead => lead.FallbackDueAt)
            .Select(lead => lead.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
        return [.. escalations.Union(fallbacks)];
    }

    /// <summary>The earliest instant after now, UTC, at which a row becomes due; null when none waits.</summary>
    public async Task<DateTimeOffset?> FindNextDueAtAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var review = await db.Conversations
            .Where(conversation => conversation.ReviewDueAt > now)
            .MinAsync(conversation => conversation.ReviewDueAt, cancellationToken);
        var alert = await db.Alerts
            .Where(alert => alert.State == AlertState.Due && alert.DueAt > now)
            .MinAsync(alert => (DateTimeOffset?)alert.DueAt, cancellationToken);
        var held = await db.Alerts
            .Where(alert => alert.State == AlertState.Held && alert.DueAt > now)
            .MinAsync(alert => (DateTimeOffset?)alert.DueAt, cancellationToken);
        var escalation = await db.Leads.Where(lead => lead.EscalateAt > now).MinAsync(lead => lead.EscalateAt, cancellationToken);
        var probe = await db.MailSenders
            .Where(status => status.NextTryAt > now)
            .MinAsync(status => status.NextTryAt, cancellationToken);
        return new[] { review, alert, held, escalation, probe }.Min();
    }

    /// <summary>How long the oldest due row of each kind has waited; zero when none waits. Alerts wait on purpose while the sender is paused.</summary>
    public async Task<(TimeSpan Reviews, TimeSpan Alerts, string? PausedBecause)> FindOldestAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var review = await db.Conversations
            .Where(conversation => conversation.ReviewDueAt <= now)
            .MinAsync(conversation => conversation.ReviewDueAt, cancellationToken);
        var alert = await db.Alerts
            .Where(alert => alert.State == AlertState.Due && alert.DueAt <= now)
            .MinAsync(alert => (DateTimeOffset?)alert.DueAt, cancellationToken);
        var paused = await db.MailSenders
            .Where(status => status.PausedSince != null)
            .Select(status => status.Reason)
            .FirstOrDefaultAsync(cancellationToken);
        return (now - review ?? TimeSpan.Zero, now - alert ?? TimeSpan.Zero, paused);
    }
}
