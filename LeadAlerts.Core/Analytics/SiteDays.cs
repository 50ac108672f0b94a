using LeadAlerts.Core.Alerts.Settings;

namespace LeadAlerts.Core.Analytics;

/// <summary>Days in a site's time zone as stretches of time. Pure; safe for use by several threads.</summary>
/// <remarks>A day begins with the first instant at which the clocks show its midnight or later, so each instant belongs to one day, however the clocks change.</remarks>
public sealed class SiteDays
{
    private readonly long[] _begins;
    private readonly TimeZoneInfo _zone;

    /// <summary>Days in a row.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day, included.</param>
    /// <param name="zone">The site's zone.</param>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public SiteDays(DateOnly first, DateOnly last, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (last < first)
        {
            throw new ArgumentException("The last day is not before the first.", nameof(last));
        }

        (First, Count, _zone) = (first, last.DayNumber - first.DayNumber + 1, zone);
        _begins = new long[Count + 1];
        for (var i = 0; i <= Count; i++)
        {
            _begins[i] = WorkingTime.InstantOf(first.AddDays(i).ToDateTime(TimeOnly.MinValue), zone).UtcTicks;
        }
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>How many days.</summary>
    public int Count { get; }

    /// <summary>When the first day begins, UTC.</summary>
    public DateTimeOffset From => new(_begins[0], TimeSpan.Zero);

    /// <summary>When the last day ends, UTC, not included.</summary>
    public DateTimeOffset To => new(_begins[Count], TimeSpan.Zero);

    /// <summary>The place of an instant's day, from 0; null when it lies outside.</summary>
    public int? IndexOf(DateTimeOffset at)
    {
        var ticks = at.UtcTicks;
        if (ticks < _begins[0] || ticks >= _begins[Count])
        {
            return null;
        }

        var found = Array.BinarySearch(_begins, ticks);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>How long a day is: 24 hours, but where the clocks change.</summary>
    public TimeSpan LengthOf(int index) => TimeSpan.FromTicks(_begins[index + 1] - _begins[index]);

    /// <summary>The day of the week, Monday 0, and the hour, 0–23, that clocks show at an instant.</summary>
    public (int Weekday, int Hour) HourOf(DateTimeOffset at)
    {
        var local = at.UtcDateTime + _zone.GetUtcOffset(at);
        return (((int)local.DayOfWeek + 6) % 7, local.Hour);
    }
}
