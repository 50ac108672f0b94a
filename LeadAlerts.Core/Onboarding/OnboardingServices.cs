using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Onboarding;

/// <summary>Registers the way from sign-up to the first alert.</summary>
internal static class OnboardingServices
{
    public static void AddOnboarding(this IServiceCollection services)
    {
        services.AddSingleton<SiteSetupQueries>();
        services.AddSingleton<SampleChat>();
    }
}
