using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Knowledge;

/// <summary>Registers what the bots know and how they answer.</summary>
internal static class KnowledgeServices
{
    public static void AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<KnowledgeSearch>();
        services.AddSingleton<SiteBot>();
        services.AddSingleton<KnowledgeBook>();
    }
}
