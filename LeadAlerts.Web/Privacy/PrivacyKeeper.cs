using LeadAlerts.Core.Privacy;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Privacy;

/// <summary>
/// Once a day, and soon after a start, deletes what is older than its site keeps; finishes erasures soon after they happen.
/// </summary>
internal sealed partial class PrivacyKeeper(
    RetentionSweep sweep, DataCleaning cleaning, InboxFeed feed, TimeProvider clock, ILogger<PrivacyKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan SweepAgainAfter = TimeSpan.FromMinutes(10);

    // At the first look: a server that restarts every day would else never come to it. A sweep that finds nothing costs a query for each site.
    private DateTimeOffset _sweepAt = clock.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await LookAsync(stoppingToken);
        }
    }

    /// <summary>Does what is due.</summary>
    internal async Task LookAsync(CancellationToken stoppingToken)
    {
        await TryAsync(() => SweepAsync(stoppingToken), stoppingToken);
        await TryAsync(() => cleaning.RunAsync(stoppingToken), stoppingToken);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= _sweepAt)
        {
            _sweepAt = now + SweepAgainAfter;
            var outcome = await sweep.RunAsync(cancellationToken);
            if (outcome.FailedSites == 0)
            {
                _sweepAt = now + SweepEvery;
            }

            // What went stands on open pages.
            foreach (var siteId in outcome.Touched)
            {
                feed.Publish(siteId);
            }
        }
    }

    /// <summary>What fails is found again at the next look.</summary>
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
        [LoggerMessage(LogLevel.Error, "Deleting old data failed; trying again")]
        public static partial void PartFailed(ILogger logger, Exception problem);
    }
}
