namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>When a snoozed lead comes back: at eight in the morning of the site's zone.</summary>
internal static class SnoozeTimes
{
    private static readonly TimeOnly Morning = new(8, 0);

    /// <summary>The next day's morning.</summary>
    public static DateTimeOffset Tomorrow(DateTimeOffset now, TimeZoneInfo zone) => At(Today(now, zone).AddDays(1), zone);

    /// <summary>The morning of the Monday after today.</summary>
    public static DateTimeOffset NextWeek(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = Today(now, zone);
        var days = ((int)DayOfWeek.Monday - (int)today.DayOfWeek + 6) % 7 + 1;
        return At(today.AddDays(days), zone);
    }

    private static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    private static DateTimeOffset At(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(Morning);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
