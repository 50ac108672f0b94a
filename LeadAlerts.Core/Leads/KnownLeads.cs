using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads;

/// <summary>Tells whether a visitor is a lead already.</summary>
internal static class KnownLeads
{
    // A visitor who comes back within this time after a lead was closed is still that lead. Coming back does not lengthen it.
    private static readonly TimeSpan ClosedLeadMemory = TimeSpan.FromDays(30);

    // An address or a number is looked for among leads of this time.
    private static readonly TimeSpan ContactMemory = TimeSpan.FromDays(180);

    // Compiled: every review asks these, and to build such a question anew costs more than its answer.
    private static readonly Func<LeadAlertsDbContext, Guid, Guid, CancellationToken, Task<Lead?>> OfId = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, Guid leadId, CancellationToken _) =>
            db.Leads.FirstOrDefault(lead => lead.SiteId == siteId && lead.Id == leadId));

    private static readonly Func<LeadAlertsDbContext, Guid, string, DateTimeOffset, CancellationToken, Task<Lead?>> OfVisitor = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, string visitorId, DateTimeOffset closedSince, CancellationToken _) => db.Leads
            .Where(lead => lead.SiteId == siteId && lead.VisitorId == visitorId)
            .Where(lead => lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.StandingSince >= closedSince)
            .OrderByDescending(lead => lead.LastActivityAt)
            .ThenByDescending(lead => lead.Id)
            .FirstOrDefault());

    private static readonly Func<LeadAlertsDbContext, Guid, string, DateTimeOffset, DateTimeOffset, CancellationToken, Task<Lead?>> OfEmail =
        EF.CompileAsyncQuery(
            (LeadAlertsDbContext db, Guid siteId, string email, DateTimeOffset closedSince, DateTimeOffset contactSince, CancellationToken _) => db.Leads
                .Where(lead => lead.SiteId == siteId && lead.Contact.Email == email && lead.LastActivityAt >= contactSince)
                .Where(lead => lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.StandingSince >= closedSince)
                .OrderByDescending(lead => lead.LastActivityAt)
                .ThenByDescending(lead => lead.Id)
                .FirstOrDefault());

    private static readonly Func<LeadAlertsDbContext, Guid, string, DateTimeOffset, DateTimeOffset, CancellationToken, Task<Lead?>> OfPhone =
        EF.CompileAsyncQuery(
            (LeadAlertsDbContext db, Guid siteId, string phone, DateTimeOffset closedSince, DateTimeOffset contactSince, CancellationToken _) => db.Leads
                .Where(lead => lead.SiteId == siteId && lead.Contact.Phone == phone && lead.LastActivityAt >= contactSince)
                .Where(lead => lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.StandingSince >= closedSince)
                .OrderByDescending(lead => lead.LastActivityAt)
                .ThenByDescending(lead => lead.Id)
                .FirstOrDefault());

    private static readonly Func<LeadAlertsDbContext, Guid, string?, string?, string?, CancellationToken, Task<Guid?>> LastMerged = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, string? visitorId, string? email, string? phone, CancellationToken _) => db.LeadMerges
            .Where(merge => merge.SiteId == siteId
                && ((visitorId != null && merge.VisitorId == visitorId) || (email != null && merge.Email == email) || (phone != null && merge.Phone == phone)))
            .OrderByDescending(merge => merge.At)
            .Select(merge => (Guid?)merge.MergedId)
            .FirstOrDefault());

    // One question with three indexes.
    private static readonly Func<LeadAlertsDbContext, Guid, string?, string?, string?, DateTimeOffset, DateTimeOffset, CancellationToken, Task<bool>> Any =
        EF.CompileAsyncQuery(
            (LeadAlertsDbContext db, Guid siteId, string? visitorId, string? email, string? phone, DateTimeOffset closedSince, DateTimeOffset contactSince,
                CancellationToken _) => db.Sites.Where(site => site.Id == siteId).Select(site =>
                    (visitorId != null && db.Leads.Any(lead => lead.SiteId == siteId && lead.VisitorId == visitorId
                        && (lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.StandingSince >= closedSince)))
                    || (email != null && db.Leads.Any(lead => lead.SiteId == siteId && lead.Contact.Email == email && lead.LastActivityAt >= contactSince
                        && (lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.StandingSince >= closedSince)))
                    || (phone != null && db.Leads.Any(lead => lead.SiteId == siteId && lead.Contact.Phone == phone && lead.LastActivityAt >= contactSince
                        && (lead.Status == LeadStatus.New || lead.Status == LeadStatus.Contacted || lead.StandingSince >= closedSince))))
                .FirstOrDefault());

    /// <summary>The lead of a conversation: its own, else the latest one of the same visitor that is open or was closed of late, else the latest one with the same address or number.</summary>
    /// <returns>Null when the visitor is not known as a lead.</returns>
    /// <remarks>A lead that was merged is looked for too: who is known by it is known by the lead in which it ended.</remarks>
    public static async Task<Lead?> FindAsync(
        LeadAlertsDbContext db, Conversation conversation, VisitorContact contact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var siteId = conversation.SiteId;
        if (conversation.LeadId is { } leadId)
        {
            return await OfId(db, siteId, leadId, cancellationToken);
        }

        var closedSince = now - ClosedLeadMemory;
        if (conversation.VisitorId is { } visitorId && await OfVisitor(db, siteId, visitorId, closedSince, cancellationToken) is { } sameVisitor)
        {
            return sameVisitor;
        }

        // One query for each, so that each finds its index; they meet the same lead in the usual case.
        var contactSince = now - ContactMemory;
        var sameEmail = contact.Email is { } email ? await OfEmail(db, siteId, email, closedSince, contactSince, cancellationToken) : null;
        var samePhone = contact.Phone is { } phone ? await OfPhone(db, siteId, phone, closedSince, contactSince, cancellationToken) : null;
        var found = sameEmail is null || samePhone?.LastActivityAt > sameEmail.LastActivityAt ? samePhone : sameEmail;
        return found ?? await FindMergedAsync(db, conversation, contact, closedSince, contactSince, cancellationToken);
    }

    /// <summary>Reads a lead once more, to be changed.</summary>
    public static Task<Lead?> FindAgainAsync(LeadAlertsDbContext db, Lead lead, CancellationToken cancellationToken) =>
        OfId(db, lead.SiteId, lead.Id, cancellationToken);

    /// <summary>True when a visitor who was not known as a lead is known by now, with the same <paramref name="now"/> as was asked before.</summary>
    /// <remarks>One short question, for inside a transaction. Merged leads are not asked for: what was merged meanwhile was known before.</remarks>
    public static Task<bool> IsKnownAsync(
        LeadAlertsDbContext db, Conversation conversation, VisitorContact contact, DateTimeOffset now, CancellationToken cancellationToken) =>
        Any(
            db, conversation.SiteId, conversation.VisitorId, contact.Email, contact.Phone, now - ClosedLeadMemory, now - ContactMemory, cancellationToken);

    private static async Task<Lead?> FindMergedAsync(
        LeadAlertsDbContext db,
        Conversation conversation,
        VisitorContact contact,
        DateTimeOffset closedSince,
        DateTimeOffset contactSince,
        CancellationToken cancellationToken)
    {
        var siteId = conversation.SiteId;
        if (await LastMerged(db, siteId, conversation.VisitorId, contact.Email, contact.Phone, cancellationToken) is not { } mergedId
            || await MergedLeads.FindSurvivorAsync(db, siteId, mergedId, cancellationToken) is not { } survivorId
            || await OfId(db, siteId, survivorId, cancellationToken) is not { } survivor)
        {
            return null;
        }

        var isCurrent = survivor.Status is LeadStatus.New or LeadStatus.Contacted || survivor.StandingSince >= closedSince;
        return isCurrent && survivor.LastActivityAt >= contactSince ? survivor : null;
    }
}
