using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Tells on which sites a person works.</summary>
/// <remarks>Asks the database every time: a person who was removed is out at once. Safe for use by several threads.</remarks>
public sealed class SiteMembership(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>Finds a site of a person's; null when the person has none.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="preferredId">The site to find while it is theirs; else, and for null, the one that they chose last, else their first by name.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<SiteAccess?> FindCurrentAsync(Guid userId, Guid? preferredId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sites = await ListAsync(db, userId, cancellationToken);
        if (sites.Count == 0)
        {
            return null;
        }

        if (sites.Find(site => site.Id == preferredId) is { } preferred)
        {
            return Access(preferred, userId, sites);
        }

        var chosen = await db.Users
            .Where(user => user.Id == userId)
            .Select(user => user.CurrentSiteId)
            .SingleOrDefaultAsync(cancellationToken);
        return Access(sites.Find(site => site.Id == chosen) ?? sites[0], userId, sites);
    }

    /// <summary>Finds what a person may do on a site, with its name; null when it is not theirs or does not exist.</summary>
    public async Task<SiteAccess?> FindAccessAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sites = await ListAsync(db, userId, cancellationToken);
        return sites.Find(site => site.Id == siteId) is { } found ? Access(found, userId, sites) : null;
    }

    /// <summary>Finds what a person may do on a site; null when it is not theirs or does not exist.</summary>
    public async Task<MemberRole?> FindRoleAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Members
            .Where(member => member.SiteId == siteId && member.UserId == userId)
            .Select(member => (MemberRole?)member.Role)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Makes a site the one that the person chose last.</summary>
    /// <returns>False when the site is not theirs; nothing changes then.</returns>
    public async Task<bool> SwitchAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var changed = await db.Users
            .Where(user => user.Id == userId && db.Members.Any(member => member.SiteId == siteId && member.UserId == userId))
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.CurrentSiteId, siteId), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return changed == 1;
    }

    private static async Task<List<OwnSite>> ListAsync(LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) => await (
        from member in db.Members
        join site in db.Sites on member.SiteId equals site.Id
        where member.UserId == userId
        orderby site.Name, site.Id
        select new OwnSite(site.Id, site.Name, member.Role)).ToListAsync(cancellationToken);

    private static SiteAccess Access(OwnSite site, Guid userId, List<OwnSite> all) =>
        new(site.Id, site.Name, site.Role, userId, [.. all.Select(each => (each.Id, each.Name))]);

    private sealed record OwnSite(Guid Id, string Name, MemberRole Role);
}
