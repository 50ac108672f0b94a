using System.Net;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Outside;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
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
        services.AddSingleton<KnowledgeGaps>();
        services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AddressFinder>(Dns.GetHostAddressesAsync);
        services.AddSingleton<PageFetcher>();
        services.AddSingleton<SitePages>();
        services.AddSingleton(provider => new KnowledgeImport(
            provider.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>(),
            provider.GetRequiredService<SitePages>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
