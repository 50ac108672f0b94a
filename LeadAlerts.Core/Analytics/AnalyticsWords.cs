using System.Globalization;

namespace LeadAlerts.Core.Analytics;

/// <summary>Says numbers with their comparison, as a person would. Pure; in English.</summary>
public static class AnalyticsWords
{
    // By how much an hour is ahead of the next before it is named.
    private const double StandsOut = 1.5;

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>The short name of a weekday, Monday 0.</summary>
    public static string Weekday(int weekday) => Weekdays[weekday];

    /// <summary>A number against that of the period before: "8 more than before", "as many as before".</summary>
    public static string Against(int now, int before) => (now - before) switch
    {
        0 => "as many as before",
        > 0 and var more => $"{more.ToString("N0", CultureInfo.InvariantCulture)} more than before",
        var fewer => $"{(-fewer).ToString("N0", CultureInfo.InvariantCulture)} fewer than before",
    };

    /// <summary>A time against that of the period before, in a few words; empty when either is not known.</summary>
    public static string Against(TimeSpan? now, TimeSpan? before)
    {
        if (now is not { } fast || before is not { } slow)
        {
            return "";
        }

        var (less, more) = fast < slow ? (fast, slow) : (slow, fast);
        if (more - less < TimeSpan.FromMinutes(1) || less.Ticks * 1.05 > more.Ticks)
        {
            return "about as before";
        }

        return fast < slow ? "faster than before" : "slower than before";
    }

    /// <summary>How fast leads were answered against the period before; empty when either has too few answers to say.</summary>
    public static string Against(SpeedToLead now, SpeedToLead before)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        return Math.Min(now.Answered, before.Answered) < SpeedToLead.Enough ? "" : Against(now.Median, before.Median);
    }

    /// <summary>A part of a whole as a percentage: "12 %"; empty when there is no whole, or the part is larger than it.</summary>
    public static string Share(int part, int whole) =>
        whole == 0 || part > whole ? "" : (100.0 * part / whole) switch
        {
            > 0 and < 1 => "under 1 %",
            var percent => percent.ToString("0", CultureInfo.InvariantCulture) + " %",
        };

    /// <summary>When most leads come, in one sentence; null when too few did to say, or no hour stands out.</summary>
    public static string? Busiest(IReadOnlyList<IReadOnlyList<int>> heatMap)
    {
        ArgumentNullException.ThrowIfNull(heatMap);
        var (weekday, hour, most, next) = (0, 0, 0, 0);
        for (var day = 0; day < heatMap.Count; day++)
        {
            for (var at = 0; at < heatMap[day].Count; at++)
            {
                var leads = heatMap[day][at];
                if (leads > most)
                {
                    (weekday, hour, most, next) = (day, at, leads, most);
                }
                else
                {
                    next = Math.Max(next, leads);
                }
            }
        }

        return most < AnalyticsReport.EnoughLeads || most < StandsOut * next ? null : $"Most come on {Weekdays[weekday]} from {hour:00}:00 to {(hour + 1) % 24:00}:00: {most}.";
    }
}
