using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Privacy;

/// <summary>Registers what deletes and exports data.</summary>
internal static class PrivacyServices
{
    public static void AddPrivacy(this IServiceCollection services)
    {
        services.AddSingleton<SitePrivacy>();
        services.AddSingleton<VisitorErasure>();
        services.AddSingleton<VisitorExport>();
        services.AddSingleton<ConversationErasure>();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<DataCleaning>();
        services.AddSingleton<SiteRemoval>();
        services.AddSingleton<AccountRemoval>();
    }
}
