using System.Diagnostics;
using System.Globalization;
using LeadAlerts.Core;
using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Bench;

/// <summary>
/// A backtest over a month of chats: from the database to the numbers, and while a slider is dragged (only made again, with quiet hours and
/// three recipients). The chats are the demo's, each reviewed once and written many times.
/// </summary>
internal static class Backtests
{
    public static async Task<int> RunAsync(int chats, int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("lead-alerts-backtest-");
        try
        {
            return await RunAsync(folder.FullName, chats, rounds, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(string folder, int chats, int rounds, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = folder });
        builder.Services.AddLogging();
        builder.Services.AddDataProtection();
        builder.Services.AddLeadAlertsCore();
        using var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
        var siteId = await FillAsync(host.Services, chats, cancellationToken);
        var queries = host.Services.GetRequiredService<BacktestQueries>();
        var random = new Random(20261123);
        var settings = await host.Services.GetRequiredService<AlertSettingsStore>().GetAsync(siteId, cancellationToken);
        var plain = AlertSettingsDraft.Of(settings);
        var quiet = plain with { Schedule = new AlertSchedule(new TimeOnly(20, 0), new TimeOnly(7, 0), Weekdays.Workweek), HotScore = 95 };

        Console.WriteLine($"{chats} chats in 30 days, 3 recipients; load before: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine($"{"ms",-52}{"n",6}{"first",9}{"CPU",9}{"p50",9}{"p99",9}{"max",9}");
        var history = await queries.LoadAsync(siteId, cancellationToken);
        await MeasureAsync("load and answer", Math.Min(rounds, 100), async () =>
        {
            history = await queries.LoadAsync(siteId, cancellationToken);
            return Answer(history, plain, plain with { Threshold = random.Next(1, 101) });
        });
        var now = Backtest.Run(history, quiet);
        await MeasureAsync("made again: threshold, at any time", rounds, () => Task.FromResult(Compare(history, now, plain with { Threshold = random.Next(1, 101) })));
        await MeasureAsync("made again: threshold, nights and weekends quiet", rounds, () => Task.FromResult(Compare(history, now, quiet with { Threshold = random.Next(1, 101) })));
        await MeasureAsync("made again: a criterion switched, nights quiet", rounds, () => Task.FromResult(Compare(history, now, quiet with { Criteria = Switch(random) })));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"with the settings in force: {now.Leads} leads, {now.Alerts} alerts, {now.Held} of them held, {now.Mails} mails"));
        return 0;
    }

    private static BacktestComparison Answer(BacktestHistory history, AlertSettingsDraft now, AlertSettingsDraft then) =>
        Compare(history, Backtest.Run(history, now), then);

    private static BacktestComparison Compare(BacktestHistory history, BacktestRun now, AlertSettingsDraft then) =>
        BacktestComparison.Of(history, now, Backtest.Run(history, then));

    private static List<CriterionSetting> Switch(Random random)
    {
        var off = CriterionNames.Predefined[random.Next(CriterionNames.Predefined.Count)];
        return [.. CriterionSetting.Defaults.Select(setting => setting.Criterion == off ? setting with { Enabled = false } : setting)];
    }

    private static async Task MeasureAsync(string name, int rounds, Func<Task<BacktestComparison>> run)
    {
        var times = new List<double>();
        var first = 0.0;
        var processor = TimeSpan.Zero;
        for (var round = 0; round <= rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await run();
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (round == 0)
            {
                first = took;
                processor = Process.GetCurrentProcess().TotalProcessorTime;
            }
            else
            {
                times.Add(took);
            }
        }

        var each = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / rounds;
        times.Sort();
        double At(double share) => times[Math.Min(times.Count - 1, (int)(times.Count * share))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52}{times.Count,6}{first,9:F1}{each,9:F1}{At(0.5),9:F1}{At(0.99),9:F1}{times[^1],9:F1}"));
    }

    private static async Task<Guid> FillAsync(IServiceProvider services, int chats, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var random = new Random(1);
        var site = new Site("Brightroof", "America/Los_Angeles", "US", now.AddDays(-40));
        var business = new BusinessProfile { Kind = "Roofing contractor", Services = "roof repair, gutters", ServiceArea = "Oakland, Berkeley" };
        var settings = AlertSettings.CreateFirst(site.Id, now.AddDays(-40));
        var recipients = Enumerable.Range(0, 3).Select(i => new AlertRecipient(site.Id, $"r{i}@example.com", "", now.AddDays(-40).AddSeconds(i))).ToList();
        recipients.ForEach(recipient => recipient.Confirm(now.AddDays(-39)));
        var qualifier = new LeadQualifier();
        var contexts = services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            db.AddRange([site, settings, .. recipients]);
            await db.SaveChangesAsync(cancellationToken);
        }

        var read = DemoConversations.Load()
            .Select(demo => qualifier.Assess(
                new Transcript(site.Id, Guid.NewGuid(), [.. demo.Messages.Select((message, index) => new TranscriptLine(index + 1, message.Role == "bot" ? MessageRole.Bot : MessageRole.Visitor, message.Text, now))], VisitorProfile.Unknown),
                SiteCriteria.Shipped, business, "US", now))
            .ToList();
        for (var from = 0; from < chats; from += 500)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            for (var i = from; i < Math.Min(chats, from + 500); i++)
            {
                var at = now.AddSeconds(-random.NextInt64(29 * 24 * 3600));
                var assessment = read[random.Next(read.Count)];
                var chat = new Conversation(site.Id, "widget", $"c{i}", at) { VisitorId = $"v{i}", PageUrl = "https://brightroof.example/repair", NetworkHash = $"n{i % 4000}" };
                db.Add(chat.Append(MessageRole.Visitor, "…", at));
                var mine = new Assessment(
                    site.Id, chat.Id, 1, assessment.Score, assessment.Category, assessment.Signals,
                    assessment.Contact.Phone is null ? assessment.Contact : assessment.Contact with { Phone = $"+1415{5_000_000 + i}", Email = null }, assessment.Assessor, at) { Basis = assessment.Basis };
                mine.RecordVerdict(1, settings.Threshold, 0);
                Lead? lead = null;
                if (assessment.Score >= settings.Threshold)
                {
                    lead = new Lead(site.Id, chat.Id, chat.VisitorId, at);
                    lead.RecordReview(assessment.Score, assessment.Category, "Wants a roof repaired", mine.Contact, at);
                    db.Add(lead);
                }

                chat.RecordReview(1, assessment.Score, (int)assessment.Category, "Wants a roof repaired this week", lead?.Id);
                db.AddRange(chat, mine);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        return site.Id;
    }
}
