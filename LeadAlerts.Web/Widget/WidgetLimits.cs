using System.Net;
using System.Threading.RateLimiting;
using LeadAlerts.Web.Hosting;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Widget;

/// <summary>Counts what visitors' browsers do, per address, conversation and site.</summary>
internal sealed class WidgetLimits(IOptions<WidgetOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _addressReads = PerMinute(options.Value.ReadsPerMinutePerAddress);
    private readonly PartitionedRateLimiter<string> _addressMessages = PerMinute(options.Value.MessagesPerMinutePerAddress);
    private readonly PartitionedRateLimiter<string> _conversationMessages = PerMinute(options.Value.MessagesPerMinutePerConversation);
    private readonly PartitionedRateLimiter<string> _siteMessages = PerMinute(options.Value.MessagesPerMinutePerSite);

    /// <summary>Counts a request; false when its address has made too many.</summary>
    public bool TryRead(IPAddress? address) => Try(_addressReads, ClientNetwork.KeyOf(address));

    /// <summary>Counts a message's request before it is read; false when its address sent too many.</summary>
    public bool TrySend(IPAddress? address) => Try(_addressMessages, ClientNetwork.KeyOf(address));

    /// <summary>Counts a message; false when its conversation or its site had too many.</summary>
    public bool TryReceive(Guid siteId, string conversation) =>
        Try(_conversationMessages, $"{siteId:N}/{conversation}") && Try(_siteMessages, siteId.ToString("N"));

    public void Dispose()
    {
        _addressReads.Dispose();
        _addressMessages.Dispose();
        _conversationMessages.Dispose();
        _siteMessages.Dispose();
    }

    private static bool Try(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> PerMinute(int count) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = count, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }),
        StringComparer.Ordinal);
}
