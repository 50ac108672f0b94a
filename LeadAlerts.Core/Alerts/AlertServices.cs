using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Alerts;

/// <summary>Registers reviews and alerts.</summary>
internal static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<DueRows>();
        services.AddSingleton<StopLinks>();
        services.AddSingleton<MailStops>();
        services.AddSingleton<AlertMail>();
        services.AddSingleton<TestAlerts>();
        services.AddSingleton<LeadReview>();
        services.AddSingleton<AlertDelivery>();
    }
}
