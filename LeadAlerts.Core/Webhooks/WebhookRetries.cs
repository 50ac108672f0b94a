using LeadAlerts.Core.Outside;

namespace LeadAlerts.Core.Webhooks;

/// <summary>How long to wait after an attempt that failed. Pure.</summary>
public static class WebhookRetries
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Doubles from 5 s to 1 h.</summary>
    /// <param name="attempts">Attempts begun, from 1.</param>
    /// <param name="askedFor">What the receiver asked for (<c>Retry-After</c>), counted up to 1 h; null when nothing.</param>
    /// <param name="jitter">0 to 1; spreads the delay by ±20 %, so that what failed together does not come back together.</param>
    public static TimeSpan After(int attempts, TimeSpan? askedFor, double jitter)
    {
        var delay = BackOff.After(First, Longest, attempts, jitter);
        var asked = askedFor > Longest ? Longest : askedFor ?? TimeSpan.Zero;
        return asked > delay ? asked : delay;
    }
}
