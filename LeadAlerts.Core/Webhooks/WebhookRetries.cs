namespace LeadAlerts.Core.Webhooks;

/// <summary>How long to wait after an attempt that failed. Pure.</summary>
public static class WebhookRetries
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Doubles from 5 s to 1 h.</summary>
    /// <param name="attempts">Attempts begun, from 1.</param>
    /// <param name="askedFor">What the receiver asked for (<c>Retry-After</c>), counted up to 1 h; null when nothing.</param>
    /// <param name="jitter">0 to 1; spreads the delay by ±20 %, so that what failed together does not come back together.</param>
    public static TimeSpan After(int attempts, TimeSpan? askedFor, double jitter)
    {
        var delay = TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20)), 3600) * (0.8 + (0.4 * jitter)));
        var asked = askedFor > Longest ? Longest : askedFor ?? TimeSpan.Zero;
        return asked > delay ? asked : delay;
    }
}
