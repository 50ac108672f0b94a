using System.Collections.Concurrent;
using System.Security.Claims;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadAlerts.Web.Components;

/// <summary>The signed-in person of this page and the site at which they look.</summary>
internal sealed class CurrentSite(AuthenticationStateProvider authentication, SiteMembership membership)
{
    private readonly ConcurrentDictionary<Guid, SiteAccess> _given = new();

    /// <summary>A page was told of a site.</summary>
    public event Action<SiteAccess>? Found;

    /// <summary>What the pages of this tab were told of sites.</summary>
    public IEnumerable<SiteAccess> Given => _given.Values;

    /// <summary>Finds the site; null when nobody is signed in or the person has no site yet. Asks the database every time.</summary>
    public async Task<SiteAccess?> FindAsync(CancellationToken cancellationToken)
    {
        if (await FindUserIdAsync() is not { } userId || await membership.FindCurrentAsync(userId, cancellationToken) is not { } access)
        {
            return null;
        }

        // The first word stands: a page that was told of it may still be open.
        if (_given.TryAdd(access.SiteId, access))
        {
            Found?.Invoke(access);
        }

        return access;
    }

    /// <summary>Finds a site on which the person no longer has the role of which a page of this tab was told; null when there is none.</summary>
    public async Task<SiteAccess?> FindLostAsync(CancellationToken cancellationToken)
    {
        foreach (var access in Given)
        {
            if (await membership.FindRoleAsync(siteId: access.SiteId, userId: access.UserId, cancellationToken) != access.Role)
            {
                return access;
            }
        }

        return null;
    }

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
