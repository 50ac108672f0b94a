namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>A schedule in a time zone: which instants are open, and how working time passes. Pure; safe for use by several threads.</summary>
/// <remarks>
/// The schedule's local times become instants once each: a local time that does not exist is the first instant after the gap, one that
/// occurs twice is its first occurrence. So quiet hours begin once and end once in every night, however the clocks change.
/// </remarks>
public sealed class WorkingTime
{
    // A site is open at least one day a week; some more for days that a zone left out.
    private const int DaysLooked = 16;

    private readonly AlertSchedule _schedule;
    private readonly TimeZoneInfo _zone;

    // Written and read whole, so that threads may share it.
    private volatile NextTime? _next;

    /// <summary>A schedule where a site is.</summary>
    /// <exception cref="ArgumentException">The schedule has no working day.</exception>
    public WorkingTime(AlertSchedule schedule, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(zone);
        if ((schedule.WorkingDays & Weekdays.All) == Weekdays.None)
        {
            throw new ArgumentException("A schedule has at least one working day.", nameof(schedule));
        }

        _schedule = schedule;
        _zone = zone;
    }

    /// <summary>The first open instant at or after <paramref name="from"/>, UTC; at most about nine days later.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset from)
    {
        if (_schedule is { HasQuietHours: false, WorkingDays: Weekdays.All })
        {
            return from;
        }

        // Many ask about instants near each other: between the asked one and the end of the next open time the answer is known.
        if (_next is { } next && from >= next.From && from < next.End)
        {
            return from < next.Start ? next.Start : from;
        }

        foreach (var (start, end) in OpenFrom(from))
        {
            _next = new NextTime(from, start, end);
            return start;
        }

        // Only a zone that leaves out weeks could come here: an alert is rather early than never.
        return from;
    }

    /// <summary>True when alerts may go out at an instant.</summary>
    public bool IsOpen(DateTimeOffset at) => NextOpen(at) == at;

    /// <summary>Why alerts wait at an instant; <see cref="AlertReason.None"/> when they do not.</summary>
    public AlertReason WhyClosed(DateTimeOffset at) =>
        IsOpen(at) ? AlertReason.None
        : IsWorking(DateOnly.FromDateTime(LocalOf(at))) ? AlertReason.QuietHours
        : AlertReason.DayOff;

    /// <summary>The instant at which so much open time has passed since <paramref name="from"/>, UTC.</summary>
    /// <param name="from">From when on it is counted.</param>
    /// <param name="span">Not negative; with zero it is the next open instant.</param>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        while (true)
        {
            var last = from;
            foreach (var (start, end) in OpenFrom(from))
            {
                if (end - start >= span)
                {
                    return start + span;
                }

                span -= end - start;
                last = end;
            }

            if (last == from)
            {
                return from + span;
            }

            from = last;
        }
    }

    /// <summary>The first instant, UTC, at which clocks in a zone show a local time or a later one.</summary>
    public static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone)
    {
        var nominal = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);

        // The offsets before and after any change that is near; only those that hold at their own instant count.
        DateTimeOffset? first = null;
        foreach (var near in (ReadOnlySpan<int>)[-26, -1, 0, 1, 26])
        {
            var offset = zone.GetUtcOffset(nominal.AddHours(near));
            var instant = nominal - offset;
            if (zone.GetUtcOffset(instant) == offset && !(first <= instant))
            {
                first = instant;
            }
        }

        return first ?? EndOfGap(local, nominal, zone);
    }

    private static DateTimeOffset EndOfGap(DateTime local, DateTimeOffset nominal, TimeZoneInfo zone)
    {
        var (before, after) = (nominal.AddHours(-27).UtcTicks, nominal.AddHours(27).UtcTicks);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            var instant = new DateTimeOffset(middle, TimeSpan.Zero);
            if (instant.DateTime + zone.GetUtcOffset(instant) < local)
            {
                before = middle;
            }
            else
            {
                after = middle;
            }
        }

        return new DateTimeOffset(after, TimeSpan.Zero);
    }

    private DateTime LocalOf(DateTimeOffset at) => at.UtcDateTime + _zone.GetUtcOffset(at);

    private bool IsWorking(DateOnly day) => (_schedule.WorkingDays & (Weekdays)(1 << (int)day.DayOfWeek)) != Weekdays.None;

    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> OpenFrom(DateTimeOffset from)
    {
        // Two days before: where clocks went back over midnight, an earlier day's time is not over yet.
        var first = DateOnly.FromDateTime(LocalOf(from)).AddDays(-2);
        for (var day = first; day < first.AddDays(DaysLooked); day = day.AddDays(1))
        {
            if (!IsWorking(day))
            {
                continue;
            }

            foreach (var (start, end) in OpenOn(day))
            {
                if (end > from && end > start)
                {
                    yield return (start > from ? start : from, end);
                }
            }
        }
    }

    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> OpenOn(DateOnly day)
    {
        var begin = At(day, TimeOnly.MinValue);
        var end = At(day.AddDays(1), TimeOnly.MinValue);
        if (!_schedule.HasQuietHours)
        {
            yield return (begin, end);
        }
        else if (_schedule.QuietFrom < _schedule.QuietTo)
        {
            yield return (begin, At(day, _schedule.QuietFrom));
            yield return (At(day, _schedule.QuietTo), end);
        }
        else
        {
            yield return (At(day, _schedule.QuietTo), At(day, _schedule.QuietFrom));
        }
    }

    private DateTimeOffset At(DateOnly day, TimeOnly time) => InstantOf(day.ToDateTime(time), _zone);

    private sealed record NextTime(DateTimeOffset From, DateTimeOffset Start, DateTimeOffset End);
}
