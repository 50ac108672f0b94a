using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Onboarding.Website;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Onboarding;

/// <summary>Registers the way from sign-up to the first alert.</summary>
internal static class OnboardingServices
{
    public static void AddOnboarding(this IServiceCollection services)
    {
        services.AddSingleton<SiteSetupQueries>();
        services.AddSingleton<SampleChat>();
        services.AddSingleton(provider => new WebsiteCheck(
            provider.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>(),
            provider.GetRequiredService<SitePages>(),
            provider.GetRequiredService<PublicUrl>()));
    }
}
