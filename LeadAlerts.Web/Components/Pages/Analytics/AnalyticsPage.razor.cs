using System.Globalization;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Analytics;

/// <summary>Whether it works: what chats and leads come to over days that stand in the address.</summary>
public sealed partial class AnalyticsPage : IDisposable
{
    // A bar for each day of a quarter; beyond it bars would be hairlines.
    private const int DaysAsBars = 100;
    private const int WeekDays = 7;

    private readonly CancellationTokenSource _gone = new();
    private SiteAccess? _access;
    private AnalyticsReport? _report;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateRange? _picked;
    private DateOnly _today;
    private bool _loaded;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private AnalyticsQueries Queries { get; set; } = default!;

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>So many days up to today.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    private string? Days { get; set; }

    /// <summary>The first day of others, such as 2026-03-01.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    /// <summary>The last day of others.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    private bool IsByWeek => _report!.Range.Days > DaysAsBars;

    public void Dispose() => _gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        _access ??= await CurrentSite.FindAsync(_gone.Token);
        if (_access is { } access)
        {
            _zone = await Inbox.GetZoneAsync(access.SiteId, _gone.Token);
            _today = await Queries.TodayAsync(access.SiteId, _gone.Token);
            var range = AnalyticsRange.Of(int.TryParse(Days, CultureInfo.InvariantCulture, out var days) ? days : null, From, To, _today);
            _report = await Queries.ReadAsync(access.SiteId, range, _gone.Token);
            _picked = new DateRange(range.First.ToDateTime(TimeOnly.MinValue), range.Last.ToDateTime(TimeOnly.MinValue));
        }

        _loaded = true;
    }

    private void PickAsync(DateRange? picked)
    {
        if (picked is { Start: { } start, End: { } end })
        {
            Navigation.NavigateTo(Urls.Analytics(new AnalyticsRange(DateOnly.FromDateTime(start), DateOnly.FromDateTime(end))));
        }
    }

    private bool IsLatest(int days) => _report!.Range == AnalyticsRange.Latest(days, _today);

    private List<BarChart.Bar> LeadBars(AnalyticsReport report)
    {
        var (now, before) = (report.Now.LeadsByDay, report.Before.LeadsByDay);
        var step = IsByWeek ? WeekDays : 1;
        return
        [
            .. Enumerable.Range(0, (now.Count + step - 1) / step).Select(place => new BarChart.Bar(
                Name(report.Range.First.AddDays(place * step)),
                now.Skip(place * step).Take(step).Sum(),
                before.Skip(place * step).Take(step).Sum())),
        ];
    }

    private static List<BarChart.Bar> PrecisionBars(AnalyticsReport report) =>
    [
        .. report.Precision
            .Where(span => span.Accuracy.Precision is not null)
            .Select(span => new BarChart.Bar(NameOf(span), (int)Math.Round(100 * span.Accuracy.Precision!.Value))),
    ];

    private static int Answers(AnalyticsReport report) => report.Precision.Sum(span => Answers(span.Accuracy));

    private static int Answers(Accuracy accuracy) => accuracy.TrueAlerts + accuracy.FalseAlerts;

    private static string SpeedNote(AnalyticsReport report) =>
        report.Now.Speed.Median is null ? "No lead of these days is answered"
        : (AnalyticsWords.Against(report.Now.Speed, report.Before.Speed) is { Length: > 0 } words
            ? $"median · {words} ({Durations.Short(report.Before.Speed.Median!.Value)})"
            : $"median of {report.Now.Speed.Answered} answered")
            + (report.Now.Speed.Waiting > 0 ? $" · {report.Now.Speed.Waiting} wait" : "");

    private static string NameOf(AccuracySpan span) => $"{Name(span.From)}, {Answers(span.Accuracy)} {(Answers(span.Accuracy) == 1 ? "answer" : "answers")}";

    private static string Many(int leads) => leads switch { 0 => "No lead", 1 => "1 lead", _ => $"{leads} leads" };

    private static string Name(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}
