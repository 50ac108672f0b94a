using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Storage;

namespace LeadAlerts.Core.Inbox;

/// <summary>Reads leads as rows.</summary>
internal static class InboxRows
{
    /// <summary>The leads as one person sees them, in the same order.</summary>
    public static IQueryable<InboxRow> AsRows(this IQueryable<Lead> leads, LeadAlertsDbContext db, Guid userId) =>
        leads.Select(lead => new InboxRow(
            lead.Id,
            lead.Contact.Name,
            lead.Contact.Email,
            lead.Contact.Phone,
            lead.Headline,
            lead.Score,
            lead.Status,
            lead.SnoozedUntil,
            lead.AssigneeId,
            lead.LastActivityAt,
            !db.LeadViews.Any(view => view.LeadId == lead.Id && view.UserId == userId && view.SeenAt >= lead.LastActivityAt))
        {
            MentionsYou = db.TeamNotices.Any(notice =>
                notice.UserId == userId && notice.LeadId == lead.Id && notice.SeenAt == null && notice.Kind == TeamNoticeKind.Mentioned),
        });
}
