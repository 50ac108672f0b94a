using Hangfire;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Jobs;

/// <summary>Looks for due rows at every signal, at every due time and at least every 2 s, and puts a job for each.</summary>
public sealed partial class DueWorkDispatcher(
    DueWork dueWork,
    DueRows rows,
    WebhookRows webhooks,
    WorkPulse pulse,
    IBackgroundJobClient jobs,
    IOptions<JobOptions> options,
    TimeProvider clock,
    ILogger<DueWorkDispatcher> logger) : BackgroundService
{
    // With so much in hand it is soon enough to look again after this time: every row that is done rings the bell.
    private const int Busy = 24;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(40);

    private bool IsBusy => dueWork.Count(JobQueues.Reviews) + dueWork.Count(JobQueues.Alerts) > Busy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.Value.LookEvery;
            try
            {
                var next = await LookAsync(stoppingToken);
                pulse.Beat();
                if (next - clock.GetUtcNow() is { } untilNext && untilNext < pause)
                {
                    pause = untilNext > TimeSpan.FromMilliseconds(1) ? untilNext : TimeSpan.FromMilliseconds(1);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                // The rows are still there: the next look finds them.
                Log.LookFailed(logger, problem);
            }

            try
            {
                if (IsBusy)
                {
                    await Task.Delay(BusyPause, stoppingToken);
                }

                await dueWork.WaitAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<DateTimeOffset?> LookAsync(CancellationToken cancellationToken)
    {
        var length = options.Value.QueueLength;
        if (dueWork.Count(JobQueues.Alerts) < length)
        {
            foreach (var server in (await rows.FindAlertsAsync(length, cancellationToken)).GroupBy(alert => alert.ServerOf))
            {
                var free = WorkShares.Free(server.Key, options.Value.AlertWorkers, dueWork.CountJobs(JobQueues.Alerts));
                foreach (var ids in WorkShares.Deal([.. server.Select(alert => alert.Id).Where(dueWork.IsFree)], free))
                {
                    dueWork.Add(JobQueues.Alerts, server.Key ?? Guid.Empty, ids);
                    jobs.Enqueue<SendAlertJob>(JobQueues.Alerts, job => job.RunAsync(ids, CancellationToken.None));
                }
            }
        }

        if (dueWork.Count(JobQueues.Reviews) < length)
        {
            var ids = await rows.FindConversationsAsync(length, cancellationToken);
            var free = (2 * options.Value.ReviewWorkers) - dueWork.CountJobs(JobQueues.Reviews).GetValueOrDefault(Guid.Empty);
            foreach (var some in WorkShares.Deal([.. ids.Where(dueWork.IsFree)], Math.Max(0, free)))
            {
                dueWork.Add(JobQueues.Reviews, Guid.Empty, some);
                jobs.Enqueue<ReviewConversationJob>(JobQueues.Reviews, job => job.RunAsync(some, CancellationToken.None));
            }
        }

        // Few at a time: a share for each endpoint is reckoned from the rows, which do not know the jobs that wait.
        var workers = options.Value.WebhookWorkers;
        if (dueWork.Count(JobQueues.Webhooks) < workers)
        {
            foreach (var id in await webhooks.FindAsync(workers, workers / 2, cancellationToken))
            {
                if (dueWork.TryAdd(JobQueues.Webhooks, id))
                {
                    jobs.Enqueue<SendWebhookJob>(JobQueues.Webhooks, job => job.RunAsync(id, CancellationToken.None));
                }
            }
        }

        if (dueWork.Count(JobQueues.FollowUps) < length)
        {
            foreach (var id in await rows.FindReleasesAsync(length, cancellationToken))
            {
                if (dueWork.TryAdd(JobQueues.FollowUps, id))
                {
                    jobs.Enqueue<ReleaseAlertsJob>(JobQueues.FollowUps, job => job.RunAsync(id, CancellationToken.None));
                }
            }

            foreach (var id in await rows.FindFollowUpsAsync(length, cancellationToken))
            {
                if (dueWork.TryAdd(JobQueues.FollowUps, id))
                {
                    jobs.Enqueue<FollowUpLeadJob>(JobQueues.FollowUps, job => job.RunAsync(id, CancellationToken.None));
                }
            }
        }

        if (IsBusy)
        {
            // Looked for when less is in hand: the next look is near.
            return null;
        }

        var next = await rows.FindNextDueAtAsync(cancellationToken);
        var nextWebhook = await webhooks.FindNextDueAtAsync(cancellationToken);
        return next is null || nextWebhook < next ? nextWebhook : next;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Looking for due work failed; trying again")]
        public static partial void LookFailed(ILogger logger, Exception problem);
    }
}
