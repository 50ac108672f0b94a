using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Members;

/// <summary>Registers who works on which site.</summary>
internal static class MemberServices
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddSingleton<SiteMembership>();
        services.AddSingleton<SitePeople>();
        services.AddSingleton<SiteInvitations>();
        services.AddSingleton<SiteFounding>();
        services.AddSingleton<SiteEditing>();
        services.AddSingleton<SiteKeys>();
        services.AddSingleton<SiteActivity>();
        services.AddSingleton<PersonSettings>();
        services.AddSingleton<Administration>();
    }
}
