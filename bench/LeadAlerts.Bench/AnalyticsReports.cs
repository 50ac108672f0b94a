using System.Diagnostics;
using System.Globalization;
using LeadAlerts.Core;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Bench;

/// <summary>The report of a site with many leads, over each range that the page offers and over a year.</summary>
internal static class AnalyticsReports
{
    public static async Task<int> RunAsync(int leads, int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("lead-alerts-analytics-");
        try
        {
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.FullName });
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = folder.FullName });
            builder.Services.AddLogging();
            builder.Services.AddDataProtection();
            builder.Services.AddLeadAlertsCore();
            using var host = builder.Build();
            await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
            var siteId = await FillAsync(host.Services, leads, cancellationToken);
            var queries = host.Services.GetRequiredService<AnalyticsQueries>();
            var today = await queries.TodayAsync(siteId, cancellationToken);
            Console.WriteLine($"{leads} leads of {2 * leads} chats over 365 days; load before: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            Console.WriteLine($"{"report, ms",-24}{"leads",8}{"n",6}{"p50",9}{"p99",9}{"CPU",9}");
            foreach (var days in (int[])[7, 30, 90, 365])
            {
                var range = AnalyticsRange.Latest(days, today);
                var report = await queries.ReadAsync(siteId, range, cancellationToken);
                var times = new List<double>();
                var processor = Process.GetCurrentProcess().TotalProcessorTime;
                for (var round = 0; round < rounds; round++)
                {
                    var began = Stopwatch.GetTimestamp();
                    await queries.ReadAsync(siteId, range, cancellationToken);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }

                var each = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / rounds;
                times.Sort();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{days + " days",-24}{report.Now.Funnel.Leads,8}{rounds,6}{times[rounds / 2],9:F1}{times[(int)(rounds * 0.99)],9:F1}{each,9:F1}"));
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Guid> FillAsync(IServiceProvider services, int leads, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var random = new Random(1);
        var contexts = services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>();
        var site = new Site("Brightroof", "America/Los_Angeles", "US", now.AddDays(-400));
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            db.Add(site);
            db.AddRange(Enumerable.Range(0, 365).Select(day => new WidgetDay(site.Id, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-day), 400, 40)));
            await db.SaveChangesAsync(cancellationToken);
        }

        for (var from = 0; from < 2 * leads; from += 1000)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            for (var i = from; i < Math.Min(2 * leads, from + 1000); i++)
            {
                var at = now.AddSeconds(-random.NextInt64(365 * 24 * 3600));
                var chat = new Conversation(site.Id, "widget", $"c{i}", at) { PageUrl = $"https://brightroof.example/page-{random.Next(60)}", Referrer = $"https://source-{random.Next(20)}.example/" };
                db.Add(chat);
                if (i % 2 == 0)
                {
                    var lead = new Lead(site.Id, chat.Id, null, at);
                    lead.RecordReview(80, ConversationCategory.NewEnquiry, "Wants a roof repaired", VisitorContact.None, at);
                    if (random.Next(3) > 0)
                    {
                        lead.SetStatus((LeadStatus)random.Next(1, 5), at.AddMinutes(random.Next(1, 3000)));
                    }

                    db.Add(lead);
                }
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        return site.Id;
    }
}
