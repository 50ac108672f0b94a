using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts;

/// <summary>What a stop link is about.</summary>
/// <param name="SiteName">The site whose alerts they are.</param>
/// <param name="Address">The recipient's address.</param>
/// <param name="Stopped">True when its mails are stopped.</param>
public sealed record MailStop(string SiteName, string Address, bool Stopped);

/// <summary>Stops and resumes the mails of the recipient that a signed link names. Safe for use by several threads.</summary>
public sealed class MailStops(IDbContextFactory<LeadAlertsDbContext> contexts, StopLinks links, TimeProvider clock)
{
    /// <summary>What a link is about; null when it is not ours or the recipient was removed.</summary>
    public async Task<MailStop?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (links.Find(token) is not { } recipientId)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from recipient in db.AlertRecipients
            join site in db.Sites on recipient.SiteId equals site.Id
            where recipient.Id == recipientId
            select new MailStop(site.Name, recipient.Address, recipient.StoppedAt != null)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Stops the mails, or with <paramref name="resume"/> starts them again.</summary>
    /// <returns>The site that changed; null when the link is not ours or the recipient was removed.</returns>
    public async Task<Guid?> SetAsync(string token, bool resume, CancellationToken cancellationToken)
    {
        if (links.Find(token) is not { } recipientId)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var recipient = await db.AlertRecipients.FirstOrDefaultAsync(row => row.Id == recipientId, cancellationToken);
        if (recipient is null)
        {
            return null;
        }

        if (resume)
        {
            recipient.Resume();
        }
        else
        {
            recipient.Stop(clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return recipient.SiteId;
    }
}
