using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads;

/// <summary>Tells whether a visitor is a lead already.</summary>
internal static class KnownLeads
{
    // A visitor who comes back within this time after a lead was closed is still that lead.
    private static readonly TimeSpan ClosedLeadMemory = TimeSpan.FromDays(30);

    // An address or a number is looked for among leads of this time.
    private static readonly TimeSpan ContactMemory = TimeSpan.FromDays(180);

    /// <summary>The lead of a conversation: its own, else the latest one of the same visitor that is open or was closed of late, else the latest one with the same address or number.</summary>
    /// <returns>Null when the visitor is not known as a lead.</returns>
    /// <remarks>A lead that was merged is looked for too: who is known by it is known by the lead in which it ended.</remarks>
    public static async Task<Lead?> FindAsync(
        LeadAlertsDbContext db, Conversation conversation, VisitorContact contact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var leads = db.Leads.Where(lead => lead.SiteId == conversation.SiteId);
        if (conversation.LeadId is { } leadId)
        {
            return await leads.FirstOrDefaultAsync(lead => lead.Id == leadId, cancellationToken);
        }

        var closedSince = now - ClosedLeadMemory;
        var current = leads
            .Where(lead => lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.LastActivityAt >= closedSince)
            .OrderByDescending(lead => lead.LastActivityAt)
            .ThenByDescending(lead => lead.Id);
        if (conversation.VisitorId is { } visitorId
            && await current.FirstOrDefaultAsync(lead => lead.VisitorId == visitorId, cancellationToken) is { } sameVisitor)
        {
            return sameVisitor;
        }

        // One query for each, so that each finds its index; they meet the same lead in the usual case.
        var contactSince = now - ContactMemory;
        var recent = current.Where(lead => lead.LastActivityAt >= contactSince);
        var sameEmail = contact.Email is { } email
            ? await recent.FirstOrDefaultAsync(lead => lead.Contact.Email == email, cancellationToken)
            : null;
        var samePhone = contact.Phone is { } phone
            ? await recent.FirstOrDefaultAsync(lead => lead.Contact.Phone == phone, cancellationToken)
            : null;
        var found = sameEmail is null || samePhone?.LastActivityAt > sameEmail.LastActivityAt ? samePhone : sameEmail;
        return found ?? await FindMergedAsync(recent, db, conversation, contact, cancellationToken);
    }

    private static async Task<Lead?> FindMergedAsync(
        IQueryable<Lead> recent, LeadAlertsDbContext db, Conversation conversation, VisitorContact contact, CancellationToken cancellationToken)
    {
        var (siteId, visitorId, email, phone) = (conversation.SiteId, conversation.VisitorId, contact.Email, contact.Phone);
        var mergedId = await db.LeadMerges
            .Where(merge => merge.SiteId == siteId
                && ((visitorId != null && merge.VisitorId == visitorId) || (email != null && merge.Email == email) || (phone != null && merge.Phone == phone)))
            .OrderByDescending(merge => merge.At)
            .Select(merge => (Guid?)merge.MergedId)
            .FirstOrDefaultAsync(cancellationToken);
        return mergedId is { } id && await MergedLeads.FindSurvivorAsync(db, siteId, id, cancellationToken) is { } survivorId
            ? await recent.FirstOrDefaultAsync(lead => lead.Id == survivorId, cancellationToken)
            : null;
    }
}
