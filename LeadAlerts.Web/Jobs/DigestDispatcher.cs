using Hangfire;
using LeadAlerts.Core.Alerts.Digests;

namespace LeadAlerts.Web.Jobs;

/// <summary>Looks for due digests twice a minute: they are not urgent, and few.</summary>
public sealed partial class DigestDispatcher(
    DigestDesk digests, DueWork dueWork, IBackgroundJobClient jobs, TimeProvider clock, ILogger<DigestDispatcher> logger) : BackgroundService
{
    private const int AtOnce = 50;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var siteId in await digests.FindDueAsync(AtOnce, cancellationToken))
            {
                if (dueWork.TryAdd(JobQueues.Reviews, siteId))
                {
                    jobs.Enqueue<WriteDigestJob>(JobQueues.Reviews, job => job.RunAsync(siteId, CancellationToken.None));
                }
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The rows are still there: the next look finds them.
            Log.LookFailed(logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Looking for due digests failed; trying again")]
        public static partial void LookFailed(ILogger logger, Exception problem);
    }
}
