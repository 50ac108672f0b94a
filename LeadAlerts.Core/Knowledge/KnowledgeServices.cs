using LeadAlerts.Core.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadAlerts.Core.Knowledge;

/// <summary>Registers what the bots know and how they answer.</summary>
internal static class KnowledgeServices
{
    public static void AddKnowledge(this IServiceCollection services)
    {
        services.TryAddSingleton<ConversationIntake>();
        services.AddSingleton<KnowledgeSearch>();
        services.AddSingleton<SiteBot>();
        services.AddSingleton<KnowledgeBook>();
    }
}
