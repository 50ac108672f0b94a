using System.Globalization;

namespace LeadAlerts.Core.Sites;

/// <summary>Writes instants as the people of a site say them. Pure.</summary>
public static class SiteTime
{
    // The zones whose short names people use; elsewhere the distance to UTC says it better.
    private static readonly Dictionary<string, (string Standard, string Summer)> ShortNames = new(StringComparer.Ordinal)
    {
        ["America/Los_Angeles"] = ("PST", "PDT"),
        ["America/Denver"] = ("MST", "MDT"),
        ["America/Phoenix"] = ("MST", "MST"),
        ["America/Chicago"] = ("CST", "CDT"),
        ["America/New_York"] = ("EST", "EDT"),
        ["America/Toronto"] = ("EST", "EDT"),
        ["America/Vancouver"] = ("PST", "PDT"),
        ["America/Anchorage"] = ("AKST", "AKDT"),
        ["Pacific/Honolulu"] = ("HST", "HST"),
        ["Europe/London"] = ("GMT", "BST"),
        ["Europe/Dublin"] = ("GMT", "IST"),
        ["Europe/Lisbon"] = ("WET", "WEST"),
        ["Europe/Berlin"] = ("CET", "CEST"),
        ["Europe/Vienna"] = ("CET", "CEST"),
        ["Europe/Zurich"] = ("CET", "CEST"),
        ["Europe/Paris"] = ("CET", "CEST"),
        ["Europe/Madrid"] = ("CET", "CEST"),
        ["Europe/Rome"] = ("CET", "CEST"),
        ["Europe/Amsterdam"] = ("CET", "CEST"),
        ["Europe/Brussels"] = ("CET", "CEST"),
        ["Europe/Warsaw"] = ("CET", "CEST"),
        ["Europe/Athens"] = ("EET", "EEST"),
        ["Australia/Sydney"] = ("AEST", "AEDT"),
        ["UTC"] = ("UTC", "UTC"),
        ["Etc/UTC"] = ("UTC", "UTC"),
    };

    /// <summary>The time of day with its zone, such as <c>14:02 PDT</c>; with the day in front unless it is the day of <paramref name="now"/>.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="timeZone">The site's IANA zone; UTC stands in for one that this machine does not know.</param>
    /// <param name="now">What counts as today, there.</param>
    public static string Write(DateTimeOffset instant, string timeZone, DateTimeOffset now)
    {
        var zone = FindZone(timeZone);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date == local.Date;
        return local.ToString(today ? "HH:mm" : "ddd d MMM, HH:mm", CultureInfo.InvariantCulture) + " " + ShortName(zone, local);
    }

    /// <summary>The time of day alone; with the day in front unless it is the day of <paramref name="now"/>.</summary>
    public static string WriteShort(DateTimeOffset instant, string timeZone, DateTimeOffset now)
    {
        var text = Write(instant, timeZone, now);
        return text[..text.LastIndexOf(' ')];
    }

    /// <summary>The instant with the zone's own distance to UTC, for a mail's Date.</summary>
    public static DateTimeOffset ToLocal(DateTimeOffset instant, string timeZone) => TimeZoneInfo.ConvertTime(instant, FindZone(timeZone));

    /// <summary>A zone by its IANA id; UTC stands in for one that this machine does not know.</summary>
    public static TimeZoneInfo FindZone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    private static string ShortName(TimeZoneInfo zone, DateTimeOffset local)
    {
        if (ShortNames.TryGetValue(zone.Id, out var names))
        {
            return zone.IsDaylightSavingTime(local) ? names.Summer : names.Standard;
        }

        var offset = local.Offset;
        var sign = offset < TimeSpan.Zero ? "−" : "+";
        return offset == TimeSpan.Zero ? "UTC"
            : offset.Minutes == 0 ? $"UTC{sign}{Math.Abs(offset.Hours)}"
            : $"UTC{sign}{Math.Abs(offset.Hours)}:{Math.Abs(offset.Minutes):00}";
    }
}
