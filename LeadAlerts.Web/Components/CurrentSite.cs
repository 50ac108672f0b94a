using System.Collections.Concurrent;
using System.Security.Claims;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadAlerts.Web.Components;

/// <summary>The signed-in person of this tab and the site at which they look in it, whatever they choose in another one.</summary>
internal sealed class CurrentSite(AuthenticationStateProvider authentication, SiteMembership membership)
{
    private readonly ConcurrentDictionary<Guid, SiteAccess> _given = new();
    private Guid? _own;

    /// <summary>A page was told of a site.</summary>
    public event Action<SiteAccess>? Found;

    /// <summary>The tab looks at another site than before.</summary>
    public event Action<SiteAccess>? Moved;

    /// <summary>What the pages of this tab were told of sites.</summary>
    public IEnumerable<SiteAccess> Given => _given.Values;

    /// <summary>
    /// Finds the site: the one with which this tab began, for as long as it is the person's. Null when nobody is signed in or the person has no
    /// site yet. Asks the database every time what the person may do there.
    /// </summary>
    public async Task<SiteAccess?> FindAsync(CancellationToken cancellationToken)
    {
        if (await FindUserIdAsync() is not { } userId)
        {
            return null;
        }

        Guid? own;
        SiteAccess? access;
        do
        {
            own = _own;
            access = await membership.FindCurrentAsync(userId, own, cancellationToken);
        }
        while (own != _own && access?.SiteId != _own);
        return access is null ? null : Give(access);
    }

    /// <summary>Lets this tab look at another site, such as that of a mailed link; other tabs, and those still to come, look where they did.</summary>
    /// <returns>Null when the site is not the person's; nothing changes then.</returns>
    public async Task<SiteAccess?> GoToAsync(Guid siteId, CancellationToken cancellationToken) =>
        await FindUserIdAsync() is { } userId && await membership.FindAccessAsync(siteId, userId, cancellationToken) is { } access ? Give(access) : null;

    /// <summary>Finds what the person may do on a site now; null when it is not theirs.</summary>
    public async Task<MemberRole?> FindRoleAsync(Guid siteId, CancellationToken cancellationToken) =>
        await FindUserIdAsync() is { } userId ? await membership.FindRoleAsync(siteId, userId, cancellationToken) : null;

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

    /// <summary>Lets this tab and those still to come look at another site; false when it is not the person's.</summary>
    public async Task<bool> SwitchAsync(Guid siteId, CancellationToken cancellationToken) =>
        await FindUserIdAsync() is { } userId
        && await membership.SwitchAsync(siteId, userId, cancellationToken)
        && await GoToAsync(siteId, cancellationToken) is not null;

    /// <summary>The signed-in person's id; null when nobody is signed in.</summary>
    public async Task<Guid?> FindUserIdAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return state.User.Identity?.IsAuthenticated == true
            && Guid.TryParse(state.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    }

    private SiteAccess Give(SiteAccess access)
    {
        var moved = _own is { } own && own != access.SiteId;
        _own = access.SiteId;

        // The first word stands: a page that was told of it may still be open.
        if (_given.TryAdd(access.SiteId, access))
        {
            Found?.Invoke(access);
        }

        if (moved)
        {
            Moved?.Invoke(access);
        }

        return access;
    }
}
