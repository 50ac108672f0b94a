using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>Asks the owner of an address by a link whether it may get a site's alerts. Safe for use by several threads.</summary>
public sealed class RecipientConfirmations(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    NoticeMail notices,
    PublicUrl publicUrl,
    IOptions<AlertRecipientOptions> options,
    TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<DateTimeOffset>> _sentBySite = [];

    /// <summary>What a confirmation link asks for. Changes nothing: programs that check links may open it.</summary>
    public async Task<ConfirmationOutcome> FindAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, await FindByTokenAsync(db, token, cancellationToken), cancellationToken);
    }

    /// <summary>Confirms the address that a link was sent to; the link is used up.</summary>
    /// <returns><see cref="ConfirmationOutcome.Confirmed"/>, or why not; never <see cref="ConfirmationOutcome.Open"/>.</returns>
    public async Task<ConfirmationOutcome> ConfirmAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var recipient = await FindByTokenAsync(db, token, cancellationToken);
        var found = await ReadAsync(db, recipient, cancellationToken);
        if (found is not ConfirmationOutcome.Open open)
        {
            return found;
        }

        recipient!.Confirm(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await LeadFollowUps.CatchUpAsync(db, recipient.SiteId, recipient.Id, clock.GetUtcNow(), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new ConfirmationOutcome.Confirmed(open.Address, open.SiteName);
    }

    /// <summary>Counts one more mail of the site; false when it has sent as many as it may in an hour.</summary>
    internal bool TryTakeMail(Guid siteId, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_sentBySite.TryGetValue(siteId, out var sent))
            {
                _sentBySite[siteId] = sent = [];
            }

            sent.RemoveAll(at => at <= now.AddHours(-1));
            if (sent.Count >= options.Value.ConfirmationMailsPerHour)
            {
                return false;
            }

            sent.Add(now);
            return true;
        }
    }

    /// <summary>Sends the mail with the link.</summary>
    /// <param name="recipient">Who is asked.</param>
    /// <param name="token">The token of the link.</param>
    /// <param name="asker">Who added the address; null when unknown.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async Task<MailOutcome> SendAsync(
        AlertRecipient recipient, string token, ApplicationUser? asker, CancellationToken cancellationToken)
    {
        string siteName;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            siteName = await db.Sites.Where(site => site.Id == recipient.SiteId).Select(site => site.Name).SingleAsync(cancellationToken);
        }

        return await notices.SendNoticeAsync(
            recipient.Address,
            $"Confirm: lead alerts of {siteName}",
            $"Do you want the lead alerts of {siteName}?",
            $"{Called(asker) ?? "An owner of the site"} asks that you get an e-mail whenever a visitor of {siteName} looks like a new customer."
            + "\n\nIf you want that, confirm your address. The link is good for seven days. If you do not, do nothing: you will get no alerts.",
            "See and confirm",
            publicUrl.Link($"alerts/confirm?token={token}"),
            cancellationToken);
    }

    private static async Task<AlertRecipient?> FindByTokenAsync(
        LeadAlertsDbContext db, string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and <= 100 })
        {
            return null;
        }

        var hash = AlertRecipient.HashToken(token);
        return await db.AlertRecipients.FirstOrDefaultAsync(recipient => recipient.ConfirmationTokenHash == hash, cancellationToken);
    }

    private async Task<ConfirmationOutcome> ReadAsync(
        LeadAlertsDbContext db, AlertRecipient? recipient, CancellationToken cancellationToken)
    {
        if (recipient is null)
        {
            return new ConfirmationOutcome.Unknown();
        }

        var siteName = await db.Sites.Where(site => site.Id == recipient.SiteId).Select(site => site.Name).SingleAsync(cancellationToken);
        return clock.GetUtcNow() >= recipient.ConfirmationExpiresAt
            ? new ConfirmationOutcome.Expired(siteName)
            : new ConfirmationOutcome.Open(
                recipient.Address,
                siteName,
                recipient.AddedBy is { } asker ? Called(await db.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == asker, cancellationToken)) : null);
    }

    private static string? Called(ApplicationUser? user) =>
        user is null ? null : string.IsNullOrWhiteSpace(user.DisplayName) ? user.Email : user.DisplayName;
}
