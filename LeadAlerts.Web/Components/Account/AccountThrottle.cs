using System.Threading.RateLimiting;
using LeadAlerts.Web.Hosting;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Components.Account;

/// <summary>Counts tries per network, per account and per mailbox. Safe for use by several threads.</summary>
internal sealed class AccountThrottle(IOptions<AccountOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _networks = Count(options.Value.TriesPerNetworkPerMinute, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<string> _accounts = Count(options.Value.TriesPerAccount, options.Value.AccountTriesWindow);
    private readonly PartitionedRateLimiter<string> _mailboxes = Count(options.Value.MailsPerAddressPerHour, TimeSpan.FromHours(1));

    /// <summary>Counts a try from the network of this request; false when it has had too many.</summary>
    public bool AllowsNetwork(HttpContext context) => Take(_networks, ClientNetwork.KeyOf(context.Connection.RemoteIpAddress));

    /// <summary>Counts a try on an account, or from a device that is known to it; false when there were too many.</summary>
    public bool AllowsAccount(string accountOrDevice) => Take(_accounts, accountOrDevice.ToUpperInvariant());

    /// <summary>Counts a mail to an address; false when it got too many.</summary>
    public bool AllowsMail(string address) => Take(_mailboxes, address.ToUpperInvariant());

    public void Dispose()
    {
        _networks.Dispose();
        _accounts.Dispose();
        _mailboxes.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Count(int permits, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetFixedWindowLimiter(
                key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window, QueueLimit = 0 }),
            StringComparer.Ordinal);
}
