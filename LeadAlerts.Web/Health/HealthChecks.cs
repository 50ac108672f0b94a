using System.Globalization;
using Hangfire;
using LeadAlerts.Core.Alerts;
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

/// <summary>Is due work done in time, and can mail go out?</summary>
internal sealed class DueWorkHealth(DueRows rows) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TooLate = TimeSpan.FromMinutes(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var oldest = await rows.FindOldestAsync(cancellationToken);
        var alerts = oldest.PausedBecause is null ? oldest.Alerts : TimeSpan.Zero;
        var worst = oldest.Reviews > alerts ? oldest.Reviews : alerts;
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"Oldest due review: {oldest.Reviews.TotalSeconds:0} s. Oldest due alert: {oldest.Alerts.TotalSeconds:0} s.");
        return (worst, oldest.PausedBecause) switch
        {
            _ when worst > TooLate => HealthCheckResult.Unhealthy(words),
            _ when worst > Late => HealthCheckResult.Degraded(words),
            (_, not null) => HealthCheckResult.Degraded(words + " Mail is paused: the mail server cannot be used; the dashboard says why."),
            _ => HealthCheckResult.Healthy(words),
        };
    }
}

/// <summary>Do the dispatcher and the workers run?</summary>
internal sealed class JobsHealth(DueWorkDispatcher dispatcher, JobStorage storage) : IHealthCheck
{
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var queues = storage.GetMonitoringApi().Servers().SelectMany(server => server.Queues).ToHashSet();
        var result = dispatcher.SinceLastLook > Silent ? HealthCheckResult.Unhealthy("The dispatcher has not looked for due work lately.")
            : !queues.Contains(JobQueues.Reviews) || !queues.Contains(JobQueues.Alerts) ? HealthCheckResult.Unhealthy("No worker takes jobs.")
            : HealthCheckResult.Healthy("The dispatcher and the workers run.");
        return Task.FromResult(result);
    }
}
