using System.Diagnostics;
using System.Globalization;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Tests.Faults;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Bench;

/// <summary>
/// The mail server is down while leads come in; then the clock of what waits is put back, as if that had taken ten minutes, and the server
/// comes up. Shows in which order and how fast the backlog goes out.
/// </summary>
internal static class Drain
{
    private static readonly TimeSpan Down = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(int leads, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.SetAsync(leads, cancellationToken);
        stage.Smtp.Answer = (verb, _) => verb == "CONNECT" ? "DROP" : null;
        await stage.StartAsync(new Dictionary<string, string> { ["Jobs__WarmUp"] = "true" }, cancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, leads), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (_, token) => await stage.PostLeadAsync(token));
        while (await CountAsync(stage, alert => alert.State == AlertState.Due, cancellationToken) < leads)
        {
            await Task.Delay(200, cancellationToken);
        }

        // The first came in when the server went down, the last a moment ago.
        await using (var db = await stage.OpenAsync(cancellationToken))
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            var now = TimeProvider.System.GetUtcNow();
            var waiting = await db.Alerts.OrderBy(alert => alert.DueAt).Select(alert => alert.Id).ToListAsync(cancellationToken);
            for (var place = 0; place < waiting.Count; place++)
            {
                var at = now - Down + (Down * place / waiting.Count);
                await db.Alerts.Where(alert => alert.Id == waiting[place]).ExecuteUpdateAsync(
                    set => set.SetProperty(alert => alert.DueAt, at).SetProperty(alert => alert.RaisedAt, at), cancellationToken);
            }

            await db.MailSenders.ExecuteUpdateAsync(set => set.SetProperty(sender => sender.PausedSince, now - Down), cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        var connections = stage.Smtp.Connections;
        var up = Stopwatch.GetTimestamp();
        stage.Smtp.Answer = (_, _) => null;
        while (await CountAsync(stage, alert => alert.State != AlertState.Accepted, cancellationToken) > 0 && Stopwatch.GetElapsedTime(up) < TimeSpan.FromMinutes(5))
        {
            await Task.Delay(200, cancellationToken);
        }

        await using var read = await stage.OpenAsync(cancellationToken);
        var alerts = await read.Alerts.AsNoTracking().OrderBy(alert => alert.AcceptedAt).ToListAsync(cancellationToken);
        var order = alerts.OrderBy(alert => alert.DueAt).Select((alert, place) => (alert.Id, place)).ToDictionary(entry => entry.Id, entry => entry.place);
        var astray = alerts.Select((alert, place) => Math.Abs(order[alert.Id] - place)).ToList();
        var accepted = alerts.Where(alert => alert.AcceptedAt is not null).Select(alert => alert.AcceptedAt!.Value).ToList();
        var seconds = accepted.CountBy(at => (long)(at - accepted[0]).TotalSeconds).OrderBy(entry => entry.Key).Select(entry => entry.Value).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"alerts due when the server came up   {leads}; accepted {stage.Smtp.Accepted.Count}, lost {leads - alerts.Count(alert => alert.State == AlertState.Accepted)}, twice {stage.Smtp.Accepted.Count - accepted.Count}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first mail after                     {(accepted[0] - TimeProvider.System.GetUtcNow() + Stopwatch.GetElapsedTime(up)).TotalSeconds:F1} s; all within {(accepted[^1] - accepted[0]).TotalSeconds:F1} s of it"));
        Console.WriteLine($"mails each second                    {string.Join(' ', seconds)} (most {seconds.Max()})");
        Console.WriteLine($"new connections                      {stage.Smtp.Connections - connections}");
        Console.WriteLine($"places out of the order they were due  median {astray.Order().ElementAt(astray.Count / 2)}, most {astray.Max()}");
        return stage.Smtp.Accepted.Count == leads ? 0 : 1;
    }

    private static async Task<int> CountAsync(
        Stage stage, System.Linq.Expressions.Expression<Func<Alert, bool>> which, CancellationToken cancellationToken)
    {
        await using var db = await stage.OpenAsync(cancellationToken);
        return await db.Alerts.CountAsync(which, cancellationToken);
    }
}
