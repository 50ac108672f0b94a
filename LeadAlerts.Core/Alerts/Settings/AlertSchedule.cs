namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>Days of the week. Numbers are stored: never renumber.</summary>
[Flags]
public enum Weekdays
{
    /// <summary>No day.</summary>
    None = 0,

    /// <summary>Sunday; each day's bit is 1 shifted by its <see cref="DayOfWeek"/>.</summary>
    Sunday = 1,

    /// <summary>Monday.</summary>
    Monday = 2,

    /// <summary>Tuesday.</summary>
    Tuesday = 4,

    /// <summary>Wednesday.</summary>
    Wednesday = 8,

    /// <summary>Thursday.</summary>
    Thursday = 16,

    /// <summary>Friday.</summary>
    Friday = 32,

    /// <summary>Saturday.</summary>
    Saturday = 64,

    /// <summary>Monday to Friday.</summary>
    Workweek = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>Every day.</summary>
    All = Workweek | Saturday | Sunday,
}

/// <summary>When a site's alerts may go out, in its own time.</summary>
/// <param name="QuietFrom">From when on they wait.</param>
/// <param name="QuietTo">Until when, not included; before <paramref name="QuietFrom"/> it is the next day's, equal to it there are no quiet hours.</param>
/// <param name="WorkingDays">The days on which they go out at all; at least one.</param>
public sealed record AlertSchedule(TimeOnly QuietFrom, TimeOnly QuietTo, Weekdays WorkingDays)
{
    /// <summary>At any time.</summary>
    public static readonly AlertSchedule Always = new(TimeOnly.MinValue, TimeOnly.MinValue, Weekdays.All);

    /// <summary>True when a part of the day is quiet.</summary>
    public bool HasQuietHours => QuietFrom != QuietTo;
}
