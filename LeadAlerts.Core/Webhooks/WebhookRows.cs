using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Finds the deliveries that wait: they are the queue. Safe for use by several threads.</summary>
public sealed class WebhookRows(IDbContextFactory<LeadAlertsDbContext> contexts, IOptions<WebhookOptions> options, TimeProvider clock)
{
    /// <summary>Deliveries that may be sent now, longest due first, of each endpoint no more than its share.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="takeFailing">How many endpoints that fail may be at work at once: their time-outs must not use up the workers.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindAsync(int take, int takeFailing, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var atOnce = options.Value.AtOncePerEndpoint;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = db.WebhookDeliveries.Where(row =>
            (row.State == WebhookState.Due && row.DueAt <= now) || (row.State == WebhookState.Sending && row.LeaseUntil <= now));
        if (!await waiting.AnyAsync(cancellationToken))
        {
            return [];
        }

        var endpoints = await db.WebhookEndpoints.AsNoTracking()
            .Where(endpoint => waiting.Any(row => row.EndpointId == endpoint.Id))
            .Select(endpoint => new
            {
                IsFailing = endpoint.FailingSince != null,
                Running = db.WebhookDeliveries.Count(row =>
                    row.EndpointId == endpoint.Id && row.State == WebhookState.Sending && row.LeaseUntil > now),
                Due = waiting
                    .Where(row => row.EndpointId == endpoint.Id)
                    .OrderBy(row => row.DueAt).ThenBy(row => row.Id)
                    .Take(atOnce)
                    .Select(row => new { row.Id, row.DueAt })
                    .ToList(),
            })
            .ToListAsync(cancellationToken);
        var failingNow = await db.WebhookDeliveries.CountAsync(
            row => row.State == WebhookState.Sending && row.LeaseUntil > now
                && db.WebhookEndpoints.Any(endpoint => endpoint.Id == row.EndpointId && endpoint.FailingSince != null),
            cancellationToken);
        var found = endpoints
            .SelectMany(endpoint => endpoint.Due
                .Take(Math.Max(0, Share(endpoint.IsFailing, options.Value) - endpoint.Running))
                .Select(row => new { row.Id, row.DueAt, endpoint.IsFailing }))
            .OrderBy(row => row.DueAt)
            .ToList();
        return
        [
            .. found.Where(row => !row.IsFailing)
                .Concat(found.Where(row => row.IsFailing).Take(Math.Max(0, takeFailing - failingNow)))
                .Take(take)
                .Select(row => row.Id),
        ];
    }

    /// <summary>The earliest instant after now, UTC, at which a delivery becomes due; null when none waits.</summary>
    public async Task<DateTimeOffset?> FindNextDueAtAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries
            .Where(row => row.State == WebhookState.Due && row.DueAt > now)
            .MinAsync(row => (DateTimeOffset?)row.DueAt, cancellationToken);
    }

    /// <summary>How long the oldest due delivery of an endpoint that works has waited; zero when none waits.</summary>
    public async Task<TimeSpan> FindOldestAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var oldest = await (
            from row in db.WebhookDeliveries
            join endpoint in db.WebhookEndpoints on row.EndpointId equals endpoint.Id
            where row.State == WebhookState.Due && row.DueAt <= now && endpoint.FailingSince == null
            select (DateTimeOffset?)row.DueAt).MinAsync(cancellationToken);
        return now - oldest ?? TimeSpan.Zero;
    }

    /// <summary>Deletes what was settled longer ago than it is kept.</summary>
    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.KeepFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.WebhookDeliveries.Where(row => row.FinishedAt < before).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>How many deliveries an endpoint gets at once.</summary>
    internal static int Share(bool isFailing, WebhookOptions options) => isFailing ? 1 : options.AtOncePerEndpoint;
}
