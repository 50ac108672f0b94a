using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Another lead that seems to be the same person's.</summary>
/// <param name="Row">The other lead.</param>
/// <param name="SamePhone">Both gave the same number.</param>
/// <param name="SameEmail">Both gave the same address.</param>
public sealed record LeadMatch(InboxRow Row, bool SamePhone, bool SameEmail);

/// <summary>Finds other leads of the same person. Safe for use by several threads.</summary>
public sealed class LeadMatches(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The most that are found.</summary>
    public const int Max = 5;

    /// <summary>The site's other leads with the same number or address, the latest activity first.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead; another site's finds nothing.</param>
    /// <param name="userId">For whom unread is told.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<LeadMatch>> FindAsync(Guid siteId, Guid leadId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var contact = await db.Leads.AsNoTracking()
            .Where(lead => lead.SiteId == siteId && lead.Id == leadId)
            .Select(lead => new { lead.Contact.Email, lead.Contact.Phone })
            .SingleOrDefaultAsync(cancellationToken);
        if (contact is null or { Email: null, Phone: null })
        {
            return [];
        }

        // One query for each, so that each can use its index.
        var byPhone = contact.Phone is not { } phone ? [] : await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.Contact.Phone == phone && lead.Id != leadId)
            .OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id)
            .Take(Max).AsRows(db, userId).ToListAsync(cancellationToken);
        var byEmail = contact.Email is not { } email ? [] : await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.Contact.Email == email && lead.Id != leadId)
            .OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id)
            .Take(Max).AsRows(db, userId).ToListAsync(cancellationToken);
        return [.. byPhone.Concat(byEmail)
            .DistinctBy(row => row.Id)
            .OrderByDescending(row => row.LastActivityAt)
            .Take(Max)
            .Select(row => new LeadMatch(row, contact.Phone is not null && row.Phone == contact.Phone, contact.Email is not null && row.Email == contact.Email))];
    }
}
