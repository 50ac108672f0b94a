using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>Tells the others who were told of a lead by mail that a member has it, as when it is taken from a mail. Safe for use by several threads.</summary>
public sealed class DeskClaims(IDbContextFactory<LeadAlertsDbContext> contexts, ClaimMails claimMails) : IHearsOfTaking
{
    /// <summary>How many leads taken at once are told one by one. Who takes more puts a list in order, and nobody wants a mail for each.</summary>
    public const int LeadsMax = 20;

    /// <inheritdoc />
    public async Task HearTakenAsync(TakenLeads taken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        if (taken.LeadIds.Count > LeadsMax)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var leads = await StandingSince(db, taken).ToListAsync(cancellationToken);
        var mails = await ComposeAsync(db, taken, leads, givenBack: false, cancellationToken);
        if (mails.Count == 0)
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);

        // Whoever gave one back meanwhile, or closed it, has the last word.
        var still = await StandingSince(db, taken).Select(lead => lead.Id).ToListAsync(cancellationToken);
        db.Alerts.AddRange(mails.Where(mail => still.Contains(mail.LeadId!.Value)));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task HearGivenBackAsync(TakenLeads taken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var leads = await db.Leads.AsNoTracking()
            .Where(lead => lead.SiteId == taken.SiteId && taken.LeadIds.Contains(lead.Id)
                && db.Alerts.Any(alert => alert.SiteId == taken.SiteId && alert.LeadId == lead.Id && alert.Kind == AlertKind.Claim))
            .ToListAsync(cancellationToken);
        var mails = await ComposeAsync(db, taken, leads, givenBack: true, cancellationToken);
        if (leads.Count == 0)
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var lead in leads)
        {
            // Who has not been told of the claim yet is not told of its end.
            var untold = await ClaimMails.WithdrawAsync(db, lead, taken.At, cancellationToken);
            db.Alerts.AddRange(mails.Where(mail => mail.LeadId == lead.Id && !untold.Contains(mail.RecipientId)));
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static IQueryable<Lead> StandingSince(LeadAlertsDbContext db, TakenLeads taken) => db.Leads.AsNoTracking()
        .Where(lead => lead.SiteId == taken.SiteId && taken.LeadIds.Contains(lead.Id) && lead.StandingSince == taken.At)
        .OrderBy(lead => lead.Id);

    private async Task<List<Alert>> ComposeAsync(
        LeadAlertsDbContext db, TakenLeads taken, List<Lead> leads, bool givenBack, CancellationToken cancellationToken)
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
            mails.AddRange(await claimMails.ComposeAsync(db, site, lead, taken.Who, known, givenBack, taken.IsContacted, taken.At, cancellationToken));
        }

        return mails;
    }
}
