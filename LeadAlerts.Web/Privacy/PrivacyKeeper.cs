using LeadAlerts.Core.Privacy;

namespace LeadAlerts.Web.Privacy;

/// <summary>Once a day deletes what is older than its site keeps, and finishes erasures soon after they happen.</summary>
internal sealed partial class PrivacyKeeper(RetentionSweep sweep, DataCleaning cleaning, TimeProvider clock, ILogger<PrivacyKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstSweepAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromDays(1);

    private DateTimeOffset _sweepAt = clock.GetUtcNow() + FirstSweepAfter;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryAsync(() => SweepAsync(stoppingToken), stoppingToken);
            await TryAsync(() => cleaning.RunAsync(stoppingToken), stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= _sweepAt)
        {
            _sweepAt = now + SweepEvery;
            await sweep.RunAsync(cancellationToken);
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
