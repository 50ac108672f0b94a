using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Leads;

/// <summary>Registers the working of leads.</summary>
internal static class LeadServices
{
    public static void AddLeads(this IServiceCollection services) => services.AddSingleton<LeadDesk>();
}
