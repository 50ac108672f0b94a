using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Refinement;

/// <summary>Registers what asks the language model during a review.</summary>
internal static class RefinementServices
{
    public static void AddRefinement(this IServiceCollection services)
    {
        services.AddSingleton<LanguageModelQuota>();
        services.AddSingleton<ReviewRefinement>();
    }
}
