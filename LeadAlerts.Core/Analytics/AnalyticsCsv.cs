using System.Globalization;
using CsvHelper;

namespace LeadAlerts.Core.Analytics;

/// <summary>Writes a report as a table that spreadsheets open. Pure but for the stream.</summary>
public static class AnalyticsCsv
{
    /// <summary>Writes it: UTF-8 with a byte order mark, no cell that a spreadsheet would run.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where it is written; left open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(AnalyticsReport report, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using var csv = CsvWriter.Create(
            output, CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync(["What", "Which", "Number", "Period before"], cancellationToken);
        var (now, before) = (report.Now, report.Before);
        for (var day = 0; day < now.LeadsByDay.Count; day++)
        {
            await RowAsync("Leads on", report.Range.First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), now.LeadsByDay[day], before.LeadsByDay[day]);
        }

        await RowAsync("Funnel", "Page views", now.Funnel.Loads, before.Funnel.Loads);
        await RowAsync("Funnel", "Chats opened", now.Funnel.Opens, before.Funnel.Opens);
        await RowAsync("Funnel", "Chats", now.Funnel.Chats, before.Funnel.Chats);
        await RowAsync("Funnel", "Leads", now.Funnel.Leads, before.Funnel.Leads);
        await RowAsync("Funnel", "Won", now.Funnel.Won, before.Funnel.Won);
        await RowAsync("Speed to lead", "Median, minutes", Minutes(now.Speed), Minutes(before.Speed));
        foreach (var (weekday, row) in now.HeatMap.Index())
        {
            foreach (var (hour, leads) in row.Index().Where(each => each.Item > 0))
            {
                await RowAsync("Leads by hour", $"{AnalyticsWords.Weekday(weekday)} {hour:00}:00", leads, before.HeatMap[weekday][hour]);
            }
        }

        foreach (var (what, origins) in new[] { ("Leads from page", report.Pages), ("Leads from source", report.Sources) })
        {
            foreach (var origin in origins)
            {
                await RowAsync(what, origin.Name, origin.Leads, null);
            }
        }

        foreach (var span in report.Precision.Where(span => span.Accuracy.Precision is not null))
        {
            await RowAsync("Right alerts, %, from", span.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (int)Math.Round(100 * span.Accuracy.Precision!.Value), null);
        }

        async ValueTask RowAsync(string what, string which, int? number, int? was) =>
            await csv.WriteRecordAsync([what, which, Text(number), Text(was)], cancellationToken);
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static int? Minutes(SpeedToLead speed) => speed.Median is { } median ? (int)Math.Round(median.TotalMinutes) : null;
}
