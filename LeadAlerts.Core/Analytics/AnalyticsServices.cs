using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Analytics;

/// <summary>Registers what counts and sums up.</summary>
internal static class AnalyticsServices
{
    public static void AddAnalytics(this IServiceCollection services)
    {
        services.AddSingleton<WidgetCounts>();
        services.AddSingleton<AnalyticsQueries>();
        services.AddSingleton<TodayQueries>();
    }
}
