using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>A recipient who was removed, to be able to take that back.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="Leads">The leads that became nobody's by it.</param>
public sealed record RemovedRecipient(AlertRecipient Recipient, IReadOnlyList<ClaimedLead> Leads);

/// <summary>A lead that a recipient had taken from a mail.</summary>
/// <param name="Id">The lead.</param>
/// <param name="Before">How far it had come.</param>
public sealed record ClaimedLead(Guid Id, LeadProgress Before);

/// <summary>What becomes of the leads that a recipient who is removed had taken from mails; what a member was given is <see cref="AssignedLeads"/>'s.</summary>
internal static class ClaimedLeads
{
    /// <summary>Makes the open ones that no member works nobody's: they are told to others again, also outside. The caller saves and commits.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="news">Who hears of it.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="recipientId">The recipient.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<ClaimedLead>> FreeAsync(
        LeadAlertsDbContext db, LeadNews news, Guid siteId, Guid recipientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.ClaimedByRecipientId == recipientId && lead.AssigneeId == null
                && (lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted))
            .ToListAsync(cancellationToken);
        var taken = open.ConvertAll(lead => new ClaimedLead(lead.Id, lead.Progress));
        open.ForEach(lead => lead.Unclaim(lead.FirstTakenAt, now));
        await news.TellAsync(db, open, now, cancellationToken);
        return taken;
    }

    /// <summary>Gives those back that stand as they were left. The caller saves and commits.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="news">Who hears of it.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="taken">What <see cref="FreeAsync"/> freed.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task GiveBackAsync(
        LeadAlertsDbContext db, LeadNews news, Guid siteId, IReadOnlyList<ClaimedLead> taken, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = taken.ToDictionary(lead => lead.Id, lead => lead.Before);
        var ids = before.Keys.ToList();
        var leads = await db.Leads.Where(lead => lead.SiteId == siteId && ids.Contains(lead.Id)).ToListAsync(cancellationToken);
        leads.RemoveAll(lead => lead.IsClaimed || lead.Status != before[lead.Id].Status);
        foreach (var lead in leads)
        {
            var (was, progress) = (before[lead.Id], lead.Progress);
            lead.Restore(
                progress with { ClaimedAt = was.ClaimedAt, ClaimedByRecipientId = was.ClaimedByRecipientId, ClaimedByName = was.ClaimedByName }, now);
        }

        await news.TellAsync(db, leads, now, cancellationToken);
    }
}
