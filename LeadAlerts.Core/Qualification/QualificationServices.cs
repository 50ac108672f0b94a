using LeadAlerts.Core.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Qualification;

/// <summary>Registers what judges and sums up a conversation.</summary>
public static class QualificationServices
{
    /// <summary>Adds the qualifier and the summary writer, both pure singletons.</summary>
    public static IServiceCollection AddQualification(this IServiceCollection services) =>
        services.AddSingleton<LeadQualifier>().AddSingleton<SummaryWriter>();
}
