using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Webhooks;

/// <summary>What an owner sees of a site's webhooks.</summary>
/// <remarks>Every call asks the database whether its actor owns the site; what others get is empty. Safe for use by several threads.</remarks>
public sealed class WebhookQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The greatest number of deliveries of a log.</summary>
    public const int LogLength = 50;

    /// <summary>Lists the endpoints of a site in the order in which they were added.</summary>
    public async Task<IReadOnlyList<WebhookEndpointRow>> ListAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.IsOwnerAsync(siteId, actorId, cancellationToken)
            ? []
            : await db.WebhookEndpoints
                .Where(endpoint => endpoint.SiteId == siteId)
                .OrderBy(endpoint => endpoint.CreatedAt).ThenBy(endpoint => endpoint.Id)
                .Take(100)
                .Select(endpoint => new WebhookEndpointRow(
                    endpoint.Id,
                    endpoint.Url,
                    endpoint.Description,
                    endpoint.Events,
                    endpoint.DisabledAt,
                    endpoint.DisabledReason,
                    endpoint.FailingSince,
                    endpoint.LastSuccessAt,
                    endpoint.OldSecretUntil))
                .ToListAsync(cancellationToken);
    }

    /// <summary>Lists what an endpoint was told, newest first; at most <see cref="LogLength"/>.</summary>
    public async Task<IReadOnlyList<WebhookLogRow>> ListLogAsync(
        Guid siteId, Guid actorId, Guid endpointId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.IsOwnerAsync(siteId, actorId, cancellationToken)
            ? []
            : await db.WebhookDeliveries
                .Where(row => row.SiteId == siteId && row.EndpointId == endpointId)
                .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
                .Take(LogLength)
                .Select(row => new WebhookLogRow(
                    row.Id,
                    row.EventId,
                    row.Type,
                    row.State,
                    row.Attempts,
                    row.CreatedAt,
                    row.DueAt,
                    row.LastAttemptAt,
                    row.LastMilliseconds,
                    row.LastStatus,
                    row.LastReply,
                    row.Body))
                .ToListAsync(cancellationToken);
    }

    /// <summary>True when an endpoint of the site was switched off by itself.</summary>
    public async Task<bool> HasSwitchedOffAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookEndpoints.AnyAsync(row => row.SiteId == siteId && row.DisabledReason != null, cancellationToken);
    }
}

/// <summary>An endpoint in an owner's list; see <see cref="WebhookEndpoint"/>.</summary>
public sealed record WebhookEndpointRow(
    Guid Id,
    string Url,
    string Description,
    WebhookEvents Events,
    DateTimeOffset? DisabledAt,
    string? DisabledReason,
    DateTimeOffset? FailingSince,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? OldSecretUntil);

/// <summary>A delivery in an endpoint's log; see <see cref="WebhookDelivery"/>.</summary>
public sealed record WebhookLogRow(
    Guid Id,
    Guid EventId,
    WebhookEvents Type,
    WebhookState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? LastAttemptAt,
    int? LastMilliseconds,
    int? LastStatus,
    string? LastReply,
    string Body)
{
    /// <summary>True when nothing more happens to it by itself.</summary>
    public bool IsFinished => State is not (WebhookState.Due or WebhookState.Sending);
}
