using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>How long a site keeps conversations. For owners only. Safe for use by several threads.</summary>
public sealed class SitePrivacy(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Reads it; null when the person does not own the site.</summary>
    public async Task<Retention?> FindAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return null;
        }

        return new Retention(
            await db.Sites.Where(site => site.Id == siteId).Select(site => site.RetentionDays).SingleAsync(cancellationToken),
            await db.Conversations.Where(chat => chat.SiteId == siteId).MinAsync(chat => (DateTimeOffset?)chat.LastMessageAt, cancellationToken));
    }

    /// <summary>Counts what would go at the next sweep.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who asks; must own the site.</param>
    /// <param name="days">1 to <see cref="Site.RetentionMaxDays"/>; null for ever.</param>
    /// <param name="cancellationToken">Ends the count.</param>
    public async Task<int> CountOlderAsync(Guid siteId, Guid actorId, int? days, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (days is not (>= 1 and <= Site.RetentionMaxDays) || !await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return 0;
        }

        var before = clock.GetUtcNow().AddDays(-days.Value);
        return await db.Conversations.CountAsync(chat => chat.SiteId == siteId && chat.LastMessageAt < before, cancellationToken);
    }

    /// <summary>Says how long conversations are kept; what is older goes at the next sweep, within a day.</summary>
    /// <returns>False when the person does not own the site or the number is out of its range.</returns>
    public async Task<bool> SaveAsync(Guid siteId, Guid actorId, int? days, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (days is < 1 or > Site.RetentionMaxDays || !await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return false;
        }

        var site = await db.Sites.SingleAsync(row => row.Id == siteId, cancellationToken);
        if (site.RetentionDays != days)
        {
            db.Note(siteId, actorId, AuditArea.Privacy, $"Conversations kept: {Words(site.RetentionDays)} → {Words(days)}", clock.GetUtcNow());
        }

        site.KeepConversations(days);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static string Words(int? days) => days switch { null => "for ever", 1 => "1 day", _ => $"{days} days" };
}

/// <summary>How long a site keeps conversations.</summary>
/// <param name="Days">Days since the last message; null for ever.</param>
/// <param name="OldestAt">When the oldest one that is kept ended, UTC; null when there is none.</param>
public sealed record Retention(int? Days, DateTimeOffset? OldestAt);
