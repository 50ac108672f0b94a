using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Tells on which sites a person works.</summary>
/// <remarks>Asks the database every time: a person who was removed is out at once. Safe for use by several threads.</remarks>
public sealed class SiteMembership(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>Finds the site at which a person looked last, else the first by name; null when the person has none.</summary>
    public async Task<SiteAccess?> FindCurrentAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sites = await (
            from member in db.Members
            join site in db.Sites on member.SiteId equals site.Id
            where member.UserId == userId
            orderby site.Name, site.Id
            select new { site.Id, site.Name, member.Role }).ToListAsync(cancellationToken);
        if (sites.Count == 0)
        {
            return null;
        }

        var wanted = await db.Users
            .Where(user => user.Id == userId)
            .Select(user => user.CurrentSiteId)
            .SingleOrDefaultAsync(cancellationToken);
        var current = sites.Find(site => site.Id == wanted) ?? sites[0];
        return new SiteAccess(current.Id, current.Name, current.Role, userId, [.. sites.Select(site => (site.Id, site.Name))]);
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

    /// <summary>Makes a site the one at which the person looks.</summary>
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
}
