using Hangfire;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeadAlerts.Web.Health;

/// <summary>Can the database be read?</summary>
internal sealed class DatabaseHealth(IDbContextFactory<LeadAlertsDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Sites.AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy("The database answers.");
    }
}

/// <summary>Can alerts be relied upon? See <see cref="AlertsHealth"/>.</summary>
internal sealed class AlertsHealthCheck(AlertsHealth health) : IHealthCheck
{
    /// <summary>Where the codes are among the check's data.</summary>
    public const string Reasons = "reasons";

    /// <summary>Where the words for administrators are.</summary>
    public const string Details = "details";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var report = await health.JudgeAsync(cancellationToken);
        string[] facts =
        [
            .. report.Problems.Select(problem => $"{problem.Words} {problem.Detail}".TrimEnd()),
            report.CheckedAt is { } at ? $"Last test chat: {at.UtcDateTime:u}." : "No test chat yet.",
            report.LastAcceptedAt is { } accepted ? $"Last mail accepted: {accepted.UtcDateTime:u}." : "No mail accepted yet.",
        ];
        string[] reasons = report is { IsHealthy: true, MailPausedSince: not null }
            ? [HealthCodes.MailPaused]
            : [.. report.Problems.Select(problem => problem.Code)];
        var data = new Dictionary<string, object> { [Reasons] = reasons, [Details] = facts };
        return !report.IsHealthy ? HealthCheckResult.Unhealthy("Alerts cannot be relied upon.", data: data)
            : report.MailPausedSince is not null ? HealthCheckResult.Degraded("Mail is paused: the mail server cannot be used.", data: data)
            : HealthCheckResult.Healthy("Alerts are healthy.", data);
    }
}

/// <summary>Do the workers run?</summary>
internal sealed class JobsHealth(JobStorage storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var queues = storage.GetMonitoringApi().Servers().SelectMany(server => server.Queues).ToHashSet();
        return Task.FromResult(JobQueues.All.All(queues.Contains)
            ? HealthCheckResult.Healthy("The workers run.")
            : HealthCheckResult.Unhealthy("No worker takes jobs."));
    }
}
