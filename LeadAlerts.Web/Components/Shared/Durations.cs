namespace LeadAlerts.Web.Components.Shared;

/// <summary>Spans of time as short as a table needs them.</summary>
internal static class Durations
{
    /// <summary>The greatest unit and, where it says something, the next: "24 s", "3 min", "2 h 5 min", "1 d 4 h".</summary>
    public static string Short(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0.95 } => "under 1 s",
        { TotalSeconds: < 9.95 } => $"{span.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 2 } => $"{(int)Math.Round(span.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 1 } => Join((int)span.TotalHours, "h", span.Minutes, "min"),
        _ => Join((int)span.TotalDays, "d", span.Hours, "h"),
    };

    private static string Join(int greater, string greaterUnit, int lesser, string lesserUnit) =>
        lesser == 0 ? $"{greater} {greaterUnit}" : $"{greater} {greaterUnit} {lesser} {lesserUnit}";
}
