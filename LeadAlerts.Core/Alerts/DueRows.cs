using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts;

/// <summary>Finds the rows that wait for work: they are the queue. Safe for use by several threads.</summary>
public sealed class DueRows(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    private const int SitesAtOnce = 50;

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

    /// <summary>
    /// Alerts that are due or were left behind, longest due first for each sender; of a paused sender none, or one when it is tried again.
    /// </summary>
    /// <param name="take">How many of each sender at most. Of sites with mail servers of their own, the 50 that wait longest are looked at.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<DueAlert>> FindAlertsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var paused = await db.MailSenders.AsNoTracking()
            .Where(status => status.PausedSince != null)
            .ToDictionaryAsync(status => status.Sender, status => status.NextTryAt, cancellationToken);
        var servers = await db.SiteMailSettings.Select(settings => settings.SiteId).ToListAsync(cancellationToken);
        var abandoned = await db.Alerts
            .Where(alert => alert.State == AlertState.Sending && alert.LeaseUntil <= now)
            .OrderBy(alert => alert.DueAt)
            .Select(alert => new { alert.Id, alert.SiteId })
            .Take(take)
            .ToListAsync(cancellationToken);
        var found = abandoned.ConvertAll(alert => new DueAlert(alert.Id, servers.Contains(alert.SiteId) ? alert.SiteId : null));
        var due = db.Alerts.Where(alert => alert.State == AlertState.Due && alert.DueAt <= now);
        var shared = servers.Count == 0 ? due : due.Where(alert => !db.SiteMailSettings.Any(settings => settings.SiteId == alert.SiteId));
        await AddAsync(shared, null);
        if (servers.Count > 0)
        {
            var sites = await due
                .Where(alert => db.SiteMailSettings.Any(settings => settings.SiteId == alert.SiteId))
                .GroupBy(alert => alert.SiteId)
                .Select(group => new { SiteId = group.Key, Since = group.Min(alert => alert.DueAt) })
                .OrderBy(site => site.Since)
                .Take(SitesAtOnce)
                .ToListAsync(cancellationToken);
            foreach (var site in sites)
            {
                await AddAsync(due.Where(alert => alert.SiteId == site.SiteId), site.SiteId);
            }
        }

        return found;

        async Task AddAsync(IQueryable<Alert> alerts, Guid? serverOf)
        {
            var most = !paused.TryGetValue(MailSenderStatus.NameOf(serverOf), out var nextTryAt) ? take : nextTryAt <= now ? 1 : 0;
            if (most > 0)
            {
                var ids = await alerts.OrderBy(alert => alert.DueAt).Select(alert => alert.Id).Take(most).ToListAsync(cancellationToken);
                found.AddRange(ids.Select(id => new DueAlert(id, serverOf)));
            }
        }
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
}

/// <summary>An alert that waits to be sent.</summary>
/// <param name="Id">The alert.</param>
/// <param name="ServerOf">The site whose own mail server it goes through; null for the installation's.</param>
public readonly record struct DueAlert(Guid Id, Guid? ServerOf);
