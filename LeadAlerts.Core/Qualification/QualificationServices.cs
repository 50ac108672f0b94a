using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Qualification;

/// <summary>Registers what judges a conversation.</summary>
internal static class QualificationServices
{
    public static void AddQualification(this IServiceCollection services) => services.AddSingleton<LeadQualifier>();
}
