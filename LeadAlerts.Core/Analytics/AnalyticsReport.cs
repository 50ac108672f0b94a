using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Analytics;

/// <summary>A lead as analytics sees it.</summary>
/// <param name="CreatedAt">When it was born, UTC.</param>
/// <param name="Status">How far members have come.</param>
/// <param name="AnsweredAt">When somebody first took it up, UTC; null while nobody has.</param>
public readonly record struct LeadPoint(DateTimeOffset CreatedAt, LeadStatus Status, DateTimeOffset? AnsweredAt);

/// <summary>The steps from a page view to a customer.</summary>
/// <param name="Loads">Page views with the widget.</param>
/// <param name="Opens">Page views on which the chat was opened.</param>
/// <param name="Chats">Conversations that began, from every source.</param>
/// <param name="Leads">Leads that were born.</param>
/// <param name="Won">Those of them that became customers so far.</param>
public sealed record Funnel(int Loads, int Opens, int Chats, int Leads, int Won);

/// <summary>How fast leads were answered. Those that were dismissed as no lead count nowhere.</summary>
/// <param name="Median">The median time from a lead's birth until somebody took it up; null without any.</param>
/// <param name="Answered">How many were answered.</param>
/// <param name="Waiting">How many nobody has answered.</param>
public sealed record SpeedToLead(TimeSpan? Median, int Answered, int Waiting)
{
    /// <summary>From how many answered leads on two medians can be compared.</summary>
    public const int Enough = 5;
}

/// <summary>The leads of the last fourteen days by the site's clock, today the last one.</summary>
/// <param name="ByDay">How many came on each day: fourteen numbers.</param>
/// <param name="Speed">How fast those of the last seven days were answered.</param>
/// <param name="SpeedBefore">The same of the seven days before, up to the same time of day.</param>
public sealed record RecentLeads(IReadOnlyList<int> ByDay, SpeedToLead Speed, SpeedToLead SpeedBefore);

/// <summary>A place that brings leads.</summary>
/// <param name="Name">A page's path or a source's host.</param>
/// <param name="Leads">How many leads.</param>
/// <param name="Won">How many of them became customers.</param>
public sealed record LeadOrigin(string Name, int Leads, int Won);

/// <summary>How right alerts were in a stretch of days.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Accuracy">How right, by the answers given in it.</param>
public sealed record AccuracySpan(DateOnly From, Accuracy Accuracy);

/// <summary>What a range of days came to.</summary>
/// <param name="LeadsByDay">Leads born on each day.</param>
/// <param name="Funnel">The steps from a page view to a customer.</param>
/// <param name="Speed">How fast leads were answered.</param>
/// <param name="HeatMap">Leads by weekday, Monday 0, and hour: 7 rows of 24.</param>
public sealed record PeriodFigures(IReadOnlyList<int> LeadsByDay, Funnel Funnel, SpeedToLead Speed, IReadOnlyList<IReadOnlyList<int>> HeatMap)
{
    /// <summary>Works them out. Pure.</summary>
    /// <param name="days">The days.</param>
    /// <param name="leads">Leads; those born on no day of these are left out.</param>
    /// <param name="chats">Conversations that began on these days.</param>
    /// <param name="widget">How often the widget was seen.</param>
    public static PeriodFigures Of(SiteDays days, IEnumerable<LeadPoint> leads, int chats, IEnumerable<WidgetDay> widget)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(leads);
        ArgumentNullException.ThrowIfNull(widget);
        var byDay = new int[days.Count];
        var map = Enumerable.Range(0, 7).Select(_ => new int[24]).ToArray();
        var spans = new List<TimeSpan>();
        var (born, won, waiting) = (0, 0, 0);
        foreach (var lead in leads)
        {
            if (days.IndexOf(lead.CreatedAt) is not { } day)
            {
                continue;
            }

            born++;
            byDay[day]++;
            var (weekday, hour) = days.HourOf(lead.CreatedAt);
            map[weekday][hour]++;
            won += lead.Status == LeadStatus.Won ? 1 : 0;
            if (lead.Status == LeadStatus.NotALead)
            {
                continue;
            }

            if (lead.AnsweredAt is { } answered)
            {
                spans.Add(answered > lead.CreatedAt ? answered - lead.CreatedAt : TimeSpan.Zero);
            }
            else if (lead.Status == LeadStatus.New)
            {
                waiting++;
            }
        }

        var (loads, opens) = (0, 0);
        foreach (var row in widget.Where(row => row.Day >= days.First && row.Day < days.First.AddDays(days.Count)))
        {
            (loads, opens) = (loads + row.Loads, opens + row.Opens);
        }

        return new PeriodFigures(byDay, new Funnel(loads, opens, chats, born, won), new SpeedToLead(Median(spans), spans.Count, waiting), map);
    }

    /// <summary>The middle value, or the mean of the two in the middle; null for none.</summary>
    public static TimeSpan? Median(List<TimeSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        if (spans.Count == 0)
        {
            return null;
        }

        spans.Sort();
        return (spans[(spans.Count - 1) / 2] + spans[spans.Count / 2]) / 2;
    }
}

/// <summary>What a site's leads of a range came to, against the range before.</summary>
/// <param name="Range">The days.</param>
/// <param name="Now">What they came to.</param>
/// <param name="Before">What as many days before them came to.</param>
/// <param name="Pages">The pages that brought most leads.</param>
/// <param name="Sources">The sources that brought most leads.</param>
/// <param name="OriginsOf">Over how many leads pages and sources are counted: the latest.</param>
/// <param name="Precision">How right alerts were over time, the earliest first; stretches without an answer are left out.</param>
/// <param name="CountedSince">Since when page views are counted; null when none was.</param>
public sealed record AnalyticsReport(
    AnalyticsRange Range,
    PeriodFigures Now,
    PeriodFigures Before,
    IReadOnlyList<LeadOrigin> Pages,
    IReadOnlyList<LeadOrigin> Sources,
    int OriginsOf,
    IReadOnlyList<AccuracySpan> Precision,
    DateOnly? CountedSince)
{
    /// <summary>From how many leads on charts say something.</summary>
    public const int EnoughLeads = 5;

    /// <summary>False when so little happened that a chart would mislead.</summary>
    public bool IsEnough => Now.Funnel.Leads >= EnoughLeads;
}
