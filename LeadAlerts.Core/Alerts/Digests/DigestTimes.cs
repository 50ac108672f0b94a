using LeadAlerts.Core.Alerts.Settings;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>When digests are due, in a site's own time. Pure.</summary>
public static class DigestTimes
{
    /// <summary>The next instant, UTC, after <paramref name="now"/> at which a digest is due; null when none ever is.</summary>
    /// <param name="plan">How often and at what time of day.</param>
    /// <param name="timeZone">The site's IANA zone; UTC stands in for one that this machine does not know.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <remarks>A time that a change of clocks leaves out comes as much later; one that comes twice counts the first time.</remarks>
    public static DateTimeOffset? FindNext(DigestPlan plan, string timeZone, DateTimeOffset now)
    {
        if (plan.Rhythm == DigestRhythm.Off)
        {
            return null;
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

        // From the day before, since a zone's day may be put off across midnight, to the same weekday a week later.
        for (var day = today.AddDays(-1); day <= today.AddDays(8); day = day.AddDays(1))
        {
            if ((plan.Rhythm == DigestRhythm.Daily || day.DayOfWeek == plan.Weekday) && At(day, plan.At, zone) is var at && at > now)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>From when on, UTC, a digest tells what happened: one day or week before it was due.</summary>
    public static DateTimeOffset FindStart(DigestPlan plan, DateTimeOffset dueAt) =>
        dueAt.AddDays(plan.Rhythm == DigestRhythm.Weekly ? -7 : -1);

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
