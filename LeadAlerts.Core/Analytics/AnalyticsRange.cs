namespace LeadAlerts.Core.Analytics;

/// <summary>The days that a report is about, in the site's time. Pure.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, included.</param>
public sealed record AnalyticsRange(DateOnly First, DateOnly Last)
{
    /// <summary>The longest range, in days.</summary>
    public const int MaxDays = 366;

    /// <summary>How many days a report has unless somebody asks for others.</summary>
    public const int DefaultDays = 30;

    /// <summary>The ranges that are offered, in days.</summary>
    public static IReadOnlyList<int> Offered { get; } = [7, 30, 90];

    /// <summary>How many days it has.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>As many days just before it.</summary>
    public AnalyticsRange Before => new(First.AddDays(-Days), First.AddDays(-1));

    /// <summary>The last days up to today.</summary>
    public static AnalyticsRange Latest(int days, DateOnly today) => new(today.AddDays(1 - days), today);

    /// <summary>The range that an address asks for; the nearest sensible one where it asks for nonsense.</summary>
    /// <param name="days">One of <see cref="Offered"/>; null for none.</param>
    /// <param name="from">The first day, such as 2026-03-01; null or unreadable for none.</param>
    /// <param name="to">The last day.</param>
    /// <param name="today">Today by the site's clock: nothing later can be asked for.</param>
    public static AnalyticsRange Of(int? days, string? from, string? to, DateOnly today)
    {
        if (Read(from) is { } first && Read(to) is { } last)
        {
            (first, last) = first <= last ? (first, last) : (last, first);
            last = last > today ? today : last;
            first = first > last ? last : first;
            return new AnalyticsRange(first.DayNumber < last.DayNumber - MaxDays + 1 ? last.AddDays(1 - MaxDays) : first, last);
        }

        return Latest(days is { } asked && Offered.Contains(asked) ? asked : DefaultDays, today);
    }

    private static DateOnly? Read(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", out var read) && read.Year is > 2000 and < 2200 ? read : null;
}
