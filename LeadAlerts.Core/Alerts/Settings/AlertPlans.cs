namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>How often a site's digest comes. Numbers are stored: never renumber.</summary>
public enum DigestRhythm
{
    /// <summary>Never.</summary>
    Off = 0,

    /// <summary>Every day.</summary>
    Daily = 1,

    /// <summary>Once a week.</summary>
    Weekly = 2,
}

/// <summary>When a site's digest comes.</summary>
/// <param name="Rhythm">How often.</param>
/// <param name="At">The time of day, in the site's time zone.</param>
/// <param name="Weekday">The day of a weekly one.</param>
public sealed record DigestPlan(DigestRhythm Rhythm, TimeOnly At, DayOfWeek Weekday)
{
    /// <summary>No digest.</summary>
    public static readonly DigestPlan Off = new(DigestRhythm.Off, new TimeOnly(8, 0), DayOfWeek.Monday);
}

/// <summary>Whom an escalation tells. Numbers are stored: never renumber.</summary>
public enum EscalationTarget
{
    /// <summary>The next recipient who does not know of the lead; everybody once there is none.</summary>
    Next = 0,

    /// <summary>Every recipient.</summary>
    Everyone = 1,
}

/// <summary>What happens with a lead that nobody takes.</summary>
/// <param name="AfterMinutes">After how many minutes of working time; null never.</param>
/// <param name="Times">How often at most, 1–<see cref="MaxTimes"/>.</param>
/// <param name="Target">Who is told.</param>
public sealed record EscalationPlan(int? AfterMinutes, int Times, EscalationTarget Target)
{
    /// <summary>The greatest number of times.</summary>
    public const int MaxTimes = 5;

    /// <summary>The greatest number of minutes: a week.</summary>
    public const int MaxMinutes = 7 * 24 * 60;

    /// <summary>No escalation.</summary>
    public static readonly EscalationPlan Off = new(null, 1, EscalationTarget.Next);
}
