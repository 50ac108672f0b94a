using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>Deletes whole sites. Safe for use by several threads.</summary>
public sealed class SiteRemoval(IDbContextFactory<LeadAlertsDbContext> contexts, SiteDirectory directory, TimeProvider clock)
{
    private const int AtOnce = 500;

    // Its proof stays.
    private static readonly Type[] Kept = [typeof(Erasure), typeof(Site)];

    /// <summary>Deletes a site with everything in it. It cannot be taken back.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who wants it; must own the site.</param>
    /// <param name="typedName">The site's name, typed to confirm it; letters may be small or large.</param>
    /// <param name="cancellationToken">Ends the attempt. The site is closed first and its people go last, so that it can be asked for again.</param>
    /// <returns>False when the person does not own the site or the name is another.</returns>
    public async Task<bool> DeleteAsync(Guid siteId, Guid actorId, string typedName, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken)
                || await db.Sites.SingleOrDefaultAsync(row => row.Id == siteId && !row.IsInternal, cancellationToken) is not { } site
                || !string.Equals(site.Name, (typedName ?? "").Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            // Nothing new comes in while the rest goes.
            site.SetDisabled(true);
            site.PlanDigest(null);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        directory.Forget(siteId);
        var rows = await CountAsync(siteId, cancellationToken);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var table in TablesOf(db))
            {
                while (await DeleteSomeAsync(db, table, siteId, cancellationToken) == AtOnce)
                {
                }
            }
        }

        await FinishAsync(siteId, actorId, rows, cancellationToken);
        return true;
    }

    /// <summary>The tables that hold rows of a site, those that others refer to last; its people are the last of all.</summary>
    internal static IReadOnlyList<string> TablesOf(LeadAlertsDbContext db)
    {
        var types = db.Model.GetEntityTypes()
            .Where(type => type.FindProperty("SiteId") is not null && !Kept.Contains(type.ClrType) && type.ClrType != typeof(Member))
            .ToHashSet();
        var ordered = new List<string>();
        while (types.Count > 0)
        {
            var free = types
                .Where(type => !types.Any(other => other != type && other.GetForeignKeys().Any(key => key.PrincipalEntityType == type)))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .ToList();
            if (free.Count == 0)
            {
                throw new InvalidOperationException("The tables of a site refer to each other in a circle.");
            }

            foreach (var type in free)
            {
                ordered.Add(type.GetTableName()!);
                types.Remove(type);
            }
        }

        return ordered;
    }

    private async Task<ErasedRows> CountAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new ErasedRows(
            await db.Conversations.CountAsync(row => row.SiteId == siteId, cancellationToken),
            await db.Leads.CountAsync(row => row.SiteId == siteId, cancellationToken),
            await db.Alerts.CountAsync(row => row.SiteId == siteId, cancellationToken));
    }

    // The name is one of the model's own tables.
    private static async Task<int> DeleteSomeAsync(LeadAlertsDbContext db, string table, Guid siteId, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var sql = $"DELETE FROM \"{table}\" WHERE rowid IN (SELECT rowid FROM \"{table}\" WHERE \"SiteId\" = {{0}} LIMIT {AtOnce})";
        var gone = await db.Database.ExecuteSqlRawAsync(sql, [siteId], cancellationToken);
        await write.CommitAsync(cancellationToken);
        return gone;
    }

    private async Task FinishAsync(Guid siteId, Guid actorId, ErasedRows rows, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Users
            .Where(user => user.CurrentSiteId == siteId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.CurrentSiteId, (Guid?)null), cancellationToken);
        await db.Members.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.Sites.Where(row => row.Id == siteId).ExecuteDeleteAsync(cancellationToken);
        db.Erasures.Add(new Erasure(siteId, ErasureKind.Site, actorId, rows, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        directory.Forget(siteId);
    }
}
