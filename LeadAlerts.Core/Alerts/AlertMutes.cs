using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts;

/// <summary>For how long a site's alerts are muted.</summary>
public enum MuteSpan
{
    /// <summary>One hour.</summary>
    Hour = 0,

    /// <summary>Until the next midnight where the site is.</summary>
    Today = 1,
}

/// <summary>A mute of a site's alerts.</summary>
/// <param name="Until">Until when, UTC.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="By">Who muted them, as members call that person.</param>
public sealed record AlertMute(DateTimeOffset Until, DateTimeOffset At, string By);

/// <summary>Mutes a site's alerts and lets them go again. What comes meanwhile waits, none is lost. Safe for use by several threads.</summary>
public sealed class AlertMutes(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The longest mute.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <summary>The mute in force; null when there is none.</summary>
    public async Task<AlertMute?> FindAsync(Guid siteId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites
            .Where(row => row.Id == siteId && row.AlertsMutedUntil > now)
            .Select(row => new { row.AlertsMutedUntil, row.AlertsMutedAt, row.AlertsMutedBy })
            .FirstOrDefaultAsync(cancellationToken);
        if (site is null)
        {
            return null;
        }

        var name = await db.Users.Named()
            .Where(person => person.Id == site.AlertsMutedBy)
            .Select(person => person.Name)
            .FirstOrDefaultAsync(cancellationToken);
        return new AlertMute(site.AlertsMutedUntil!.Value, site.AlertsMutedAt ?? now, name ?? "A former member");
    }

    /// <summary>Mutes them.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who wants it; must own the site.</param>
    /// <param name="span">For how long.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The mute; null when the person does not own the site.</returns>
    public async Task<AlertMute?> MuteAsync(Guid siteId, Guid userId, MuteSpan span, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (span == MuteSpan.Hour)
        {
            return await SetAsync(siteId, userId, now.AddHours(1), cancellationToken);
        }

        var zone = await GetZoneAsync(siteId, cancellationToken);
        return await SetAsync(siteId, userId, StartOf(Today(now, zone).AddDays(1), zone), cancellationToken);
    }

    /// <summary>Mutes them until a date begins where the site is.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who wants it; must own the site.</param>
    /// <param name="date">The first day on which they go out again: after today, at most <see cref="Longest"/> ahead.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The mute; null when the date is out of range or the person does not own the site.</returns>
    public async Task<AlertMute?> MuteUntilAsync(Guid siteId, Guid userId, DateOnly date, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var zone = await GetZoneAsync(siteId, cancellationToken);
        var until = StartOf(date, zone);
        return until <= now || until > now + Longest ? null : await SetAsync(siteId, userId, until, cancellationToken);
    }

    /// <summary>Lets them go out again; what waited for it is released, or waits for what else keeps it.</summary>
    /// <returns>False when the person does not own the site.</returns>
    public async Task<bool> UnmuteAsync(Guid siteId, Guid userId, CancellationToken cancellationToken) =>
        await ChangeAsync(siteId, userId, site => site.UnmuteAlerts(), cancellationToken);

    /// <summary>Takes an unmute back.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who wants it; must own the site.</param>
    /// <param name="mute">What was in force.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<AlertMute?> RestoreAsync(Guid siteId, Guid userId, AlertMute mute, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mute);
        return mute.Until > clock.GetUtcNow() + Longest ? null : await SetAsync(siteId, userId, mute.Until, cancellationToken);
    }

    private async Task<AlertMute?> SetAsync(Guid siteId, Guid userId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await ChangeAsync(siteId, userId, site => site.MuteAlerts(until, userId, now), cancellationToken)
            ? await FindAsync(siteId, cancellationToken)
            : null;
    }

    private async Task<bool> ChangeAsync(Guid siteId, Guid userId, Action<Sites.Site> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var site = await db.Sites.FirstOrDefaultAsync(row => row.Id == siteId, cancellationToken);
        if (site is null || !await db.IsOwnerAsync(siteId, userId, cancellationToken))
        {
            return false;
        }

        change(site);
        var now = clock.GetUtcNow();
        await DigestDesk.ReplanAsync(db, site, site.DigestedUntil ?? now, cancellationToken);
        db.Note(
            siteId,
            userId,
            AuditArea.Alerts,
            site.AlertsMutedUntil is { } until ? $"Alerts muted until {SiteTime.Write(until, site.TimeZone, now)}" : "Alerts no longer muted",
            now);
        await db.SaveChangesAsync(cancellationToken);
        await HeldAlerts.ReconsiderAsync(db, siteId, recipientId: null, now, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<TimeZoneInfo> GetZoneAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return SiteTime.FindZone(await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).SingleAsync(cancellationToken));
    }

    private static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    private static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone) => WorkingTime.InstantOf(date.ToDateTime(TimeOnly.MinValue), zone);
}
