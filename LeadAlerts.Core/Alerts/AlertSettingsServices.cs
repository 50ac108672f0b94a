using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Alerts;

/// <summary>Registers what owners tune.</summary>
internal static class AlertSettingsServices
{
    public static void AddAlertSettings(this IServiceCollection services)
    {
        services.AddSingleton<AlertSettingsStore>();
    }
}
