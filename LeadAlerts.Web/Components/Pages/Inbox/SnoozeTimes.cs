namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>When a snoozed lead comes back, in the site's zone.</summary>
internal static class SnoozeTimes
{
    private static readonly TimeOnly Morning = new(8, 0);
    private static readonly TimeOnly Evening = new(18, 0);

    /// <summary>The next day's morning.</summary>
    public static DateTimeOffset Tomorrow(DateTimeOffset now, TimeZoneInfo zone) => At(Today(now, zone).AddDays(1), Morning, zone);

    /// <summary>Today at six in the evening; null where that is less than an hour away or past.</summary>
    public static DateTimeOffset? ThisEvening(DateTimeOffset now, TimeZoneInfo zone) =>
        At(Today(now, zone), Evening, zone) is var evening && evening - now >= TimeSpan.FromHours(1) ? evening : null;

    /// <summary>The morning of the Monday after today.</summary>
    public static DateTimeOffset NextWeek(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = Today(now, zone);
        var days = ((int)DayOfWeek.Monday - (int)today.DayOfWeek + 6) % 7 + 1;
        return At(today.AddDays(days), Morning, zone);
    }

    /// <summary>The instant of a time on the zone's clocks, UTC; one that the clocks skip is the instant after the gap.</summary>
    public static DateTimeOffset FindInstant(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone) => FindInstant(day.ToDateTime(time), zone);
}
