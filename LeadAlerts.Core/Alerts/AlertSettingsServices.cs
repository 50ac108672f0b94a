using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Alerts;

/// <summary>Registers what owners tune.</summary>
internal static class AlertSettingsServices
{
    public static void AddAlertSettings(this IServiceCollection services)
    {
        services.AddOptions<AlertRecipientOptions>().BindConfiguration(AlertRecipientOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AlertSettingsStore>();
        services.AddSingleton<AlertRecipients>();
        services.AddSingleton<AlertProgressQueries>();
    }
}
