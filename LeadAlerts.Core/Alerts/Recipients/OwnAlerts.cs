using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>What a person does with the alerts to their own address, on each of their sites. Safe for use by several threads.</summary>
public sealed class OwnAlerts(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The person's sites by name, with what each mails them.</summary>
    public async Task<IReadOnlyList<OwnAlertsRow>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from member in db.Members
            join site in db.Sites on member.SiteId equals site.Id
            join user in db.Users on member.UserId equals user.Id
            where member.UserId == userId
            orderby site.Name, site.Id
            let recipient = db.AlertRecipients.FirstOrDefault(row =>
                row.SiteId == site.Id && row.ConfirmedAt != null && user.EmailConfirmed && EF.Functions.Collate(row.Address, Collations.IgnoresCase) == user.NormalizedEmail)
            select new OwnAlertsRow(
                site.Id,
                site.Name,
                recipient != null,
                recipient != null && recipient.StoppedAt == null,
                recipient != null && recipient.GetsDigest,
                recipient != null && recipient.Role == RecipientRole.DigestOnly))
            .Take(500)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Stops the alerts of a site to the person's own address, or starts them again.</summary>
    /// <returns>False when the address is not among the site's recipients or the person is not on it.</returns>
    public Task<bool> SetAlertsAsync(Guid userId, Guid siteId, bool on, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        siteId,
        on ? "started their own alerts again" : "stopped their own alerts",
        (recipient, now) =>
        {
            if (on)
            {
                recipient.Resume();
            }
            else
            {
                recipient.Stop(now);
            }
        },
        cancellationToken);

    /// <summary>Adds the digest of a site to what the person's own address gets, or takes it off.</summary>
    /// <returns>False when the address is not among the site's recipients or the person is not on it.</returns>
    public Task<bool> SetDigestAsync(Guid userId, Guid siteId, bool on, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        siteId,
        on ? "gets the digest from now on" : "gets no digest any more",
        (recipient, _) => recipient.Assign(recipient.Role, recipient.Route, on),
        cancellationToken);

    private async Task<bool> ChangeAsync(
        Guid userId, Guid siteId, string what, Action<AlertRecipient, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var address = await (
            from member in db.Members
            join user in db.Users on member.UserId equals user.Id
            where member.SiteId == siteId && user.Id == userId && user.EmailConfirmed
            select user.NormalizedEmail).SingleOrDefaultAsync(cancellationToken);
        if (address is null
            || await db.AlertRecipients.FirstOrDefaultAsync(
                row => row.SiteId == siteId && row.ConfirmedAt != null && EF.Functions.Collate(row.Address, Collations.IgnoresCase) == address, cancellationToken) is not { } recipient)
        {
            return false;
        }

        var wasActive = recipient.IsActive;
        change(recipient, now);
        db.Note(siteId, userId, AuditArea.Recipients, $"{recipient.Address} {what}", now);
        await db.SaveChangesAsync(cancellationToken);
        if (!wasActive && recipient.IsActive)
        {
            await LeadFollowUps.CatchUpAsync(db, siteId, recipient.Id, now, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }
}

/// <summary>What one site mails to the person's own address.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="SiteName">Its name.</param>
/// <param name="IsRecipient">True when the person's confirmed address is among those who get its alerts.</param>
/// <param name="GetsAlerts">True when they are not stopped.</param>
/// <param name="GetsDigest">True when the digest goes to them.</param>
/// <param name="DigestOnly">True when an owner chose that they get nothing but the digest.</param>
public sealed record OwnAlertsRow(Guid SiteId, string SiteName, bool IsRecipient, bool GetsAlerts, bool GetsDigest, bool DigestOnly);
