using System.Globalization;

namespace LeadAlerts.Web.Components.Shared;

/// <summary>Instants as short texts in a zone, for places where no hover can tell more.</summary>
internal static class DateTexts
{
    /// <summary>Such as "Tue 3 Nov, 14:02".</summary>
    public static string Short(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture);
}
