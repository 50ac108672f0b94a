using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>Tells others of a lead that nobody has taken, and lets somebody stand in where no mail about it could reach anybody.</summary>
/// <remarks>Composed before the transaction, which takes the lead only if it is still as it was read. Safe for use by several threads and several servers.</remarks>
public sealed partial class LeadFollowUps(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    AlertSettingsStore settingsStore,
    AlertMail alertMail,
    TimeProvider clock,
    ILogger<LeadFollowUps> logger)
{
    /// <summary>Follows a lead up that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do.</returns>
    public async Task<Guid?> RunAsync(Guid leadId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var plan = await PlanAsync(leadId, cancellationToken);
            if (plan is null)
            {
                return null;
            }

            if (await SaveAsync(plan, cancellationToken))
            {
                Log.FollowedUp(logger, leadId, plan.Told);
                return plan.Lead.SiteId;
            }
        }

        return null;
    }

    /// <summary>Lets somebody stand in where an alert is not sent because its recipient cannot be reached; the caller commits.</summary>
    internal static Task AskForFallbackAsync(LeadAlertsDbContext db, Guid alertId, AlertReason reason, DateTimeOffset now) =>
        reason is AlertReason.NotConfirmed or AlertReason.RecipientStopped or AlertReason.RecipientBounced or AlertReason.RecipientRemoved
            ? AskForFallbackAsync(db, [alertId], now)
            : Task.CompletedTask;

    /// <summary>Lets somebody stand in for the leads of which mails told, each by itself or several in one; the caller commits.</summary>
    internal static async Task AskForFallbackAsync(LeadAlertsDbContext db, List<Guid> alertIds, DateTimeOffset now)
    {
        var alone = await db.Alerts.Where(alert => alertIds.Contains(alert.Id)).Select(alert => alert.LeadId).ToListAsync();
        var together = await db.Alerts
            .Where(alert => alert.BundleId != null && alertIds.Contains(alert.BundleId.Value))
            .Select(alert => alert.LeadId)
            .ToListAsync();
        var leadIds = alone.Concat(together).OfType<Guid>().Distinct().ToList();
        await db.Leads.Where(lead => leadIds.Contains(lead.Id)).ExecuteUpdateAsync(set => set.SetProperty(lead => lead.FallbackDueAt, now));
    }

    /// <summary>
    /// Looks again at the leads of the last days of which a recipient was not told because nothing could be sent there, now that it can; the caller
    /// commits. Only what nobody has taken is told, and only where nobody was told of it meanwhile.
    /// </summary>
    internal static async Task CatchUpAsync(
        LeadAlertsDbContext db, Guid siteId, Guid recipientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - AlertPolicy.EscalationMemory;
        var missed = db.Alerts.Where(alert => alert.SiteId == siteId && alert.RecipientId == recipientId
            && alert.State == AlertState.Suppressed && alert.Kind == AlertKind.New && alert.RaisedAt > since
            && (alert.Reason == AlertReason.NotConfirmed || alert.Reason == AlertReason.RecipientStopped
                || alert.Reason == AlertReason.RecipientBounced || alert.Reason == AlertReason.RecipientRemoved));
        await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.Status == LeadStatus.New && lead.AssigneeId == null && lead.ClaimedAt == null
                && missed.Any(alert => alert.LeadId == lead.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(lead => lead.FallbackDueAt, now), cancellationToken);
    }

    private async Task<FollowUp?> PlanAsync(Guid leadId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var siteId = await db.Leads
            .Where(lead => lead.Id == leadId && (lead.EscalateAt <= now || lead.FallbackDueAt <= now))
            .Select(lead => (Guid?)lead.SiteId)
            .FirstOrDefaultAsync(cancellationToken);
        if (siteId is null)
        {
            return null;
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(row => row.Id == siteId, cancellationToken);
        var settings = await settingsStore.GetAsync(site.Id, cancellationToken);
        var lead = await db.Leads.AsNoTracking().SingleAsync(row => row.SiteId == siteId && row.Id == leadId, cancellationToken);
        if (site.Disabled && lead.LastActivityAt > now - AlertPolicy.EscalationMemory)
        {
            var later = now + AlertPolicy.LookAgain;
            return new FollowUp(lead, AlertDrafts.None(now), lead.EscalateAt <= now ? EscalationDecision.Later(later) : null, 0)
            {
                FallbackAt = lead.FallbackDueAt is null ? null : later,
            };
        }

        if (await LeadStories.FindAsync(db, site, settings, leadId, now, cancellationToken) is not var (_, story) || site.Disabled)
        {
            return new FollowUp(lead, AlertDrafts.None(now), EscalationDecision.Over, 0);
        }

        var pasts = await AlertPasts.FindAsync(db, site.Id, lead, settings.HotScore, now, cancellationToken);
        var zone = SiteTime.FindZone(site.TimeZone);
        var standing = LeadStanding.Of(lead);
        var of = new AlertCase(site.Plan, settings, zone, site.AlertsMutedUntil, LeadEvent.Of(story, lead.Contact, standing), pasts.Recipients);
        List<RecipientDecision> told = [];
        var isUnheardOf = standing.Since is null && !pasts.Recipients.Any(past => past.Knows);
        var isBack = lead.EscalateAt <= now && standing.IsFree && (standing.Since is not null || isUnheardOf);
        if (isBack || (lead.FallbackDueAt <= now && standing.IsFree))
        {
            // Only who knows nothing of it yet: the others are told by reviews.
            told.AddRange(AlertPolicy.Decide(of, now).Recipients.Where(decision => decision is { IsMail: true, Kind: AlertKind.New, Replaces: null }));
        }

        EscalationDecision? escalation = null;
        if (lead.EscalateAt <= now && told.Count == 0)
        {
            escalation = AlertPolicy.Escalate(of, now);
            told.AddRange(escalation.Recipients);
        }

        var drafts = await AlertDrafts.ComposeAsync(alertMail, told, pasts, story);
        if (isUnheardOf && escalation is null && drafts.FirstToldAt is { } firstAt)
        {
            // The first word of it goes out only now: whoever gets it has as much time as with any other.
            escalation = new EscalationDecision([], AlertPolicy.EscalateAt(settings, zone, firstAt), Counts: false);
        }

        return new FollowUp(lead, drafts, escalation, told.Count(each => each.IsMail));
    }

    private async Task<bool> SaveAsync(FollowUp plan, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var lead = await db.Leads.FirstOrDefaultAsync(row => row.SiteId == plan.Lead.SiteId && row.Id == plan.Lead.Id, cancellationToken);
        if (lead is null || lead.Version != plan.Lead.Version || lead.EscalateAt != plan.Lead.EscalateAt || lead.FallbackDueAt != plan.Lead.FallbackDueAt)
        {
            return false;
        }

        if (lead.FallbackDueAt <= plan.Drafts.Now)
        {
            lead.PlanFallback(plan.FallbackAt);
        }

        if (plan.Escalation is { Counts: true } escalation)
        {
            lead.RecordEscalation(escalation.Next);
        }
        else if (plan.Escalation is not null)
        {
            lead.PlanEscalation(plan.Escalation.Next);
        }

        if (!await plan.Drafts.AddToAsync(db, cancellationToken))
        {
            return false;
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private sealed record FollowUp(Lead Lead, AlertDrafts Drafts, EscalationDecision? Escalation, int Told)
    {
        /// <summary>When somebody may have to stand in after all, UTC; null when that is settled.</summary>
        public DateTimeOffset? FallbackAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Lead {LeadId} followed up: {Told} more recipients are told")]
        public static partial void FollowedUp(ILogger logger, Guid leadId, int told);
    }
}
