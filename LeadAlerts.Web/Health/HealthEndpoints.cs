using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeadAlerts.Web.Health;

/// <summary>
/// <c>/health/live</c>: the process serves. <c>/health/ready</c>: it can do its work, with a word on each part and codes for machines;
/// administrators also read what lies behind.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHostedService<HealthWatch>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: Patience)
            .AddCheck<AlertsHealthCheck>("alerts", timeout: Patience)
            .AddCheck<JobsHealth>("jobs", timeout: Patience);
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live")).AllowAnonymous().ExcludeFromDescription();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var isAdmin = context.User.IsInRole(Roles.Admin);
        return context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new
                    {
                        status = entry.Value.Status.ToString(),
                        words = entry.Value.Description ?? "No answer.",
                        reasons = entry.Value.Data.GetValueOrDefault(AlertsHealthCheck.Reasons) ?? Array.Empty<string>(),
                        details = isAdmin ? entry.Value.Data.GetValueOrDefault(AlertsHealthCheck.Details) : null,
                    }),
            },
            context.RequestAborted);
    }
}
