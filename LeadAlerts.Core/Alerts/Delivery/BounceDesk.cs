using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>What came back.</summary>
public enum BounceType
{
    /// <summary>Not this time; the mail server that has it tries again.</summary>
    Soft,

    /// <summary>There is no such mailbox, or it takes nothing from us.</summary>
    Hard,

    /// <summary>The recipient called it spam.</summary>
    Complaint,
}

/// <summary>A mail that came back, as a provider or a mail server tells it.</summary>
/// <param name="Type">What came back.</param>
/// <param name="MessageId">The mail's Message-ID, with or without angle brackets; null when unknown.</param>
/// <param name="Recipient">Whom it did not reach; null when unknown.</param>
/// <param name="Reason">The mail server's words; null when unknown.</param>
public sealed record BounceReport(BounceType Type, string? MessageId, string? Recipient, string? Reason);

/// <summary>A recipient to whom nothing is sent because mails came back.</summary>
public sealed record BouncedRecipient(Guid Id, string Address, DateTimeOffset BouncedAt, string? Reason);

/// <summary>Notes mails that came back: nothing more is sent to a recipient who cannot or will not get it, until a member says so.</summary>
/// <remarks>Safe for use by several threads.</remarks>
public sealed class BounceDesk(IDbContextFactory<LeadAlertsDbContext> contexts, SharedCommits commits, TimeProvider clock)
{
    /// <summary>Notes a report. One that names no mail or recipient of ours, a soft one and a repeated one change nothing.</summary>
    /// <returns>The sites that changed.</returns>
    /// <remarks>A report that names one of our mails counts for that mail's recipient alone, whatever address it names.</remarks>
    public Task<IReadOnlyList<Guid>> RecordAsync(BounceReport report) => commits.RunAsync<IReadOnlyList<Guid>>(async db =>
    {
        if (report.Type == BounceType.Soft)
        {
            return [];
        }

        var messageId = report.MessageId?.Trim().Trim('<', '>');
        var mail = string.IsNullOrEmpty(messageId)
            ? null
            : await db.Alerts.Where(alert => alert.MessageId == messageId).Select(alert => new { alert.Id, alert.RecipientId }).FirstOrDefaultAsync();
        var recipients = db.AlertRecipients.Where(recipient => recipient.BouncedAt == null);
        if (mail is not null)
        {
            recipients = recipients.Where(recipient => recipient.Id == mail.RecipientId);
        }
        else if (EmailAddress.TryParse(report.Recipient, out var address, out _))
        {
            // Mail servers write addresses as they like.
            recipients = recipients.Where(recipient => EF.Functions.Collate(recipient.Address, Collations.IgnoresCase) == address);
        }
        else
        {
            return [];
        }

        var found = await recipients.ToListAsync();
        var words = report.Type == BounceType.Complaint ? "The recipient marked a mail as spam." : report.Reason;
        var reason = SendingEnd.Cut(MailText.OneLine(string.IsNullOrWhiteSpace(words) ? "The mailbox does not take mail." : words));
        var now = clock.GetUtcNow();
        found.ForEach(recipient => recipient.Bounce(reason, now));
        await db.SaveChangesAsync();

        // Of the leads that came back nobody may know now: somebody may have to stand in. A report that names no mail may mean any of the last days.
        var since = now - RetryDelays.GiveUpAfter;
        var ids = found.ConvertAll(recipient => recipient.Id);
        List<Guid> mails = mail is not null ? [mail.Id]
            : await db.Alerts.Where(alert => ids.Contains(alert.RecipientId) && alert.QueuedAt > since).Select(alert => alert.Id).ToListAsync();
        await LeadFollowUps.AskForFallbackAsync(db, mails, now);
        return [.. found.Select(recipient => recipient.SiteId)];
    });

    /// <summary>The recipients of a site to whom nothing is sent.</summary>
    public async Task<IReadOnlyList<BouncedRecipient>> ListAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertRecipients
            .Where(recipient => recipient.SiteId == siteId && recipient.BouncedAt != null)
            .OrderBy(recipient => recipient.BouncedAt)
            .Select(recipient => new BouncedRecipient(recipient.Id, recipient.Address, recipient.BouncedAt!.Value, recipient.BounceReason))
            .Take(100)
            .ToListAsync(cancellationToken);
    }
}
