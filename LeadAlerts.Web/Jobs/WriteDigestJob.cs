using Hangfire;
using LeadAlerts.Core.Alerts.Digests;

namespace LeadAlerts.Web.Jobs;

/// <summary>Writes a site's digest. What fails is due again by the site's row, not by this job.</summary>
public sealed class WriteDigestJob(DigestDesk digests, DueWork dueWork)
{
    [JobDisplayName("Write the digest of site {0}")]
    public Task RunAsync(Guid siteId, CancellationToken cancellationToken) =>
        RowByRow.RunAsync(JobQueues.Reviews, [siteId], WriteAsync, dueWork, feed: null, cancellationToken);

    private async Task<Guid?> WriteAsync(Guid siteId, CancellationToken cancellationToken) =>
        await digests.WriteAsync(siteId, cancellationToken) > 0 ? siteId : null;
}
