using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LeadAlerts.Core;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Bench;

/// <summary>
/// Posts the conversations of a JSON Lines file over HTTP to the product as a process of its own, message by message, with a real SMTP
/// server (aiosmtpd) on loopback, and compares three ledgers: what was acknowledged, what is stored, what the SMTP server accepted.
/// </summary>
internal static class Replay
{
    private const string SiteKeyHeader = "X-Site-Key";

    private static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static async Task<int> RunAsync(string file, int count, double perSecond, CancellationToken cancellationToken)
    {
        var conversations = Read(file, count);
        var folder = Directory.CreateTempSubdirectory("leadalerts-replay-").FullName;
        var ledgerFile = Path.Combine(folder, "ledger.jsonl");
        var smtpPort = FreePort();
        using var smtp = StartSmtp(smtpPort, ledgerFile);
        try
        {
            using var host = BuildCore(folder);
            await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
            var key = await AddSiteAsync(host, cancellationToken);
            await using var product = await ProductProcess.StartAsync(folder, Settings(smtpPort), cancellationToken);
            using var client = new HttpClient { BaseAddress = product.Address };
            client.DefaultRequestHeaders.Add(SiteKeyHeader, key);

            var started = Stopwatch.GetTimestamp();
            var acknowledged = await PostAllAsync(client, conversations, perSecond, cancellationToken);
            var posting = Stopwatch.GetElapsedTime(started);
            await WaitUntilQuietAsync(host, cancellationToken);
            return await ReportAsync(host, ledgerFile, conversations.Count, acknowledged, posting, cancellationToken);
        }
        finally
        {
            smtp.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The file's conversations in a fixed random order, so that every source has its share.</summary>
    private static List<(string Id, List<(string Role, string Text)> Messages)> Read(string file, int count)
    {
        var rows = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        new Random(20261122).Shuffle(rows);
        return [.. rows.Take(count).Select((row, number) => (
            $"replay-{number}",
            row.GetProperty("messages").EnumerateArray()
                .Select(message => (message.GetProperty("role").GetString()!, message.GetProperty("text").GetString()!))
                .Where(message => !string.IsNullOrWhiteSpace(message.Item2))
                .ToList()))];
    }

    private static async Task<HashSet<(string Conversation, string Message)>> PostAllAsync(
        HttpClient client,
        List<(string Id, List<(string Role, string Text)> Messages)> conversations,
        double perSecond,
        CancellationToken cancellationToken)
    {
        var acknowledged = new HashSet<(string, string)>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(conversations.Select(async (conversation, number) =>
        {
            var wait = TimeSpan.FromSeconds(number / perSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            for (var i = 0; i < conversation.Messages.Count; i++)
            {
                var (role, text) = conversation.Messages[i];
                var id = $"m{i + 1}";
                using var response = await client.PostAsJsonAsync(
                    "/api/v1/conversations",
                    new
                    {
                        ConversationId = conversation.Id,
                        Messages = new[] { new { Id = id, Role = role, Text = text } },
                        Ended = i == conversation.Messages.Count - 1,
                    },
                    Snake,
                    cancellationToken);
                if (response.StatusCode != HttpStatusCode.Accepted)
                {
                    throw new InvalidOperationException(
                        $"{conversation.Id}/{id}: {response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
                }

                lock (acknowledged)
                {
                    acknowledged.Add((conversation.Id, id));
                }
            }
        }));
        return acknowledged;
    }

    private static async Task WaitUntilQuietAsync(IHost host, CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(500, cancellationToken);
            await using var db = await OpenAsync(host, cancellationToken);
            if (!await db.Conversations.AnyAsync(conversation => conversation.ReviewDueAt != null, cancellationToken)
                && !await db.Alerts.AnyAsync(alert => alert.FinishedAt == null, cancellationToken))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(deadline) > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException("Reviews or alerts are still due after five minutes.");
            }
        }
    }

    private static async Task<int> ReportAsync(
        IHost host,
        string ledgerFile,
        int conversations,
        HashSet<(string Conversation, string Message)> acknowledged,
        TimeSpan posting,
        CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(host, cancellationToken);
        var stored = await db.Messages
            .Join(db.Conversations, message => message.ConversationId, conversation => conversation.Id,
                (message, conversation) => new { Conversation = conversation.ExternalId, Message = message.ExternalId })
            .ToListAsync(cancellationToken);
        var missing = acknowledged.Except(stored.Select(row => (row.Conversation, row.Message))).Count();
        var leads = await db.Leads.Select(lead => lead.Id).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.ToListAsync(cancellationToken);
        var ledger = File.ReadLines(ledgerFile)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message_id").GetString()!.Trim('<', '>'))
            .ToList();
        var latencies = alerts.Where(alert => alert.AcceptedAt is not null)
            .Select(alert => (alert.AcceptedAt!.Value - alert.QualifiedAt).TotalMilliseconds).Order().ToList();
        var withoutAlert = leads.Count(lead => alerts.All(alert => alert.LeadId != lead));
        var foreign = ledger.Count(id => alerts.All(alert => alert.MessageId != id));
        var twice = ledger.Count - ledger.Distinct().Count();
        var notAccepted = alerts.Count(alert => !ledger.Contains(alert.MessageId));

        Console.WriteLine($"conversations posted            {conversations}");
        Console.WriteLine($"messages acknowledged           {acknowledged.Count} in {posting.TotalSeconds:F1} s = {acknowledged.Count / posting.TotalSeconds:F0}/s (paced)");
        Console.WriteLine($"messages stored                 {stored.Count} (acknowledged but missing: {missing})");
        Console.WriteLine($"leads                           {leads.Count}");
        Console.WriteLine($"alerts                          {alerts.Count} (accepted {latencies.Count}; leads without an alert: {withoutAlert})");
        Console.WriteLine($"accepted by the SMTP server     {ledger.Count} (twice: {twice}, belonging to no lead: {foreign}, alerts it never saw: {notAccepted})");
        Print("qualifying message → 250, ms", latencies);
        Print("  of it until the review began", [.. alerts.Select(alert => (alert.RaisedAt - alert.QualifiedAt).TotalMilliseconds).Order()]);
        return missing + withoutAlert + foreign + twice + notAccepted == 0 ? 0 : 1;
    }

    private static void Print(string what, List<double> sorted) => Console.WriteLine(
        $"{what,-31} p50 {Percentile(sorted, 0.50):F1}  p90 {Percentile(sorted, 0.90):F1}  p99 {Percentile(sorted, 0.99):F1}  max {sorted.LastOrDefault():F1}");

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static async Task<string> AddSiteAsync(IHost host, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var site = new Site("Replay", "America/Los_Angeles", "US", now);
        var key = site.MakeSecretKey();
        var recipient = new AlertRecipient(site.Id, "owner@replay.example", "", now);
        recipient.Confirm(now);
        await using var db = await OpenAsync(host, cancellationToken);
        db.AddRange(site, AlertSettings.CreateFirst(site.Id, now), recipient);
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    private static Dictionary<string, string> Settings(int smtpPort) => new()
    {
        ["Email__Host"] = "127.0.0.1",
        ["Email__Port"] = smtpPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Email__Security"] = "None",
        ["Email__From"] = "alerts@leadalerts.example",
    };

    private static IHost BuildCore(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:DataFolder"] = folder,
            ["Email:From"] = "alerts@leadalerts.example",
        });
        builder.Services.AddLogging();
        builder.Services.AddDataProtection();
        builder.Services.AddLeadAlertsCore();
        return builder.Build();
    }

    private static Task<LeadAlertsDbContext> OpenAsync(IHost host, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(cancellationToken);

    private static Process StartSmtp(int port, string ledgerFile)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "smtp_ledger.py");
        var process = Process.Start("/usr/bin/python3", [script, port.ToString(System.Globalization.CultureInfo.InvariantCulture), ledgerFile]);
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", port);
                return process;
            }
            catch (SocketException) when (!process.HasExited)
            {
                Thread.Sleep(100);
            }
        }

        throw new InvalidOperationException("aiosmtpd did not start (Debian: apt-get install python3-aiosmtpd).");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
