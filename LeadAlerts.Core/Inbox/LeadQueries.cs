using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Reads one lead of a site in full.</summary>
/// <remarks>Each call opens its own context and filters by the site. Safe for use by several threads.</remarks>
public sealed class LeadQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The most chats of one lead that are listed.</summary>
    public const int ChatsMax = 50;

    /// <summary>The most notes of one lead that are listed.</summary>
    public const int NotesMax = 200;

    private const int AlertsMax = 100;

    /// <summary>Finds a lead; null when it does not exist or belongs to another site.</summary>
    public async Task<LeadDetail?> FindLeadAsync(Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lead = await db.Leads.AsNoTracking()
            .SingleOrDefaultAsync(lead => lead.SiteId == siteId && lead.Id == leadId, cancellationToken);
        if (lead is null)
        {
            return null;
        }

        return new LeadDetail
        {
            Id = lead.Id,
            Version = lead.Version,
            Contact = lead.Contact,
            Headline = lead.Headline,
            Score = lead.Score,
            Category = lead.Category,
            Status = lead.Status,
            AssigneeId = lead.AssigneeId,
            SnoozedUntil = lead.SnoozedUntil,
            CreatedAt = lead.CreatedAt,
            LastActivityAt = lead.LastActivityAt,
            FirstAnsweredAt = lead.FirstAnsweredAt,
            Claimant = lead.ClaimedByName,
            Progress = lead.Progress,
            Chats = await db.Conversations
                .Where(chat => chat.SiteId == siteId && chat.LeadId == leadId)
                .OrderByDescending(chat => chat.LastMessageAt).ThenByDescending(chat => chat.Id)
                .Take(ChatsMax)
                .Select(chat => new ChatRow(chat.Id, chat.StartedAt, chat.LastMessageAt, chat.MessageCount, chat.Score))
                .ToListAsync(cancellationToken),
            RepliesEnded = await db.LeadReplies.CountAsync(
                reply => reply.SiteId == siteId && reply.LeadId == leadId && reply.State != LeadReplyState.Sending, cancellationToken),
            Alerts = await ListAlertsAsync(db, siteId, leadId, cancellationToken),
            Notes = await db.LeadNotes
                .Where(note => note.SiteId == siteId && note.LeadId == leadId)
                .OrderByDescending(note => note.WrittenAt).ThenByDescending(note => note.Id)
                .Take(NotesMax)
                .Select(note => new NoteRow(
                    note.Id,
                    db.Users.Named().Where(person => person.Id == note.AuthorId)
                        .Select(person => person.Name).FirstOrDefault() ?? "A former member",
                    note.Text,
                    note.WrittenAt) { AuthorId = note.AuthorId, Edited = note.EditedAt != null })
                .ToListAsync(cancellationToken),
        };
    }

    /// <summary>Finds the lead in which a merged one ended; null when it was not merged, or not at this site.</summary>
    public async Task<Guid?> FindSurvivorAsync(Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await MergedLeads.FindSurvivorAsync(db, siteId, leadId, cancellationToken);
    }

    /// <summary>Lists the leads of a site that have become part of a lead, directly or by way of others; nearly always none.</summary>
    public async Task<IReadOnlyList<Guid>> ListMergedAsync(Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await MergedLeads.ListAsync(db, siteId, leadId, cancellationToken);
    }

    /// <summary>Finds on which of some sites a lead is; null when it is on none of them.</summary>
    public async Task<Guid?> FindSiteAsync(Guid leadId, IReadOnlyList<Guid> siteIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Leads
            .Where(lead => lead.Id == leadId && siteIds.Contains(lead.SiteId))
            .Select(lead => (Guid?)lead.SiteId)
            .SingleOrDefaultAsync(cancellationToken)
            ?? await db.LeadMerges
                .Where(merge => merge.MergedId == leadId && siteIds.Contains(merge.SiteId))
                .Select(merge => (Guid?)merge.SiteId)
                .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>What became of a lead's alerts for each recipient, oldest first.</summary>
    public async Task<IReadOnlyList<AlertRow>> ListAlertsAsync(Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ListAlertsAsync(db, siteId, leadId, cancellationToken);
    }

    private static Task<List<AlertRow>> ListAlertsAsync(
        LeadAlertsDbContext db, Guid siteId, Guid leadId, CancellationToken cancellationToken) =>
        db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.LeadId == leadId)
            .OrderBy(alert => alert.RaisedAt).ThenBy(alert => alert.Id)
            .Take(AlertsMax)
            .Select(alert => new AlertRow(
                alert.Id,
                alert.RecipientAddress,
                alert.State,
                alert.SettingsVersion,
                alert.QualifiedAt,
                alert.RaisedAt,
                alert.DueAt,
                alert.AcceptedAt,
                alert.FinishedAt,
                alert.Attempts,
                alert.Reply) { Kind = alert.Kind, Reason = alert.Reason, HasMail = alert.Subject != "" })
            .ToListAsync(cancellationToken);
}
