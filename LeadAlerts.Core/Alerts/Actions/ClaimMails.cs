using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>Tells the others who were told of a lead that somebody has it, or has it no longer. Safe for use by several threads.</summary>
public sealed class ClaimMails(AlertMail alertMail, AlertSettingsStore settingsStore)
{
    /// <summary>How long the others are not told yet: who took a lead by mistake gives it back before anybody knows.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Composes the mails; the caller adds them to what it saves.</summary>
    /// <param name="db">Where is read.</param>
    /// <param name="site">The site.</param>
    /// <param name="lead">The lead before the change.</param>
    /// <param name="who">How the person is called who takes it or gives it back.</param>
    /// <param name="known">The recipients who know of it anyway.</param>
    /// <param name="givenBack">True when it is given back: only those hear of it who heard that it was taken.</param>
    /// <param name="contacted">True when the visitor has been contacted too.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<IReadOnlyList<Alert>> ComposeAsync(
        LeadAlertsDbContext db, Site site, Lead lead, string who, IReadOnlyList<Guid> known, bool givenBack, bool contacted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var about = db.Alerts.Where(alert => alert.SiteId == site.Id && alert.LeadId == lead.Id && !known.Contains(alert.RecipientId));
        var told = about.Where(alert =>
            (givenBack ? alert.Kind == AlertKind.Claim : alert.Kind == AlertKind.New || alert.Kind == AlertKind.Update || alert.Kind == AlertKind.Escalation)
            && (alert.State == AlertState.Due || alert.State == AlertState.Sending || alert.State == AlertState.Accepted
                || alert.State == AlertState.Unknown || alert.State == AlertState.Bundled));
        var recipients = await db.AlertRecipients.AsNoTracking()
            .Where(recipient => recipient.SiteId == site.Id && told.Any(alert => alert.RecipientId == recipient.Id))
            .OrderBy(recipient => recipient.AddedAt).ThenBy(recipient => recipient.Id)
            .ToListAsync(cancellationToken);
        if (recipients.Count == 0)
        {
            return [];
        }

        var settings = await settingsStore.GetAsync(site.Id, cancellationToken);
        var before = await about
            .Where(alert => alert.Kind == AlertKind.New || alert.Kind == AlertKind.Claim)
            .OrderBy(alert => alert.RaisedAt)
            .Select(alert => new { alert.RecipientId, alert.Kind, alert.Sequence, alert.Subject })
            .ToListAsync(cancellationToken);
        var zone = SiteTime.FindZone(site.TimeZone);
        var happened = givenBack ? ClaimEvent.GivenBack : contacted ? ClaimEvent.Contacted : ClaimEvent.Taken;
        var alerts = new List<Alert>(recipients.Count);
        foreach (var recipient in recipients)
        {
            var own = before.Where(alert => alert.RecipientId == recipient.Id).ToList();
            var sequence = own.Where(alert => alert.Kind == AlertKind.Claim).Select(alert => alert.Sequence).DefaultIfEmpty().Max() + 1;
            var alert = new Alert(site.Id, lead.Id, recipient, AlertKind.Claim, sequence, settings.Version, now, now);
            var at = givenBack ? now : now + Grace;
            var decision = AlertPolicy.Release(
                new HeldAlertCase(site.Plan, site.Disabled, settings, zone, site.AlertsMutedUntil, recipient) { Alerts = [new HeldAlert(AlertKind.Claim, AlertReason.None, now)] },
                at)[0];
            if (decision.Action == AlertAction.Drop)
            {
                alert.Suppress(decision.Reason, now);
                alerts.Add(alert);
                continue;
            }

            var first = own.FirstOrDefault(sent => sent.Kind == AlertKind.New && sent.Subject.Length > 0)?.Subject;
            await alertMail.ComposeClaimAsync(alert, recipient, new ClaimStory(site, lead, happened, who, first, now));
            if (decision.Action == AlertAction.Hold)
            {
                alert.Hold(decision.Reason, decision.Until);
            }
            else
            {
                alert.Postpone(at);
            }

            alerts.Add(alert);
        }

        return alerts;
    }

    /// <summary>Withdraws the mails of the last claim that have not left.</summary>
    /// <returns>The recipients who were not told of it and never will be.</returns>
    internal static async Task<IReadOnlyCollection<Guid>> WithdrawAsync(
        LeadAlertsDbContext db, Lead lead, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await db.Alerts
            .Where(alert => alert.SiteId == lead.SiteId && alert.LeadId == lead.Id && alert.Kind == AlertKind.Claim && alert.State != AlertState.Suppressed)
            .ToListAsync(cancellationToken);
        var latest = all.Count == 0 ? default : all.Max(alert => alert.RaisedAt);
        var waiting = all
            .Where(alert => alert.RaisedAt == latest && alert.Attempts == 0
                && (alert.State == AlertState.Held || (alert.State == AlertState.Due && alert.DueAt > now)))
            .ToList();
        waiting.ForEach(alert => alert.Suppress(AlertReason.ClaimTakenBack, now));
        return waiting.ConvertAll(alert => alert.RecipientId);
    }
}
