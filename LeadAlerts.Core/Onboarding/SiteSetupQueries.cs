using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Onboarding;

/// <summary>Tells how far a site has come. Who may ask is the caller's to check. Safe for use by several threads.</summary>
public sealed class SiteSetupQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The source of chats that a site's own servers send.</summary>
    private const string ServerSource = "api";

    /// <summary>Reads how far a site has come; null when it does not exist.</summary>
    public async Task<SiteSetup?> FindAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking()
            .Where(row => row.Id == siteId)
            .Select(row => new { row.CreatedAt, row.Business, row.WidgetSeenAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (site is null)
        {
            return null;
        }

        var latest = await db.Conversations
            .Where(conversation => conversation.SiteId == siteId)
            .OrderByDescending(conversation => conversation.LastMessageAt).ThenByDescending(conversation => conversation.Id)
            .Select(conversation => new LatestChat(
                conversation.Id, conversation.Score, conversation.Headline, conversation.LeadId, conversation.LastMessageAt))
            .FirstOrDefaultAsync(cancellationToken);
        return new SiteSetup(
            site.CreatedAt,
            site.Business.Kind.Length > 0 || site.Business.Services.Length > 0,
            await db.KnowledgeEntries.CountAsync(entry => entry.SiteId == siteId, cancellationToken),
            site.WidgetSeenAt,
            latest is not null
                && await db.Conversations.AnyAsync(conversation => conversation.SiteId == siteId && conversation.Source == ServerSource, cancellationToken),
            latest,
            await db.Alerts
                .Where(alert => alert.SiteId == siteId && alert.State == AlertState.Accepted)
                .MaxAsync(alert => alert.AcceptedAt, cancellationToken));
    }
}
