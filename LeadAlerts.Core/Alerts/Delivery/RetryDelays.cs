using LeadAlerts.Core.Outside;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>How long to wait after a failure. Pure.</summary>
public static class RetryDelays
{
    /// <summary>After this time an alert that could not be delivered is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(72);

    /// <summary>
    /// After so many tries it is given up too. Within <see cref="GiveUpAfter"/> there are fewer: it ends what is held by night after night and has its
    /// patience anew each time.
    /// </summary>
    public const int MostTries = 120;

    private static readonly TimeSpan[] Reviews =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(50),
    ];

    /// <summary>After a review that failed: 10 s, 30 s, 2 min … 1 h from the tenth on.</summary>
    /// <param name="attempts">Reviews that failed in a row, from 1.</param>
    public static TimeSpan AfterReview(int attempts) =>
        attempts - 1 < Reviews.Length ? Reviews[Math.Max(attempts - 1, 0)] : TimeSpan.FromHours(1);

    /// <summary>After an alert that was put off: doubles up to 1 h.</summary>
    /// <param name="first">The first delay.</param>
    /// <param name="attempts">Attempts begun, from 1.</param>
    /// <param name="jitter">0 to 1; spreads the delay by ±20 %, so that what failed together does not come back together.</param>
    public static TimeSpan AfterAlert(TimeSpan first, int attempts, double jitter) =>
        BackOff.After(first, TimeSpan.FromHours(1), attempts, jitter);

    /// <summary>While no mail can go out: doubles up to 60 s.</summary>
    /// <param name="first">The first delay.</param>
    /// <param name="failures">Tries in a row that failed before, from 0.</param>
    /// <param name="jitter">0 to 1; spreads the delay by ±20 %.</param>
    public static TimeSpan AfterSender(TimeSpan first, int failures, double jitter) =>
        BackOff.After(first, TimeSpan.FromMinutes(1), failures + 1, jitter);
}
