using System.Diagnostics;
using System.Globalization;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Tests.Faults;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Bench;

/// <summary>
/// From the commit of the message that makes a lead (a contact detail, so no settle time) to the SMTP server's 250, as the product itself
/// records it, with a local SMTP server: one at a time, ten each second, 500 at once; and what visitors and owners notice of an SMTP
/// server that answers every verb a second late.
/// </summary>
internal static class Latency
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(int alone, int seconds, int burst, CancellationToken cancellationToken)
    {
        const int PerSecond = 10;
        const int Slow = 60;
        await using var stage = await Stage.SetAsync(alone + (PerSecond * seconds) + burst + Slow + 1, cancellationToken);
        await stage.StartAsync(new Dictionary<string, string> { ["Jobs__WarmUp"] = "true" }, cancellationToken);
        Console.WriteLine($"{Environment.ProcessorCount} cores shared with the client and the SMTP server; load before: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine($"{"qualifying message → 250, ms",-34}{"mails",8}{"p50",9}{"p90",9}{"p99",9}{"max",9}{"CPU ms/lead",14}{"rig's",8}");

        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        await MeasureAsync(stage, "the first after the start", 1, async () => await PostAsync(stage, 1, 1, cancellationToken), cancellationToken);
        await MeasureAsync(stage, "one at a time", alone, () => PostAsync(stage, alone, 1, cancellationToken), cancellationToken);
        await MeasureAsync(stage, "10 each second", PerSecond * seconds, () => PaceAsync(stage, PerSecond * seconds, PerSecond, cancellationToken), cancellationToken);
        await MeasureAsync(stage, $"{burst} at once", burst, () => PostAsync(stage, burst, burst, cancellationToken), cancellationToken);
        var twice = CountTwice(stage);
        await BesideSlowServerAsync(stage, Slow, cancellationToken);

        await using var db = await stage.OpenAsync(cancellationToken);
        var refused = await db.Alerts.CountAsync(alert => alert.State == AlertState.Failed || alert.State == AlertState.Unknown, cancellationToken);
        Console.WriteLine($"refused or unknown: {refused}; mails that came twice: {twice}");
        return refused + twice == 0 ? 0 : 1;
    }

    private static int CountTwice(Stage stage)
    {
        var ids = stage.Smtp.Messages.Select(bytes => MimeMessage.Load(new MemoryStream(bytes)).MessageId).ToList();
        return ids.Count - ids.Distinct().Count();
    }

    private static async Task MeasureAsync(Stage stage, string name, int mails, Func<Task> post, CancellationToken cancellationToken)
    {
        var from = TimeProvider.System.GetUtcNow();
        var before = stage.Product.ProcessorTime;
        var rigBefore = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        var expected = stage.Smtp.Messages.Count + mails;
        await post();
        await stage.WaitForMailsAsync(expected, Patience, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        await Task.Delay(200, cancellationToken);
        var processor = stage.Product.ProcessorTime - before;
        var rig = Environment.CpuUsage.TotalTime - rigBefore;
        await using var db = await stage.OpenAsync(cancellationToken);
        var alerts = await db.Alerts.AsNoTracking().Where(alert => alert.RaisedAt >= from && alert.AcceptedAt != null).ToListAsync(cancellationToken);
        Print(name, [.. alerts.Select(alert => alert.Latency!.Value.TotalMilliseconds).Order()], processor.TotalMilliseconds / mails, rig.TotalMilliseconds / mails);
        Print("  of it until the alert was raised", [.. alerts.Select(alert => (alert.RaisedAt - alert.QualifiedAt).TotalMilliseconds).Order()]);
        if (mails > 1)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  first message sent to last mail: {took.TotalMilliseconds:F0} ms"));
        }
    }

    private static async Task PostAsync(Stage stage, int count, int atOnce, CancellationToken cancellationToken)
    {
        for (var done = 0; done < count; done += atOnce)
        {
            var expected = stage.Smtp.Messages.Count + atOnce;
            await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => stage.PostLeadAsync(cancellationToken)));
            if (atOnce == 1)
            {
                await stage.WaitForMailsAsync(expected, Patience, cancellationToken);
                await Task.Delay(20, cancellationToken);
            }
        }
    }

    private static async Task PaceAsync(Stage stage, int count, int perSecond, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var posts = new List<Task>();
        for (var number = 0; number < count; number++)
        {
            var wait = TimeSpan.FromSeconds((double)number / perSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            posts.Add(stage.PostLeadAsync(cancellationToken));
        }

        await Task.WhenAll(posts);
    }

    private static async Task BesideSlowServerAsync(Stage stage, int leads, CancellationToken cancellationToken)
    {
        using var owner = await stage.SignInAsync(cancellationToken);
        Console.WriteLine($"{"what people notice, ms",-34}{"times",8}{"p50",9}{"p90",9}{"p99",9}{"max",9}");
        await NoticeAsync("SMTP answers at once: ", TimeSpan.Zero);
        await NoticeAsync("each verb 1 s late: ", TimeSpan.FromSeconds(1));

        async Task NoticeAsync(string name, TimeSpan late)
        {
            stage.Smtp.Before = _ => Task.Delay(late, CancellationToken.None);
            var posts = new List<double>();
            var pages = new List<double>();
            for (var number = 0; number < leads / 2; number++)
            {
                posts.Add((await stage.PostLeadAsync(cancellationToken)).TotalMilliseconds);
                var began = Stopwatch.GetTimestamp();
                using var page = await owner.GetAsync("/leads", cancellationToken);
                page.EnsureSuccessStatusCode();
                pages.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                await Task.Delay(50, cancellationToken);
            }

            Print(name + "message → 202", [.. posts.Order()]);
            Print(name + "inbox", [.. pages.Order()]);
        }
    }

    private static void Print(string what, List<double> sorted, double? processor = null, double? rig = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-34}{sorted.Count,8}{Percentile(sorted, 0.5),9:F1}{Percentile(sorted, 0.9),9:F1}{Percentile(sorted, 0.99),9:F1}{sorted.LastOrDefault(),9:F1}{processor,14:F1}{rig,8:F1}"));

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
