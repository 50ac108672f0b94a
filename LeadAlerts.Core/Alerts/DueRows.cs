using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts;

/// <summary>Finds the rows that wait for work: they are the queue. Safe for use by several threads.</summary>
public sealed class DueRows(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    private const int SitesAtOnce = 50;

    // Compiled: the dispatcher asks most of them at every look.
    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, int, IAsyncEnumerable<Guid>> DueConversations = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now, int take) => db.Conversations
            .Where(conversation => conversation.ReviewDueAt <= now
                && (conversation.ReviewLeaseUntil == null || conversation.ReviewLeaseUntil <= now))
            .OrderBy(conversation => conversation.ReviewDueAt)
            .Select(conversation => conversation.Id)
            .Take(take));

    private static readonly Func<LeadAlertsDbContext, IAsyncEnumerable<MailSenderStatus>> PausedSenders = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db) => db.MailSenders.AsNoTracking().Where(status => status.PausedSince != null).AsQueryable());

    private static readonly Func<LeadAlertsDbContext, IAsyncEnumerable<Guid>> SitesWithServers = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db) => db.SiteMailSettings.Select(settings => settings.SiteId));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, int, IAsyncEnumerable<AbandonedAlert>> Abandoned = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now, int take) => db.Alerts
            .Where(alert => alert.State == AlertState.Sending && alert.LeaseUntil <= now)
            .OrderBy(alert => alert.DueAt)
            .Select(alert => new AbandonedAlert(alert.Id, alert.SiteId))
            .Take(take));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, int, IAsyncEnumerable<Guid>> DueAlerts = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now, int take) => db.Alerts
            .Where(alert => alert.State == AlertState.Due && alert.DueAt <= now)
            .OrderBy(alert => alert.DueAt)
            .Select(alert => alert.Id)
            .Take(take));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, int, IAsyncEnumerable<Guid>> DueReleases = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now, int take) => db.Alerts
            .Where(alert => alert.State == AlertState.Held && alert.DueAt <= now)
            .GroupBy(alert => alert.RecipientId)
            .OrderBy(group => group.Min(alert => alert.DueAt))
            .Select(group => group.Key)
            .Take(take));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, int, IAsyncEnumerable<Guid>> DueEscalations = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now, int take) => db.Leads
            .Where(lead => lead.EscalateAt <= now)
            .OrderBy(lead => lead.EscalateAt)
            .Select(lead => lead.Id)
            .Take(take));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, int, IAsyncEnumerable<Guid>> DueFallbacks = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now, int take) => db.Leads
            .Where(lead => lead.FallbackDueAt <= now)
            .OrderBy(lead => lead.FallbackDueAt)
            .Select(lead => lead.Id)
            .Take(take));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, Task<DateTimeOffset?>> NextReview = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now) => db.Conversations.Where(conversation => conversation.ReviewDueAt > now).Min(conversation => conversation.ReviewDueAt));

    private static readonly Func<LeadAlertsDbContext, AlertState, DateTimeOffset, Task<DateTimeOffset?>> NextAlert = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, AlertState state, DateTimeOffset now) =>
            db.Alerts.Where(alert => alert.State == state && alert.DueAt > now).Min(alert => (DateTimeOffset?)alert.DueAt));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, Task<DateTimeOffset?>> NextEscalation = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now) => db.Leads.Where(lead => lead.EscalateAt > now).Min(lead => lead.EscalateAt));

    private static readonly Func<LeadAlertsDbContext, DateTimeOffset, Task<DateTimeOffset?>> NextProbe = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, DateTimeOffset now) => db.MailSenders.Where(status => status.NextTryAt > now).Min(status => status.NextTryAt));

    /// <summary>Conversations whose review is due and that no worker holds, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindConversationsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await DueConversations(db, now, take).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Alerts that are due or were left behind, longest due first for each sender; of a paused sender none, or one when it is tried again.
    /// </summary>
    /// <param name="take">How many of each sender at most. Of sites with mail servers of their own that are not paused, the 50 that wait longest are looked at.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<DueAlert>> FindAlertsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var paused = (await PausedSenders(db).ToListAsync(cancellationToken)).ToDictionary(status => status.Sender, status => status.NextTryAt);
        var servers = await SitesWithServers(db).ToListAsync(cancellationToken);
        var abandoned = await Abandoned(db, now, take).ToListAsync(cancellationToken);
        var found = abandoned.ConvertAll(alert => new DueAlert(alert.Id, servers.Contains(alert.SiteId) ? alert.SiteId : null));
        if (servers.Count == 0)
        {
            if (MostOf(null) is > 0 and var most)
            {
                found.AddRange((await DueAlerts(db, now, most).ToListAsync(cancellationToken)).ConvertAll(id => new DueAlert(id, null)));
            }
        }
        else
        {
            var due = db.Alerts.Where(alert => alert.State == AlertState.Due && alert.DueAt <= now);
            await AddAsync(due.Where(alert => !db.SiteMailSettings.Any(settings => settings.SiteId == alert.SiteId)), null);
            var sites = await due
                .Where(alert => db.SiteMailSettings.Any(settings => settings.SiteId == alert.SiteId)
                    && !db.MailSenders.Any(status => status.SiteId == alert.SiteId && status.NextTryAt > now))
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

        int MostOf(Guid? serverOf) => !paused.TryGetValue(MailSenderStatus.NameOf(serverOf), out var nextTryAt) ? take : nextTryAt <= now ? 1 : 0;

        async Task AddAsync(IQueryable<Alert> alerts, Guid? serverOf)
        {
            if (MostOf(serverOf) is > 0 and var most)
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
        return await DueReleases(db, now, take).ToListAsync(cancellationToken);
    }

    /// <summary>Leads that are to be told to others, or for which somebody has to stand in, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindFollowUpsAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var escalations = await DueEscalations(db, now, take).ToListAsync(cancellationToken);
        var fallbacks = await DueFallbacks(db, now, take).ToListAsync(cancellationToken);
        return [.. escalations.Union(fallbacks)];
    }

    /// <summary>The earliest instant after now, UTC, at which a row becomes due; null when none waits.</summary>
    public async Task<DateTimeOffset?> FindNextDueAtAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        DateTimeOffset?[] next =
        [
            await NextReview(db, now), await NextAlert(db, AlertState.Due, now), await NextAlert(db, AlertState.Held, now), await NextEscalation(db, now),
            await NextProbe(db, now),
        ];
        return next.Min();
    }

    private sealed record AbandonedAlert(Guid Id, Guid SiteId);
}

/// <summary>An alert that waits to be sent.</summary>
/// <param name="Id">The alert.</param>
/// <param name="ServerOf">The site whose own mail server it goes through; null for the installation's.</param>
public readonly record struct DueAlert(Guid Id, Guid? ServerOf);
