using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Health;

/// <summary>The internal site at which test chats happen. It has no member, no recipient and no webhook, and no list shows it.</summary>
public sealed class CanarySite(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Finds the site, or makes it.</summary>
    public async Task<Guid> GetIdAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.Sites.Where(site => site.IsInternal).Select(site => (Guid?)site.Id).FirstOrDefaultAsync(cancellationToken) is { } id)
        {
            return id;
        }

        var now = clock.GetUtcNow();
        var made = Site.CreateInternal("Canary", now);
        made.Describe(new BusinessProfile { Kind = "Roofing contractor", Services = "roof repair" }, websiteUrl: null);
        db.Add(made);
        db.Add(AlertSettings.CreateFirst(made.Id, now));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return made.Id;
    }

    /// <summary>Deletes what test chats left: the next one is a new visitor, and nothing piles up.</summary>
    public async Task SweepAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.Sites.AnyAsync(site => site.Id == siteId && site.IsInternal, cancellationToken))
        {
            throw new InvalidOperationException("Only the internal site may be swept.");
        }

        await db.Alerts.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.Assessments.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.Summaries.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.SearchDocuments.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.Conversations.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await db.Leads.Where(row => row.SiteId == siteId).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
