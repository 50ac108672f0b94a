using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Inbox;

/// <summary>Registers the reading of leads and conversations.</summary>
internal static class InboxServices
{
    public static void AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<ConversationQueries>();
        services.AddSingleton<DeliveryQueries>();
        services.AddSingleton<InboxQueries>();
        services.AddSingleton<LeadExport>();
        services.AddSingleton<LeadMatches>();
        services.AddSingleton<LeadQueries>();
        services.AddSingleton<LeadTimeline>();
        services.AddSingleton<SavedViews>();
    }
}
