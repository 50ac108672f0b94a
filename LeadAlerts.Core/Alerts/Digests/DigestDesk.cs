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
    // A digest after a long time out of order does not go back further.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Sites whose digest is due, longest due first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindDueAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sites
            .Where(site => site.DigestDueAt <= now)
            .OrderBy(site => site.DigestDueAt)
            .Select(site => site.Id)
            .Take(take)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Writes the digest of a site, once for each time it is due; what was missed meanwhile comes in one.</summary>
    /// <returns>How many mails it became; null when it was not due, or another worker wrote it.</returns>
    public async Task<int?> WriteAsync(Guid siteId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var settings = await settingsStore.GetAsync(siteId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking().FirstOrDefaultAsync(row => row.Id == siteId, cancellationToken);
        if (site?.DigestDueAt is not { } dueAt || dueAt > now)
        {
            return null;
        }

        var alerts = await ComposeAsync(db, site, settings, dueAt, now, cancellationToken);
        var next = DigestTimes.FindNext(settings.Digest, site.TimeZone, now);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await db.Sites
            .Where(row => row.Id == siteId && row.DigestDueAt == dueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DigestDueAt, next), cancellationToken);
        if (taken == 0)
        {
            return null;
        }

        db.Alerts.AddRange(alerts);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return alerts.Count;
    }

    private async Task<List<Alert>> ComposeAsync(
        LeadAlertsDbContext db, Site site, AlertSettings settings, DateTimeOffset dueAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (settings.Digest.Rhythm == DigestRhythm.Off || !settings.Enabled || site.Plan != SitePlan.Free || site.Disabled)
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

        var from = DigestTimes.FindStart(settings.Digest, dueAt);
        var content = await queries.ReadAsync(site, settings, from < now - Longest ? now - Longest : from, now, cancellationToken);
        if (content.IsEmpty && settings.Digest.Rhythm == DigestRhythm.Daily)
        {
            return [];
        }

        var alerts = new List<Alert>(recipients.Count);
        foreach (var recipient in recipients)
        {
            var alert = new Alert(site.Id, leadId: null, recipient, AlertKind.Digest, sequence: 1, settings.Version, qualifiedAt: now, now);
            await alertMail.ComposeDigestAsync(alert, recipient, content);
            alerts.Add(alert);
        }

        return alerts;
    }
}
