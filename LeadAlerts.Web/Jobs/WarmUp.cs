using Hangfire;
using LeadAlerts.Core;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Web.Jobs;

/// <summary>
/// After the start, runs made-up leads through a database that is thrown away: the first real lead would otherwise wait seconds for code to
/// be compiled. Nothing of it touches the real database, and no mail leaves.
/// </summary>
public sealed partial class WarmUp(
    IHostApplicationLifetime lifetime, IBackgroundJobClient jobs, IOptions<JobOptions> options, TimeProvider clock, ILogger<WarmUp> logger)
    : BackgroundService
{
    // From the thirtieth call on code is worth compiling well.
    private const int Leads = 40;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.WarmUp)
        {
            return;
        }

        var started = new TaskCompletionSource();
        await using var begin = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var folder = Directory.CreateTempSubdirectory("leadalerts-warm-up-");
        try
        {
            // A job without rows: it warms the job store.
            jobs.Enqueue<ReviewConversationJob>(JobQueues.Reviews, job => job.RunAsync(Array.Empty<Guid>(), CancellationToken.None));
            jobs.Enqueue<SendAlertJob>(JobQueues.Alerts, job => job.RunAsync(Array.Empty<Guid>(), CancellationToken.None));
            var began = clock.GetTimestamp();
            await using var stage = Build(folder.FullName);
            await RunAsync(stage, stoppingToken);
            Log.Done(logger, clock.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The product works without it.
            Log.Failed(logger, problem);
        }
        finally
        {
            Remove(folder);
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system cleans its folder for temporary files itself.
        }
    }

    private static ServiceProvider Build(string folder)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = folder, ["App:PublicUrl"] = "https://warm-up.invalid" })
            .Build());
        services.AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = folder, EnvironmentName = "WarmUp" });
        services.AddLogging();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddLeadAlertsCore();
        services.Replace(ServiceDescriptor.Singleton<IMailSender>(new Nobody()));
        return services.BuildServiceProvider();
    }

    private static async Task RunAsync(ServiceProvider stage, CancellationToken cancellationToken)
    {
        await stage.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
        var now = stage.GetRequiredService<TimeProvider>().GetUtcNow();
        var site = new Site("Warm-up", "UTC", "US", now);
        var recipient = new AlertRecipient(site.Id, "nobody@warm-up.invalid", "", now);
        recipient.Confirm(now);
        await using (var db = await stage.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(cancellationToken))
        {
            db.AddRange(site, AlertSettings.CreateFirst(site.Id, now), recipient);
            await db.SaveChangesAsync(cancellationToken);
        }

        var rows = stage.GetRequiredService<DueRows>();
        for (var lead = 0; lead < Leads; lead++)
        {
            await stage.GetRequiredService<ConversationIntake>().ReceiveAsync(
                new IncomingConversation(
                    site.Id, "api", $"c{lead}", VisitorProfile.Unknown with { VisitorId = $"v{lead}" },
                    [new IncomingMessage("m1", MessageRole.Visitor, $"Our roof leaks, could somebody come this week and give us a quote? Call me: 415-555-{1000 + lead}")]),
                cancellationToken);
            foreach (var id in await rows.FindConversationsAsync(1, cancellationToken))
            {
                await stage.GetRequiredService<LeadReview>().RunAsync(id, cancellationToken);
            }

            foreach (var alert in await rows.FindAlertsAsync(1, cancellationToken))
            {
                await stage.GetRequiredService<AlertDelivery>().SendAsync(alert.Id, cancellationToken);
            }

            await rows.FindNextDueAtAsync(cancellationToken);

            // Whoever comes in meanwhile goes first.
            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>Takes every mail and keeps none.</summary>
    private sealed class Nobody : IMailSender
    {
        public async Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
        {
            await dataStarting(cancellationToken);
            using var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Mime.ToArray()), cancellationToken);
            return new MailOutcome.Accepted("250 OK");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Warmed up in {Milliseconds} ms")]
        public static partial void Done(ILogger logger, double milliseconds);

        [LoggerMessage(LogLevel.Warning, "The warm-up broke off; the first leads will be slower")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
