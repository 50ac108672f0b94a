using LeadAlerts.Core.Health;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Web.Jobs;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Health;

/// <summary>Looks after the test chat, judges whether alerts are healthy and has administrators and owners told; also clears the log of webhooks.</summary>
public sealed partial class HealthWatch(
    Canary canary,
    AlertsHealth health,
    HealthIncidents incidents,
    SiteMailNotices siteMail,
    WebhookRows webhooks,
    DueWork dueWork,
    IOptions<HealthOptions> options,
    TimeProvider clock,
    ILogger<HealthWatch> logger) : BackgroundService
{
    private static readonly TimeSpan CanaryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _trimAt = clock.GetUtcNow() + TrimEvery;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var running = false;
            await TryAsync(
                async () =>
                {
                    running = await canary.TickAsync(stoppingToken);
                    if (running)
                    {
                        dueWork.Signal();
                    }
                },
                stoppingToken);
            await TryAsync(async () => await incidents.RecordAsync(await health.JudgeAsync(stoppingToken), stoppingToken), stoppingToken);
            await TryAsync(() => siteMail.TellAsync(stoppingToken), stoppingToken);
            await TryAsync(() => TrimAsync(stoppingToken), stoppingToken);
            var pause = running && CanaryPause < options.Value.WatchEvery ? CanaryPause : options.Value.WatchEvery;
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TrimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= _trimAt)
        {
            _trimAt = now + TrimEvery;
            await webhooks.TrimAsync(cancellationToken);
        }
    }

    /// <summary>One part that fails does not keep the others from their work.</summary>
    private async Task TryAsync(Func<Task> part, CancellationToken stoppingToken)
    {
        try
        {
            await part();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception problem)
        {
            Log.PartFailed(logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Watching over alerts failed; trying again")]
        public static partial void PartFailed(ILogger logger, Exception problem);
    }
}
