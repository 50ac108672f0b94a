using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>Releases what waited for one recipient: one alert as itself, several as one mail.</summary>
/// <remarks>
/// Everything is worked out and composed before the transaction, which then takes each row only if it still waits as it was read. Safe for
/// use by several threads and several servers.
/// </remarks>
public sealed partial class HeldAlerts(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    AlertSettingsStore settingsStore,
    AlertMail alertMail,
    TimeProvider clock,
    ILogger<HeldAlerts> logger)
{
    /// <summary>How many leads one mail tells in full; it counts the others.</summary>
    public const int ToldInFull = 30;

    private const int ReleasedAtOnce = 1000;

    /// <summary>Releases what is due for a recipient, or lets it wait on where something new keeps it back.</summary>
    /// <returns>The site that changed; null when there was nothing to do.</returns>
    public async Task<Guid?> ReleaseAsync(Guid recipientId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var plan = await PlanAsync(recipientId, cancellationToken);
            if (plan is null)
            {
                return null;
            }

            if (await SaveAsync(plan, cancellationToken))
            {
                Log.Released(logger, plan.Count(together: false), plan.Count(together: true), plan.Bundle?.Id);
                return plan.SiteId;
            }
        }

        // Another worker is at it: what is left is found again.
        return null;
    }

    /// <summary>
    /// Lets what waits be decided anew, after the owner or a recipient changed what it waits for. Where no mail may go out now it waits on until
    /// its time has come: alerts that are off, or a recipient who stopped, may be back by then.
    /// </summary>
    /// <param name="db">A context with a transaction that the caller commits.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="recipientId">The recipient; null for all of the site's.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the update.</param>
    internal static Task<int> ReconsiderAsync(
        LeadAlertsDbContext db, Guid siteId, Guid? recipientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = db.AlertRecipients.Active();
        return db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.State == AlertState.Held && alert.DueAt > now
                && (recipientId == null || alert.RecipientId == recipientId)
                && (alert.Reason == AlertReason.QuietHours || alert.Reason == AlertReason.DayOff
                    || alert.Reason == AlertReason.SiteMuted || alert.Reason == AlertReason.RecipientMuted || alert.Reason == AlertReason.HourlyCap)
                && db.Sites.Any(site => site.Id == siteId && !site.Disabled && site.Plan == SitePlan.Free)
                && active.Any(recipient => recipient.SiteId == siteId && recipient.Id == alert.RecipientId)
                && db.AlertSettings.Where(settings => settings.SiteId == siteId).OrderByDescending(settings => settings.Version)
                    .Select(settings => (bool?)settings.Enabled).FirstOrDefault() != false)
            .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.DueAt, now), cancellationToken);
    }

    private async Task<ReleasePlan?> PlanAsync(Guid recipientId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Alerts
            .Where(alert => alert.RecipientId == recipientId && alert.State == AlertState.Held && alert.DueAt <= now)
            .OrderBy(alert => alert.RaisedAt)
            .Take(ReleasedAtOnce)
            .Select(alert => new Waiting(
                alert.Id, alert.SiteId, alert.LeadId, alert.Kind, alert.Reason, alert.RaisedAt, alert.DueAt, alert.Told, alert.Changes))
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var siteId = rows[0].SiteId;
        var site = await db.Sites.AsNoTracking().SingleAsync(row => row.Id == siteId, cancellationToken);
        var settings = await settingsStore.GetAsync(siteId, cancellationToken);
        var recipient = await db.AlertRecipients.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == recipientId && row.SiteId == siteId, cancellationToken);
        var leadIds = rows.Select(row => row.LeadId).OfType<Guid>().Distinct().ToList();
        var leads = await db.Leads.AsNoTracking()
            .Where(lead => lead.SiteId == siteId && leadIds.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, LeadStanding.Of, cancellationToken);
        var hours = await RecipientHours.FindAsync(db, siteId, now, cancellationToken);
        var decisions = AlertPolicy.Release(
            new HeldAlertCase(site.Plan, site.Disabled, settings, SiteTime.FindZone(site.TimeZone), site.AlertsMutedUntil, recipient)
            {
                Alerts = rows.ConvertAll(row => new HeldAlert(row.Kind, row.Reason, row.RaisedAt)
                {
                    Lead = row.LeadId is { } id ? leads.GetValueOrDefault(id) : null,
                    Hot = row.Told?.Hot == true,
                }),
                Hour = hours.GetValueOrDefault(recipientId, RecipientHour.Quiet),
            },
            now);
        var plan = new ReleasePlan(siteId, now, [.. rows.Zip(decisions)]);
        if (plan.Count(together: true) > 0)
        {
            plan.Bundle = await ComposeAsync(
                db, site, settings, recipient!, plan.Rows.Where(each => each.Decision.Together).Select(each => each.Row).ToList(), now, cancellationToken);
        }

        foreach (var (row, _) in plan.Rows.Where(each => each is { Row.Kind: AlertKind.Escalation, Decision: { Action: AlertAction.Send, Together: false } }))
        {
            if (await WriteAgainAsync(db, site, settings, recipient!, row, now, cancellationToken) is { } reminder)
            {
                plan.Reminders.Add(row.Id, reminder);
            }
        }

        return plan;
    }

    /// <summary>A reminder says for how long nobody has answered, and updates may have passed it: it is written as it leaves.</summary>
    private async Task<Alert?> WriteAgainAsync(
        LeadAlertsDbContext db, Site site, AlertSettings settings, AlertRecipient recipient, Waiting row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.LeadId is not { } leadId || await LeadStories.FindAsync(db, site, settings, leadId, now, cancellationToken) is not var (_, story))
        {
            return null;
        }

        var reminder = new Alert(site.Id, leadId, recipient, row.Kind, sequence: 1, settings.Version, story.QualifiedAt, now, row.Id);
        reminder.Tell(LeadFacts.Of(story.Assessment, story.Contact, settings.HotScore).Over(row.Told), LeadChanges.None);
        var firstSubject = await db.Alerts
            .Where(alert => alert.SiteId == site.Id && alert.LeadId == leadId && alert.RecipientId == recipient.Id && alert.Kind == AlertKind.New && alert.Subject != "")
            .OrderBy(alert => alert.RaisedAt)
            .Select(alert => alert.Subject)
            .FirstOrDefaultAsync(cancellationToken);
        await alertMail.ComposeAsync(reminder, recipient, story with { FirstSubject = firstSubject });
        return reminder;
    }

    private async Task<Alert> ComposeAsync(
        LeadAlertsDbContext db, Site site, AlertSettings settings, AlertRecipient recipient, List<Waiting> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = new List<(DateTimeOffset RaisedAt, BundledAlert Alert)>();
        foreach (var row in rows.OrderByDescending(row => row.Told?.Score ?? 0).Take(ToldInFull))
        {
            if (row.LeadId is { } leadId && await LeadStories.FindAsync(db, site, settings, leadId, now, cancellationToken) is var (lead, story))
            {
                var told = row.Changes == LeadChanges.None ? null
                    : (await AlertPasts.FindAsync(db, site.Id, lead, settings.HotScore, now, cancellationToken)).Recipients
                        .FirstOrDefault(past => past.Recipient.Id == recipient.Id)?.Told;
                items.Add((
                    row.RaisedAt,
                    new BundledAlert(row.Reason, story with { Changes = row.Changes, ToldBefore = told }) { IsReminder = row.Kind == AlertKind.Escalation }));
            }
        }

        var kind = rows.TrueForAll(row => row.Reason == AlertReason.HourlyCap) ? AlertKind.Overflow : AlertKind.Release;
        var bundle = new Alert(site.Id, leadId: null, recipient, kind, sequence: 1, settings.Version, qualifiedAt: now, now);
        await alertMail.ComposeBundleAsync(
            bundle,
            recipient,
            new AlertBundle(site, settings, [.. items.OrderBy(item => item.RaisedAt).Select(item => item.Alert)], now) { More = rows.Count - items.Count });
        return bundle;
    }

    private async Task<bool> SaveAsync(ReleasePlan plan, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var now = plan.Now;
        if (plan.Bundle is { } bundle)
        {
            db.Alerts.Add(bundle);
            await db.SaveChangesAsync(cancellationToken);
        }

        foreach (var reminder in plan.Reminders.Values)
        {
            await db.Alerts.Where(alert => alert.Id == reminder.Id && alert.State == AlertState.Held).ExecuteUpdateAsync(
                set => set
                    .SetProperty(alert => alert.Told, reminder.Told)
                    .SetProperty(alert => alert.MessageId, reminder.MessageId)
                    .SetProperty(alert => alert.Subject, reminder.Subject)
                    .SetProperty(alert => alert.Mime, reminder.Mime),
                cancellationToken);
        }

        foreach (var (row, decision) in plan.Rows)
        {
            var held = db.Alerts.Where(alert => alert.Id == row.Id && alert.State == AlertState.Held && alert.DueAt == row.DueAt);
            var changed = decision.Action switch
            {
                AlertAction.Send when !decision.Together => await held.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(alert => alert.State, AlertState.Due)
                        .SetProperty(alert => alert.DueAt, now)
                        .SetProperty(alert => alert.QueuedAt, now),
                    cancellationToken),
                AlertAction.Send => await held.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(alert => alert.State, AlertState.Bundled)
                        .SetProperty(alert => alert.BundleId, plan.Bundle!.Id)
                        .SetProperty(alert => alert.FinishedAt, now),
                    cancellationToken),
                AlertAction.Hold => await held.ExecuteUpdateAsync(
                    set => set.SetProperty(alert => alert.Reason, decision.Reason).SetProperty(alert => alert.DueAt, decision.Until),
                    cancellationToken),
                _ => await held.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(alert => alert.State, AlertState.Suppressed)
                        .SetProperty(alert => alert.Reason, decision.Reason)
                        .SetProperty(alert => alert.FinishedAt, now),
                    cancellationToken),
            };
            if (changed != 1)
            {
                // Another worker released it, or a review wrote it anew: the transaction ends without effect.
                return false;
            }
        }

        foreach (var (row, decision) in plan.Rows.Where(each => each.Decision.Action == AlertAction.Drop))
        {
            await LeadFollowUps.AskForFallbackAsync(db, row.Id, decision.Reason, now);
        }

        // Who was to hear of these leads has muted the mails meanwhile: somebody may have to stand in until that ends.
        List<Guid> muted = [.. plan.Rows.Where(each => each is { Row.Kind: AlertKind.New, Decision.WaitsForMute: true }).Select(each => each.Row.Id)];
        if (muted.Count > 0)
        {
            await LeadFollowUps.AskForFallbackAsync(db, muted, now);
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }

    private sealed record Waiting(
        Guid Id, Guid SiteId, Guid? LeadId, AlertKind Kind, AlertReason Reason, DateTimeOffset RaisedAt, DateTimeOffset DueAt, LeadFacts? Told, LeadChanges Changes);

    private sealed record ReleasePlan(Guid SiteId, DateTimeOffset Now, IReadOnlyList<(Waiting Row, ReleaseDecision Decision)> Rows)
    {
        /// <summary>The mail that tells those that go together; null when none do.</summary>
        public Alert? Bundle { get; set; }

        /// <summary>The reminders that go out by themselves, as they are told now, by their rows.</summary>
        public Dictionary<Guid, Alert> Reminders { get; } = [];

        public int Count(bool together) => Rows.Count(each => each.Decision.Action == AlertAction.Send && each.Decision.Together == together);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Held alerts released: {Single} by themselves, {Bundled} in one mail {BundleId}")]
        public static partial void Released(ILogger logger, int single, int bundled, Guid? bundleId);
    }
}
