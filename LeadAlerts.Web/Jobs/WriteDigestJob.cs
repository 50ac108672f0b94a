using Hangfire;
using LeadAlerts.Core.Alerts.Digests;

namespace LeadAlerts.Web.Jobs;

/// <summary>Writes a site's digest. What fails is due again by the site's row, not by this job.</summary>
public sealed class WriteDigestJob(DigestDesk digests, DueWork dueWork)
{
    [JobDisplayName("Write the digest of site {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid siteId, CancellationToken cancellationToken)
    {
        int? mails;
        using (dueWork.Start(JobQueues.Reviews, siteId))
        {
            mails = await digests.WriteAsync(siteId, cancellationToken);
        }

        if (mails > 0)
        {
            dueWork.Signal();
        }
    }
}
