using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Operations;

/// <summary>What administrators announce, and who has closed it. Safe for use by several threads.</summary>
public sealed class AnnouncementBoard(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Finds what a person is to see; null when nothing is announced or the person closed it.</summary>
    public async Task<Announcement?> FindForAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindCurrentAsync(db, cancellationToken) is { } current
            && !await db.Users.AnyAsync(user => user.Id == userId && user.DismissedAnnouncementId == current.Id, cancellationToken)
                ? current
                : null;
    }

    /// <summary>Finds what is announced; null when nothing is.</summary>
    public async Task<Announcement?> FindCurrentAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindCurrentAsync(db, cancellationToken);
    }

    /// <summary>Closes an announcement for one person.</summary>
    public async Task DismissAsync(Guid userId, Guid announcementId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Users
            .Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.DismissedAnnouncementId, announcementId), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Announces something in place of what was announced before.</summary>
    /// <param name="actorId">Who announces; must be an administrator.</param>
    /// <param name="text">0 to <see cref="Announcement.TextMaxLength"/> characters; empty to end the one before.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="until">Until when it is shown, UTC; null for no end.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when the actor may not, the text is too long or the end is past.</returns>
    public async Task<bool> AnnounceAsync(
        Guid actorId, string text, AnnouncementLevel level, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (text.Trim().Length > Announcement.TextMaxLength || until <= now || !Enum.IsDefined(level))
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsAdminAsync(actorId, cancellationToken))
        {
            return false;
        }

        db.Announcements.Add(new Announcement(text, level, until, actorId, now));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<Announcement?> FindCurrentAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var latest = await db.Announcements.AsNoTracking()
            .OrderByDescending(announcement => announcement.CreatedAt).ThenByDescending(announcement => announcement.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return latest is { Text.Length: > 0 } && (latest.Until is null || latest.Until > now) ? latest : null;
    }
}
