using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>Tells the others who were told of a lead by mail that a member has it, as when it is taken from a mail. Safe for use by several threads.</summary>
public sealed class DeskClaims(ClaimMails claimMails) : IHearsOfTaking
{
    /// <summary>How many leads taken at once are told one by one. Who takes more puts a list in order, and nobody wants a mail for each.</summary>
    public const int LeadsMax = 20;

    /// <inheritdoc />
    public async Task<Func<CancellationToken, Task>> HearAsync(LeadAlertsDbContext db, TakenLeads taken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(taken);
        if (taken.GivenBack)
        {
            var told = await FindToldAsync(db, taken, cancellationToken);
            var ends = await ComposeAsync(db, taken, told, cancellationToken);
            return token => AddEndsAsync(db, told, ends, taken.At, token);
        }

        var mails = taken.Leads.Count > LeadsMax ? [] : await ComposeAsync(db, taken, taken.Leads, cancellationToken);
        return _ =>
        {
            db.Alerts.AddRange(mails);
            return Task.CompletedTask;
        };
    }

    private static async Task<IReadOnlyList<Lead>> FindToldAsync(LeadAlertsDbContext db, TakenLeads taken, CancellationToken cancellationToken)
    {
        var ids = taken.Leads.Select(lead => lead.Id).ToList();
        var told = await db.Alerts
            .Where(alert => alert.SiteId == taken.SiteId && alert.Kind == AlertKind.Claim && alert.LeadId != null && ids.Contains(alert.LeadId.Value))
            .Select(alert => alert.LeadId!.Value)
            .Distinct()
            .ToListAsync(cancellationToken);
        return [.. taken.Leads.Where(lead => told.Contains(lead.Id))];
    }

    private static async Task AddEndsAsync(
        LeadAlertsDbContext db, IReadOnlyList<Lead> leads, List<Alert> mails, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var lead in leads)
        {
            // Who has not been told of the claim yet is not told of its end.
            var untold = await ClaimMails.WithdrawAsync(db, lead, now, cancellationToken);
            db.Alerts.AddRange(mails.Where(mail => mail.LeadId == lead.Id && !untold.Contains(mail.RecipientId)));
        }
    }

    private async Task<List<Alert>> ComposeAsync(
        LeadAlertsDbContext db, TakenLeads taken, IReadOnlyList<Lead> leads, CancellationToken cancellationToken)
    {
        var mails = new List<Alert>();
        if (leads.Count == 0)
        {
            return mails;
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(row => row.Id == taken.SiteId, cancellationToken);
        var addresses = await db.Users.Where(user => taken.Known.Contains(user.Id)).Select(user => user.Email).ToListAsync(cancellationToken);
        var recipients = await db.AlertRecipients
            .Where(recipient => recipient.SiteId == taken.SiteId)
            .Select(recipient => new { recipient.Id, recipient.Address })
            .ToListAsync(cancellationToken);
        List<Guid> known = [.. recipients.Where(recipient => addresses.Contains(recipient.Address, StringComparer.OrdinalIgnoreCase)).Select(recipient => recipient.Id)];
        foreach (var lead in leads)
        {
            mails.AddRange(await claimMails.ComposeAsync(db, site, lead, taken.Who, known, taken.GivenBack, taken.IsContacted, taken.At, cancellationToken));
        }

        return mails;
    }
}
