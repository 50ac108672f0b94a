using System.Globalization;
using System.Security.Cryptography;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Sends deliveries: claim, post, record.</summary>
/// <remarks>
/// A delivery whose worker was lost is sent again: receivers tell a repetition by its <c>webhook-id</c>. Safe for use by several threads
/// and several servers.
/// </remarks>
public sealed partial class WebhookSending : IDisposable
{
    private const string KeysGone = "The keys that protect the secret are gone. Make a new secret.";

    private readonly IDbContextFactory<LeadAlertsDbContext> _contexts;
    private readonly WebhookSecrets _secrets;
    private readonly IOptions<WebhookOptions> _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<WebhookSending> _logger;
    private readonly WebhookClient _client;

    /// <summary>Creates the sending.</summary>
    public WebhookSending(
        IDbContextFactory<LeadAlertsDbContext> contexts,
        WebhookSecrets secrets,
        IOptions<WebhookOptions> options,
        TimeProvider clock,
        ILogger<WebhookSending> logger)
    {
        _contexts = contexts;
        _secrets = secrets;
        _options = options;
        _clock = clock;
        _logger = logger;
        _client = new WebhookClient(options, clock);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>Sends a delivery that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do, or its endpoint is busy.</returns>
    public async Task<Guid?> SendAsync(Guid deliveryId, CancellationToken cancellationToken)
    {
        var claim = await TryTakeAsync(deliveryId, cancellationToken);
        if (claim is not { Request: not null } and not { Answer: not null })
        {
            return claim?.SiteId;
        }

        var began = _clock.GetTimestamp();
        WebhookAnswer answer;
        try
        {
            answer = claim.Answer ?? await _client.PostAsync(claim.Request!, cancellationToken);
        }
        catch
        {
            // The server stops, or a fault of ours: another worker may begin at once.
            await ReleaseAsync(claim);
            throw;
        }

        await RecordAsync(claim, answer, _clock.GetElapsedTime(began));
        return claim.SiteId;
    }

    private async Task<Claim?> TryTakeAsync(Guid deliveryId, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var delivery = await db.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == deliveryId, cancellationToken);
        if (delivery is null || !IsDue(delivery, now))
        {
            return null;
        }

        var row = db.WebhookDeliveries.Where(other => other.Id == deliveryId);
        var endpoint = await db.WebhookEndpoints.AsNoTracking()
            .FirstAsync(other => other.Id == delivery.EndpointId && other.SiteId == delivery.SiteId, cancellationToken);
        var siteClosed = await db.Sites.AnyAsync(site => site.Id == delivery.SiteId && site.Disabled, cancellationToken);
        if (endpoint.DisabledAt is not null || siteClosed)
        {
            await row.ExecuteUpdateAsync(
                WebhookEnd.Cancelled(siteClosed ? "The site is disabled." : "The endpoint is switched off.", now), cancellationToken);
            await write.CommitAsync(cancellationToken);
            return new Claim(delivery, Guid.Empty);
        }

        var running = await db.WebhookDeliveries.CountAsync(
            other => other.EndpointId == endpoint.Id && other.State == WebhookState.Sending && other.LeaseUntil > now, cancellationToken);
        if (running >= WebhookRows.Share(endpoint.FailingSince is not null, _options.Value))
        {
            // The dispatcher comes back to it when one of them is done.
            return null;
        }

        var token = Guid.NewGuid();
        await row.ExecuteUpdateAsync(
            set => set
                .SetProperty(other => other.State, WebhookState.Sending)
                .SetProperty(other => other.LeaseToken, token)
                .SetProperty(other => other.LeaseUntil, now + WebhookDelivery.Lease)
                .SetProperty(other => other.Attempts, other => other.Attempts + 1),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Sign(new Claim(delivery, token), endpoint, delivery, now);
    }

    private static bool IsDue(WebhookDelivery delivery, DateTimeOffset now) =>
        (delivery.State == WebhookState.Due && delivery.DueAt <= now)
        || (delivery.State == WebhookState.Sending && delivery.LeaseUntil <= now);

    private Claim Sign(Claim claim, WebhookEndpoint endpoint, WebhookDelivery delivery, DateTimeOffset now)
    {
        // An address that was allowed when it was saved may not be any more.
        if (!WebhookUrl.TryParse(endpoint.Url, _options.Value.AllowLoopback, out var url, out var problem))
        {
            return claim with { Answer = new WebhookAnswer(null, problem) };
        }

        var messageId = string.Create(CultureInfo.InvariantCulture, $"evt_{delivery.EventId:N}");
        try
        {
            var signature = _secrets.Sign(endpoint, messageId, now, delivery.Body);
            return claim with { Request = new WebhookRequest(url, messageId, now, signature, delivery.Body) };
        }
        catch (CryptographicException)
        {
            return claim with { Answer = new WebhookAnswer(null, KeysGone) };
        }
    }

    private static IQueryable<WebhookDelivery> Held(LeadAlertsDbContext db, Claim claim) => db.WebhookDeliveries.Where(row =>
        row.Id == claim.DeliveryId && row.LeaseToken == claim.Token && row.State == WebhookState.Sending);

    private async Task ReleaseAsync(Claim claim)
    {
        await using var db = await _contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await Held(db, claim).ExecuteUpdateAsync(WebhookEnd.Released);
        await write.CommitAsync(CancellationToken.None);
    }

    private async Task RecordAsync(Claim claim, WebhookAnswer answer, TimeSpan took)
    {
        // The receiver may have it: this is recorded even while the server is stopping.
        var now = _clock.GetUtcNow();
        await using var db = await _contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var attempt = new WebhookAttempt(answer, now, took);
        var change = answer.IsSuccess ? WebhookEnd.Settled(WebhookState.Delivered, attempt)
            : answer.Status == 410 || claim.IsPing || now >= claim.GiveUpAt ? WebhookEnd.Settled(WebhookState.Failed, attempt)
            : WebhookEnd.PutOff(now + WebhookRetries.After(claim.Attempts, answer.RetryAfter, Random.Shared.NextDouble()), attempt);
        if (await Held(db, claim).ExecuteUpdateAsync(change) == 0)
        {
            Log.LostClaim(_logger, claim.DeliveryId);
            return;
        }

        if (await db.WebhookEndpoints.FirstOrDefaultAsync(endpoint => endpoint.Id == claim.EndpointId) is { } endpoint)
        {
            await JudgeAsync(db, endpoint, claim, answer, now);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        Log.Answered(_logger, claim.DeliveryId, answer.Status, took.TotalMilliseconds);
    }

    /// <summary>Notes what the answer says about the endpoint as a whole, and switches it off when nobody is there any more.</summary>
    private async Task JudgeAsync(LeadAlertsDbContext db, WebhookEndpoint endpoint, Claim claim, WebhookAnswer answer, DateTimeOffset now)
    {
        if (answer.IsSuccess)
        {
            endpoint.RecordSuccess(now);
            return;
        }

        if (!claim.IsPing)
        {
            endpoint.RecordFailure(now);
        }

        var reason = answer.Status == 410 ? "The receiver answered that it is gone for good (410)."
            : now - endpoint.FailingSince >= WebhookDelivery.GiveUpAfter ? "Nothing could be delivered for three days."
            : null;
        if (reason is not null && endpoint.DisabledAt is null)
        {
            endpoint.Disable(reason, now);
            Log.SwitchedOff(_logger, endpoint.Id);
            await db.WebhookDeliveries
                .Where(row => row.EndpointId == endpoint.Id && row.State == WebhookState.Due)
                .ExecuteUpdateAsync(WebhookEnd.Cancelled("The endpoint was switched off.", now));
        }
    }

    private sealed record Claim(
        Guid DeliveryId, Guid SiteId, Guid EndpointId, Guid Token, int Attempts, DateTimeOffset GiveUpAt, bool IsPing)
    {
        public Claim(WebhookDelivery delivery, Guid token)
            : this(
                delivery.Id, delivery.SiteId, delivery.EndpointId, token, delivery.Attempts + 1, delivery.GiveUpAt,
                delivery.Type == WebhookEvents.Ping)
        {
        }

        /// <summary>What to post; null when there is nothing to post.</summary>
        public WebhookRequest? Request { get; init; }

        /// <summary>Why nothing can be posted; null when it can.</summary>
        public WebhookAnswer? Answer { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Webhook delivery {DeliveryId} was answered with {Status} in {Milliseconds} ms")]
        public static partial void Answered(ILogger logger, Guid deliveryId, int? status, double milliseconds);

        [LoggerMessage(LogLevel.Warning, "Webhook delivery {DeliveryId} was claimed by another worker meanwhile; nothing was changed")]
        public static partial void LostClaim(ILogger logger, Guid deliveryId);

        [LoggerMessage(LogLevel.Warning, "Webhook endpoint {EndpointId} was switched off: nothing can be delivered to it")]
        public static partial void SwitchedOff(ILogger logger, Guid endpointId);
    }
}
