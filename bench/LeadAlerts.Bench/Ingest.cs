using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LeadAlerts.Core;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Bench;

/// <summary>
/// Posts new messages, each in a request of its own, to the product as a process of its own, and measures requests per second and how
/// long each waited for its 202: once with one commit per request, once with group commit. Both are the same code with another batch
/// size. A quarter of the requests opens a conversation. Afterwards every acknowledged message is looked for in the database.
/// "server µs" is the processor time the product used per request: on a busy machine the steadier figure.
/// </summary>
internal static class Ingest
{
    private const int BodyBytes = 309;
    private const int MessagesPerConversation = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(int seconds, int connections, int rounds, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{connections} connections, {BodyBytes}-byte bodies, {seconds} s each after {WarmUp.TotalSeconds:F0} s of warm-up, client on the same {Environment.ProcessorCount} cores");
        Console.WriteLine($"{"",-24}{"requests/s",12}{"p50 ms",10}{"p99 ms",10}{"max ms",10}{"server µs",12}{"stored/acked",20}");
        var one = new List<double>();
        var group = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            one.Add(await MeasureAsync("one commit per request", 1, seconds, connections, cancellationToken));
            group.Add(await MeasureAsync("group commit", 512, seconds, connections, cancellationToken));
        }

        Console.WriteLine($"ratio of the medians: {Median(group) / Median(one):F1}");
        return 0;
    }

    private static async Task<double> MeasureAsync(
        string name, int batchSize, int seconds, int connections, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("leadalerts-ingest-").FullName;
        try
        {
            using var host = BuildCore(folder);
            await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
            var key = await AddSiteAsync(host, cancellationToken);
            Run[] runs;
            TimeSpan processorTime;
            await using (var product = await ProductProcess.StartAsync(folder, Settings(batchSize), cancellationToken))
            {
                var before = product.ProcessorTime;
                var start = Stopwatch.GetTimestamp();
                runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(
                    () => PostAsync(product.Address, key, connection, start, TimeSpan.FromSeconds(seconds), cancellationToken), cancellationToken)));
                processorTime = product.ProcessorTime - before;
            }

            var waits = runs.SelectMany(run => run.Waits).Order().ToList();
            var acknowledged = runs.Sum(run => run.Acknowledged);
            await using var db = await host.Services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(cancellationToken);
            var stored = await db.Messages.CountAsync(cancellationToken);
            var perSecond = waits.Count / (double)seconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-24}{perSecond,12:N0}{Percentile(waits, 0.5),10:F2}{Percentile(waits, 0.99),10:F2}{Percentile(waits, 1),10:F1}{processorTime.TotalMicroseconds / acknowledged,12:F0}{$"{stored}/{acknowledged}",20}"));
            return stored < acknowledged
                ? throw new InvalidOperationException("An acknowledged message is not stored.")
                : perSecond;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One keep-alive connection, one request at a time.</summary>
    private static async Task<Run> PostAsync(
        Uri address, string key, int connection, long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/v1/conversations HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nX-Site-Key: {key}\r\nContent-Length: {BodyBytes}\r\n\r\n");
        var request = new byte[head.Length + BodyBytes];
        head.CopyTo(request, 0);
        var response = new byte[4096];
        var run = new Run();
        for (var number = 0; ; number++)
        {
            WriteBody(request.AsSpan(head.Length), connection, number);
            var sent = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(start, sent) > WarmUp + duration)
            {
                return run;
            }

            await socket.SendAsync(request, cancellationToken);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(response.AsMemory(length), cancellationToken);
                length += read > 0 ? read : throw new InvalidOperationException("The product closed the connection.");
            }
            while (!IsWhole(response.AsSpan(0, length)));

            if (!response.AsSpan().StartsWith("HTTP/1.1 202"u8))
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(response, 0, length));
            }

            run.Acknowledged++;
            if (Stopwatch.GetElapsedTime(start, sent) >= WarmUp)
            {
                run.Waits.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
    }

    private static void WriteBody(Span<byte> body, int connection, int number)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"conversation_id":"bench-{{{connection}}}-{{{number / MessagesPerConversation}}}","page_url":"https://shop.example/roofs","visitor":{"id":"v{{{connection}}}-{{{number / MessagesPerConversation}}}"},"messages":[{"id":"m{{{number}}}","role":"visitor","text":"Hello, do you have time to look at a roof in the old town? """);
        const string Tail = "\"}]}";
        body.Fill((byte)'x');
        Encoding.ASCII.GetBytes(head, body);
        Encoding.ASCII.GetBytes(Tail, body[^Tail.Length..]);
    }

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        var end = response.IndexOf("\r\n\r\n"u8);
        var field = response.IndexOf("Content-Length: "u8);
        return end > 0 && field > 0
            && System.Buffers.Text.Utf8Parser.TryParse(response[(field + 16)..], out int length, out _)
            && response.Length >= end + 4 + length;
    }

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static Dictionary<string, string> Settings(int batchSize) => new()
    {
        ["Logging__LogLevel__Default"] = "Warning",
        ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
        ["Intake__BatchSize"] = batchSize.ToString(CultureInfo.InvariantCulture),
        ["Ingest__MessagesPerSecond"] = "10000000",
        ["Ingest__MessageBurst"] = "10000000",

        // No review falls due while we measure the intake.
        ["ReviewTiming__SettleTime"] = "00:59:00",
        ["ReviewTiming__Latest"] = "23:00:00",
    };

    private static IHost BuildCore(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = folder });
        builder.Services.AddLogging();
        builder.Services.AddDataProtection();
        builder.Services.AddLeadAlertsCore();
        return builder.Build();
    }

    private static async Task<string> AddSiteAsync(IHost host, CancellationToken cancellationToken)
    {
        var site = new Site("Bench", "UTC", "US", TimeProvider.System.GetUtcNow());
        var key = site.MakeSecretKey();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(cancellationToken);
        db.Add(site);
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    private sealed class Run
    {
        public List<double> Waits { get; } = [];

        public int Acknowledged { get; set; }
    }
}
