using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>How an alert's site and recipient stand when it is about to leave.</summary>
/// <param name="Site">The site; null when it is gone.</param>
/// <param name="Recipient">The recipient; null when it was removed.</param>
internal sealed record AlertStandings(SiteStanding? Site, AlertRecipient? Recipient)
{
    // Compiled: asked for each mail.
    private static readonly Func<LeadAlertsDbContext, Guid, Task<SiteStanding?>> SiteOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId) => db.Sites
            .Where(site => site.Id == siteId)
            .Select(site => new SiteStanding(
                site.Disabled,
                site.Plan,
                site.TimeZone,
                site.AlertsMutedUntil,
                db.AlertSettings.Where(settings => settings.SiteId == siteId).OrderByDescending(settings => settings.Version)
                    .Select(settings => (bool?)settings.Enabled).FirstOrDefault() != false))
            .FirstOrDefault());

    private static readonly Func<LeadAlertsDbContext, Guid, Guid, Task<AlertRecipient?>> RecipientOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, Guid recipientId) =>
            db.AlertRecipients.AsNoTracking().FirstOrDefault(recipient => recipient.Id == recipientId && recipient.SiteId == siteId));

    /// <summary>Reads it, in two queries.</summary>
    public static async Task<AlertStandings> FindAsync(LeadAlertsDbContext db, Alert alert) =>
        new(await SiteOf(db, alert.SiteId), await RecipientOf(db, alert.SiteId, alert.RecipientId));

    /// <summary>Why the alert must not go out any more; <see cref="AlertReason.None"/> when it may.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="byPerson">True when a person asked for just this mail: that alerts are off does not speak against it.</param>
    public AlertReason FindObstacle(Alert alert, bool byPerson) => this switch
    {
        { Site: null or { Disabled: true } } => AlertReason.SiteDisabled,
        { Site.Plan: not SitePlan.Free } => AlertReason.NotFreePlan,
        { Site.Enabled: false } when !byPerson && alert.Kind is not (AlertKind.Test or AlertKind.Digest) => AlertReason.AlertsOff,
        { Recipient: null } => AlertReason.RecipientRemoved,
        { Recipient: { } recipient } => recipient.WhyUnreachable,
    };

    /// <summary>Decides anew about an alert that nothing stands in the way of and that could not leave in time.</summary>
    public async Task<ReleaseDecision> DecideAgainAsync(LeadAlertsDbContext db, Alert alert, DateTimeOffset now)
    {
        var settings = await db.AlertSettings.AsNoTracking()
            .Where(row => row.SiteId == alert.SiteId)
            .OrderByDescending(row => row.Version)
            .FirstOrDefaultAsync();
        var lead = alert.LeadId is null ? null
            : await db.Leads.AsNoTracking().FirstOrDefaultAsync(row => row.SiteId == alert.SiteId && row.Id == alert.LeadId);
        if (settings is null)
        {
            return new ReleaseDecision(AlertAction.Send, AlertReason.None, now);
        }

        // It had its place under the hourly cap when it was put in line: what an outage kept back comes without another wait.
        return AlertPolicy.Release(
            new HeldAlertCase(Site!.Plan, Site.Disabled, settings, SiteTime.FindZone(Site.TimeZone), Site.MutedUntil, Recipient)
            {
                Alerts =
                [
                    new HeldAlert(alert.Kind, alert.Reason, alert.RaisedAt)
                    {
                        Lead = lead is null ? null : LeadStanding.Of(lead),
                        Hot = alert.Told?.Hot == true,
                    },
                ],
            },
            now)[0];
    }
}

/// <summary>What of a site decides whether its alerts go out.</summary>
/// <param name="Disabled">True when it takes no conversations.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="MutedUntil">Until when its alerts are muted, UTC; null or past when they are not.</param>
/// <param name="Enabled">False when its owner switched the alerts off.</param>
internal sealed record SiteStanding(bool Disabled, SitePlan Plan, string TimeZone, DateTimeOffset? MutedUntil, bool Enabled);
