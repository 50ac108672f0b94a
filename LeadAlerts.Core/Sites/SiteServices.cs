using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Sites;

/// <summary>Registers the sites and the address at which people reach the installation.</summary>
internal static class SiteServices
{
    public static void AddSites(this IServiceCollection services)
    {
        services.AddOptions<PublicUrlOptions>().BindConfiguration(PublicUrlOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PublicUrl>();
        services.AddSingleton<SiteDirectory>();
    }
}
