using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Reviews;

/// <summary>Registers reviews.</summary>
internal static class ReviewServices
{
    public static void AddReviews(this IServiceCollection services) => services.AddSingleton<LeadReview>();
}
