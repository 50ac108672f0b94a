using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>Writes digests when they are due. Safe for use by several threads and several servers.</summary>
public sealed class DigestDesk(
    IDbContextFactory<LeadAlertsDbContext> contexts, DigestQueries queries, AlertSettingsStore settingsStore, AlertMail alertMail, TimeProvider clock)
{
    /// <summary>Sites whose digest is due, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindDueAsync(int take, CancellationToken cancellationToken)
    {
        var ripe = clock.GetUtcNow() - DigestTimes.Settle;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sites
            .Where(site => site.DigestDueAt <= ripe)
            .OrderBy(site => site.DigestDueAt)
            .Select(site => site.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Writes the digest of a site, once for each time it is due; what was missed meanwhile comes in one. While the site's alerts are muted
    /// it waits.
    /// </summary>
    /// <returns>How many mails it became; null when it was not due or waits on, or another worker wrote it.</returns>
    public async Task<int?> WriteAsync(Guid siteId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var settings = await settingsStore.GetAsync(siteId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking().FirstOrDefaultAsync(row => row.Id == siteId, cancellationToken);
        if (site?.DigestDueAt is not { } dueAt || dueAt > now - DigestTimes.Settle)
        {
            return null;
        }

        var (next, until) = (DigestTimes.FindNext(settings.Digest, site.TimeZone, now - DigestTimes.Settle), site.DigestedUntil);
        List<Alert> alerts = [];
        var waits = site.AlertsMutedUntil > now;
        if (waits)
        {
            next = new WorkingTime(settings.Schedule, SiteTime.FindZone(site.TimeZone)).NextOpen(site.AlertsMutedUntil!.Value);
        }
        else if (DigestTimes.FindPeriod(
            settings.Digest, site.TimeZone, until ?? DigestTimes.FindStart(settings.Digest, site.TimeZone, dueAt), now) is { } period)
        {
            alerts = await ComposeAsync(db, site, settings, period, now, cancellationToken);
            until = period.Until;
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await db.Sites
            .Where(row => row.Id == siteId && row.DigestDueAt == dueAt)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.DigestDueAt, next).SetProperty(row => row.DigestedUntil, until), cancellationToken);
        if (taken == 0)
        {
            return null;
        }

        db.Alerts.AddRange(alerts);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return waits ? null : alerts.Count;
    }

    /// <summary>Plans a site's digest anew after the site moved, or after its mute was changed.</summary>
    /// <param name="db">The context that holds the site; the caller saves.</param>
    /// <param name="site">The site.</param>
    /// <param name="since">What was due after this instant, UTC, is due now.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    internal static async Task ReplanAsync(LeadAlertsDbContext db, Site site, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (site.DigestDueAt is not null
            && await db.AlertSettings.AsNoTracking()
                .Where(settings => settings.SiteId == site.Id)
                .OrderByDescending(settings => settings.Version)
                .FirstOrDefaultAsync(cancellationToken) is { } current)
        {
            site.PlanDigest(DigestTimes.FindNext(current.Digest, site.TimeZone, since));
        }
    }

    private async Task<List<Alert>> ComposeAsync(
        LeadAlertsDbContext db, Site site, AlertSettings settings, DigestPeriod period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!settings.Enabled || site.Plan != SitePlan.Free || site.Disabled)
        {
            return [];
        }

        var recipients = await db.AlertRecipients.AsNoTracking()
            .Where(recipient => recipient.SiteId == site.Id && (recipient.GetsDigest || recipient.Role == RecipientRole.DigestOnly)
                && recipient.ConfirmedAt != null && recipient.StoppedAt == null && recipient.BouncedAt == null)
            .OrderBy(recipient => recipient.AddedAt).ThenBy(recipient => recipient.Id)
            .ToListAsync(cancellationToken);
        if (recipients.Count == 0)
        {
            return [];
        }

        var content = await queries.ReadAsync(site, settings, period, now, cancellationToken);
        if (content.IsEmpty && settings.Digest.Rhythm == DigestRhythm.Daily)
        {
            return [];
        }

        var alerts = new List<Alert>(recipients.Count);
        foreach (var recipient in recipients)
        {
            var alert = new Alert(site.Id, leadId: null, recipient, AlertKind.Digest, sequence: 1, settings.Version, qualifiedAt: now, now);
            if (recipient.MutedUntil > now)
            {
                alert.Hold(AlertReason.RecipientMuted, recipient.MutedUntil.Value);
            }

            await alertMail.ComposeDigestAsync(alert, recipient, content);
            alerts.Add(alert);
        }

        return alerts;
    }
}
