using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Ingest;

/// <summary>
/// How much each site may send, so that one site's flood leaves its neighbours alone. Counted per site and in messages: a request may
/// hold many, and a key that is made up never gets a counter. Safe for use by several threads.
/// </summary>
public sealed class IngestLimits : IDisposable
{
    private const int PeriodsPerSecond = 10;

    private readonly PartitionedRateLimiter<Guid> _limiter;
    private readonly int _burst;

    public IngestLimits(IOptions<IngestOptions> options)
    {
        _burst = options.Value.MessageBurst;
        var perPeriod = options.Value.MessagesPerSecond / PeriodsPerSecond;
        _limiter = PartitionedRateLimiter.Create<Guid, Guid>(siteId => RateLimitPartition.GetTokenBucketLimiter(
            siteId,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = _burst,
                TokensPerPeriod = perPeriod,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PeriodsPerSecond,
                QueueLimit = 0,
            }));
    }

    /// <summary>Takes a site's permission to send messages.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="messages">How many, from 0. More than the burst counts as the burst, else a large request could never pass.</param>
    /// <param name="retryAfter">When it is refused: how long to wait before trying again.</param>
    public bool TryTake(Guid siteId, int messages, out TimeSpan retryAfter)
    {
        using var lease = _limiter.AttemptAcquire(siteId, Math.Min(messages, _burst));
        retryAfter = !lease.IsAcquired && lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
