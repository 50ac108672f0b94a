using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Summaries;

/// <summary>Registers what sums up a conversation.</summary>
internal static class SummaryServices
{
    public static void AddSummaries(this IServiceCollection services) => services.AddSingleton<SummaryWriter>();
}
