namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Writes spans of time as people say them. Pure.</summary>
public static class SpanWords
{
    /// <summary>One span in at most two units, such as <c>20 minutes</c> or <c>1 hour 20 minutes</c>; under a minute it is <c>less than a minute</c>.</summary>
    public static string Write(TimeSpan span)
    {
        var minutes = (int)span.TotalMinutes;
        return minutes switch
        {
            < 1 => "less than a minute",
            < 60 => Count(minutes, "minute"),
            < 24 * 60 => minutes % 60 == 0 ? Count(minutes / 60, "hour") : $"{Count(minutes / 60, "hour")} {Count(minutes % 60, "minute")}",
            _ => minutes / 60 % 24 == 0 ? Count(minutes / 60 / 24, "day") : $"{Count(minutes / 60 / 24, "day")} {Count(minutes / 60 % 24, "hour")}",
        };
    }

    /// <summary>The same as short as a table wants it, such as <c>20 min</c>, <c>1 h 20 min</c> or <c>2 d</c>.</summary>
    public static string WriteShort(TimeSpan span)
    {
        var minutes = (int)span.TotalMinutes;
        return minutes switch
        {
            < 1 => "< 1 min",
            < 60 => $"{minutes} min",
            < 24 * 60 => minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min",
            _ => $"{minutes / 60 / 24} d",
        };
    }

    /// <summary>A number with its word.</summary>
    public static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
