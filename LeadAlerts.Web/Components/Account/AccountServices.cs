using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Web.Components.Account;

internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddIdentity<ApplicationUser, IdentityRole<Guid>>().AddEntityFrameworkStores<LeadAlertsDbContext>().AddDefaultTokenProviders();
        services.AddAuthorization();

        // A second server, and this one after a restart, must accept the same cookies.
        services.AddDataProtection().SetApplicationName("LeadAlerts").PersistKeysToDbContext<LeadAlertsDbContext>();
    }
}
