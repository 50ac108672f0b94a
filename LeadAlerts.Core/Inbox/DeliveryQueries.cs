using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Reads what became of a site's alerts.</summary>
/// <remarks>Each call opens its own context and filters by the site. Safe for use by several threads.</remarks>
public sealed class DeliveryQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>How many alerts one part of the list holds.</summary>
    public const int PageSize = 50;

    private const int AttemptsMax = 50;

    /// <summary>A part of the site's alerts, newest first.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">Where the part begins; null for the beginning.</param>
    /// <param name="take">How many at most, 1–500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<DeliveryPart> ListAsync(
        Guid siteId, DeliveryFilter filter, DeliveryCursor? after, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, 500);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alerts = InGroup(db.Alerts.AsNoTracking().Where(alert => alert.SiteId == siteId), filter.Group);
        if (filter.Kind is { } kind)
        {
            alerts = alerts.Where(alert => alert.Kind == kind);
        }

        if (filter.Recipient is { } recipient)
        {
            alerts = alerts.Where(alert => alert.RecipientAddress == recipient);
        }

        if (after is not null)
        {
            // The first comparison lets the index find the place; the second settles rows of the same instant.
            var (at, id) = after;
            alerts = alerts.Where(alert => alert.RaisedAt <= at && (alert.RaisedAt < at || alert.Id.CompareTo(id) < 0));
        }

        var rows = await alerts
            .OrderByDescending(alert => alert.RaisedAt).ThenByDescending(alert => alert.Id)
            .Take(take + 1)
            .Select(alert => new DeliveryRow
            {
                Id = alert.Id,
                Kind = alert.Kind,
                State = alert.State,
                Reason = alert.Reason,
                Recipient = alert.RecipientAddress,
                Subject = alert.Subject,
                LeadId = alert.LeadId,
                LeadHeadline = db.Leads.Where(lead => lead.Id == alert.LeadId && lead.SiteId == siteId).Select(lead => lead.Headline).FirstOrDefault(),
                RaisedAt = alert.RaisedAt,
                DueAt = alert.DueAt,
                AcceptedAt = alert.AcceptedAt,
                QualifiedAt = alert.QualifiedAt,
                AttemptCount = alert.AttemptCount,
                Reply = alert.Reply,
                SettingsVersion = alert.SettingsVersion,
            })
            .ToListAsync(cancellationToken);
        return rows.Count <= take
            ? new DeliveryPart(rows, null)
            : new DeliveryPart(rows[..take], new DeliveryCursor(rows[take - 1].RaisedAt, rows[take - 1].Id));
    }

    /// <summary>The addresses that the site's alerts went to or were meant for, in order; at most 100.</summary>
    public async Task<IReadOnlyList<string>> ListRecipientsAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertRecipients
            .Where(recipient => recipient.SiteId == siteId)
            .Select(recipient => recipient.Address)
            .OrderBy(address => address)
            .Take(100)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Tells which of certain alerts the site still has.</summary>
    public async Task<IReadOnlyList<Guid>> ListStoredAsync(Guid siteId, IReadOnlyList<Guid> alertIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Alerts.Where(row => row.SiteId == siteId && alertIds.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The attempts and the mail of an alert; null when it does not exist or belongs to another site.</summary>
    public async Task<DeliveryDetail?> FindAsync(Guid siteId, Guid alertId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alert = await db.Alerts
            .Where(row => row.SiteId == siteId && row.Id == alertId)
            .Select(row => new { row.Mime, row.MessageId, row.BundleId })
            .FirstOrDefaultAsync(cancellationToken);
        if (alert is null)
        {
            return null;
        }

        var attempts = await db.AlertAttempts
            .Where(attempt => attempt.SiteId == siteId && attempt.AlertId == alertId)
            .OrderByDescending(attempt => attempt.Number)
            .Take(AttemptsMax)
            .Select(attempt => new AttemptRow(
                attempt.Number,
                attempt.Outcome,
                attempt.Sender,
                attempt.RequestedBy == null
                    ? null
                    : db.Users.Named().Where(person => person.Id == attempt.RequestedBy)
                        .Select(person => person.Name).FirstOrDefault() ?? "A former member",
                attempt.StartedAt,
                attempt.DataStartedAt,
                attempt.EndedAt,
                attempt.Reply))
            .ToListAsync(cancellationToken);
        attempts.Reverse();
        return new DeliveryDetail(attempts, MailPreview.Read(alert.Mime), alert.MessageId, alert.BundleId);
    }

    private static IQueryable<Alert> InGroup(IQueryable<Alert> alerts, DeliveryGroup group) => group switch
    {
        DeliveryGroup.Waiting => alerts.Where(alert =>
            alert.State == AlertState.Held || alert.State == AlertState.Due || alert.State == AlertState.Sending),
        DeliveryGroup.Accepted => alerts.Where(alert => alert.State == AlertState.Accepted),
        DeliveryGroup.Trouble => alerts.Where(alert => alert.State == AlertState.Failed || alert.State == AlertState.Unknown),
        DeliveryGroup.NotSent => alerts.Where(alert => alert.State == AlertState.Suppressed || alert.State == AlertState.Bundled),
        _ => alerts,
    };
}
