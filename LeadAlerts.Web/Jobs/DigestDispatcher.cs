using Hangfire;
using LeadAlerts.Core.Alerts.Digests;

namespace LeadAlerts.Web.Jobs;

/// <summary>Looks for due digests twice a minute: they are not urgent, and few.</summary>
public sealed class DigestDispatcher(DigestDesk digests, DueWork dueWork, IBackgroundJobClient jobs, ILogger<DigestDispatcher> logger)
    : RepeatedWork(TimeSpan.FromSeconds(30), logger)
{
    private const int AtOnce = 50;

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var siteId in await digests.FindDueAsync(AtOnce, cancellationToken))
        {
            if (dueWork.TryAdd(JobQueues.Reviews, siteId))
            {
                jobs.Enqueue<WriteDigestJob>(JobQueues.Reviews, job => job.RunAsync(siteId, CancellationToken.None));
            }
        }
    }
}
