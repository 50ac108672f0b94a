namespace LeadAlerts.Core.Outside;

/// <summary>How long to leave a server alone that did not take what it was sent. Pure.</summary>
public static class BackOff
{
    /// <summary>Doubles from the first delay to the longest, spread by ±20 %, so that what failed together does not come back together.</summary>
    /// <param name="first">The delay after the first failure.</param>
    /// <param name="longest">The longest delay before the spread.</param>
    /// <param name="failures">Failures in a row, from 1; fewer count as 1.</param>
    /// <param name="jitter">0 to 1: 0 is 20 % less, 1 is 20 % more.</param>
    public static TimeSpan After(TimeSpan first, TimeSpan longest, int failures, double jitter) =>
        TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)), longest.TotalSeconds) * (0.8 + (0.4 * jitter)));
}
