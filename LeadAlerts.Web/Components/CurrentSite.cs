using System.Security.Claims;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadAlerts.Web.Components;

/// <summary>The signed-in person of this page and the site at which they look.</summary>
internal sealed class CurrentSite(AuthenticationStateProvider authentication, SiteMembership membership)
{
    /// <summary>Finds the site; null when nobody is signed in or the person has no site yet. Asks the database every time.</summary>
    public async Task<SiteAccess?> FindAsync(CancellationToken cancellationToken) =>
        await FindUserIdAsync() is { } userId ? await membership.FindCurrentAsync(userId, cancellationToken) : null;

    /// <summary>Makes another site the current one; false when it is not the person's.</summary>
    public async Task<bool> SwitchAsync(Guid siteId, CancellationToken cancellationToken) =>
        await FindUserIdAsync() is { } userId && await membership.SwitchAsync(siteId, userId, cancellationToken);

    /// <summary>The signed-in person's id; null when nobody is signed in.</summary>
    public async Task<Guid?> FindUserIdAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return state.User.Identity?.IsAuthenticated == true
            && Guid.TryParse(state.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    }
}
