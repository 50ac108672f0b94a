using LeadAlerts.Core.Leads;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Inbox;

/// <summary>Registers the reading and the working of leads.</summary>
internal static class InboxServices
{
    public static void AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<ConversationQueries>();
        services.AddSingleton<InboxQueries>();
        services.AddSingleton<LeadQueries>();
        services.AddSingleton<TodayQueries>();
        services.AddSingleton<LeadDesk>();
    }
}
