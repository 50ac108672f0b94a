using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Health;

/// <summary>Registers what watches over alerts.</summary>
internal static class HealthServices
{
    public static void AddAlertsHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WorkPulse>();
        services.AddSingleton<CanarySite>();
        services.AddSingleton<Canary>();
        services.AddSingleton<AlertsHealth>();
        services.AddSingleton<HealthIncidents>();
        services.AddSingleton<SiteMailNotices>();
    }
}
