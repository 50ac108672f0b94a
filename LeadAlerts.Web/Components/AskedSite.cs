using System.Security.Claims;
using LeadAlerts.Core.Members;

namespace LeadAlerts.Web.Components;

/// <summary>The site of which somebody asks for a file.</summary>
internal static class AskedSite
{
    /// <summary>Finds it; null when it is not the person's or does not exist.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="site">The site's id as the address says it; null where it says none, for the site that the person chose last.</param>
    /// <param name="membership">Knows whose it is.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<SiteAccess?> FindAsync(
        ClaimsPrincipal person, string? site, SiteMembership membership, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var userId))
        {
            return null;
        }

        return site is null ? await membership.FindCurrentAsync(userId, preferredId: null, cancellationToken)
            : Guid.TryParse(site, out var siteId) ? await membership.FindAccessAsync(siteId, userId, cancellationToken)
            : null;
    }
}
