using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Analytics;

/// <summary>What a member sees first of a site.</summary>
/// <param name="Waiting">Hot leads that nobody has answered, the latest first, for it is the likeliest to be won; at most <see cref="TodayQueries.WaitingMax"/>.</param>
/// <param name="WaitingCount">How many there are in all.</param>
/// <param name="NewCount">Every lead that nobody has answered.</param>
/// <param name="Chats">Conversations that began in the last seven days.</param>
/// <param name="Leads">Leads born in the last seven days.</param>
/// <param name="LeadsBefore">Leads born in the seven days before those.</param>
/// <param name="AlertsAccepted">Alerts that a mail server accepted in the last seven days.</param>
/// <param name="AlertLatency">Their median time from the qualifying message to the server's word; null without any.</param>
/// <param name="AlertsTroubled">Alerts of the last seven days that failed or whose fate is unknown.</param>
/// <param name="MailPausedReason">Why no mail can go out now; null while the sender works.</param>
/// <param name="MailPausedSince">Since when, UTC; null while the sender works.</param>
public sealed record TodayOverview(
    IReadOnlyList<InboxRow> Waiting,
    int WaitingCount,
    int NewCount,
    int Chats,
    int Leads,
    int LeadsBefore,
    int AlertsAccepted,
    TimeSpan? AlertLatency,
    int AlertsTroubled,
    string? MailPausedReason,
    DateTimeOffset? MailPausedSince)
{
    /// <summary>True when the site has a lead, of whatever age and state.</summary>
    public bool HasLeads { get; init; }
}

/// <summary>Reads the overview of a site.</summary>
/// <remarks>Opens its own context and filters by the site. Safe for use by several threads.</remarks>
public sealed class TodayQueries(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The most waiting leads that are listed.</summary>
    public const int WaitingMax = 8;

    // Enough for an honest median, bounded for the busiest site.
    private const int SampleMax = 2000;

    /// <summary>Reads the overview as one member sees it.</summary>
    public async Task<TodayOverview> ReadAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var (week, twoWeeks) = (now.AddDays(-7), now.AddDays(-14));
        var leads = db.Leads.Where(lead => lead.SiteId == siteId);
        var unanswered = leads.Where(lead =>
            lead.Status == LeadStatus.New && (lead.SnoozedUntil == null || lead.SnoozedUntil <= now));
        var waiting = unanswered.Where(lead => lead.Score >= HeatScale.HotFrom);
        var alerts = db.Alerts.Where(alert => alert.SiteId == siteId && alert.Kind == AlertKind.New && alert.RaisedAt >= week);
        var accepted = alerts.Where(alert => alert.State == AlertState.Accepted && alert.AcceptedAt != null);

        // What waited on purpose, for the morning or for a place, says nothing of how fast alerts are.
        var deliveries = await accepted
            .Where(alert => alert.Reason == AlertReason.None)
            .OrderByDescending(alert => alert.RaisedAt)
            .Take(SampleMax)
            .Select(alert => new { From = alert.QualifiedAt, To = alert.AcceptedAt!.Value })
            .ToListAsync(cancellationToken);
        var (sender, _) = await MailSenderStatus.FindOfSiteAsync(db, siteId, cancellationToken);

        return new TodayOverview(
            await waiting
                .OrderByDescending(lead => lead.CreatedAt).ThenByDescending(lead => lead.Id)
                .Take(WaitingMax)
                .AsRows(db, userId)
                .ToListAsync(cancellationToken),
            await waiting.CountAsync(cancellationToken),
            await unanswered.CountAsync(cancellationToken),
            await db.Conversations.CountAsync(chat => chat.SiteId == siteId && chat.StartedAt >= week, cancellationToken),
            await leads.CountAsync(lead => lead.CreatedAt >= week, cancellationToken),
            await leads.CountAsync(lead => lead.CreatedAt >= twoWeeks && lead.CreatedAt < week, cancellationToken),
            await accepted.CountAsync(cancellationToken),
            PeriodFigures.Median([.. deliveries.Select(delivery => delivery.To - delivery.From)]),
            await alerts.CountAsync(
                alert => alert.State == AlertState.Failed || alert.State == AlertState.Unknown, cancellationToken),
            sender?.PausedSince is null ? null : sender.Reason ?? "The mail server cannot be reached.",
            sender?.PausedSince) { HasLeads = await leads.AnyAsync(cancellationToken) };
    }
}
