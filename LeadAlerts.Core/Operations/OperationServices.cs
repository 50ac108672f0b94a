using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Operations;

/// <summary>Registers what administrators see and say.</summary>
internal static class OperationServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<AnnouncementBoard>();
        services.AddSingleton<InstallationQueries>();
    }
}
