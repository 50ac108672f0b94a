using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Sites;

/// <summary>Registers the sites.</summary>
internal static class SiteServices
{
    public static void AddSites(this IServiceCollection services) => services.AddSingleton<SiteDirectory>();
}
