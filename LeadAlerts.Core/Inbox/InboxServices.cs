using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Inbox;

/// <summary>Registers what pages read.</summary>
internal static class InboxServices
{
    public static void AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<ConversationQueries>();
    }
}
