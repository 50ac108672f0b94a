using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>What a decision about a lead's alerts writes: composed before the transaction, saved in it.</summary>
internal sealed class AlertDrafts
{
    private readonly List<Alert> _new = [];
    private readonly List<Alert> _replacing = [];
    private readonly List<(Guid AlertId, AlertReason Reason)> _dropped = [];

    private AlertDrafts(DateTimeOffset now) => Now = now;

    /// <summary>When it was decided, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The first instant at which a mail about a new lead goes out, UTC; null when none does.</summary>
    public DateTimeOffset? FirstToldAt { get; private set; }

    /// <summary>True when nobody can be told of the lead as things are: it is told to others all the same, counted from now.</summary>
    public bool LeavesAllInTheDark { get; init; }

    /// <summary>Composes what was decided about a lead after a review.</summary>
    /// <param name="alertMail">Composes the mails.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="pasts">What came before.</param>
    /// <param name="story">What the mails tell.</param>
    public static Task<AlertDrafts> ComposeAsync(AlertMail alertMail, AlertDecision decision, AlertPasts pasts, LeadStory story) =>
        ComposeAsync(alertMail, new AlertDrafts(story.Now) { LeavesAllInTheDark = decision.LeavesAllInTheDark }, decision.Recipients, pasts, story);

    /// <summary>Composes what was decided.</summary>
    /// <param name="alertMail">Composes the mails.</param>
    /// <param name="decisions">What was decided.</param>
    /// <param name="pasts">What came before.</param>
    /// <param name="story">What the mails tell.</param>
    public static Task<AlertDrafts> ComposeAsync(AlertMail alertMail, IEnumerable<RecipientDecision> decisions, AlertPasts pasts, LeadStory story) =>
        ComposeAsync(alertMail, new AlertDrafts(story.Now), decisions, pasts, story);

    private static async Task<AlertDrafts> ComposeAsync(
        AlertMail alertMail, AlertDrafts drafts, IEnumerable<RecipientDecision> decisions, AlertPasts pasts, LeadStory story)
    {
        foreach (var decision in decisions)
        {
            var recipient = decision.Recipient;
            if (decision.Action == AlertAction.Drop)
            {
                drafts._dropped.Add((decision.Replaces!.Value, decision.Reason));
                continue;
            }

            var alert = new Alert(
                story.Site.Id, story.LeadId, recipient, decision.Kind, pasts.NextSequence(recipient.Id, decision.Kind),
                story.Settings.Version, story.QualifiedAt, story.Now, decision.Replaces);
            if (!decision.IsMail)
            {
                alert.Suppress(decision.Reason, story.Now);
                drafts._new.Add(alert);
                continue;
            }

            alert.Tell(decision.Told!, decision.Changes);
            if (decision.Action == AlertAction.Hold)
            {
                alert.Hold(decision.Reason, decision.Until!.Value);
            }

            await alertMail.ComposeAsync(alert, recipient, story with
            {
                Changes = decision.Changes,
                ToldBefore = decision.ToldBefore,
                FirstSubject = decision.Kind == AlertKind.New ? null : pasts.FirstSubjects.GetValueOrDefault(recipient.Id),
            });
            (decision.Replaces is null ? drafts._new : drafts._replacing).Add(alert);
            if (decision.Kind == AlertKind.New && !(drafts.FirstToldAt <= alert.DueAt))
            {
                drafts.FirstToldAt = alert.DueAt;
            }
        }

        return drafts;
    }

    /// <summary>Nothing to write.</summary>
    public static AlertDrafts None(DateTimeOffset now) => new(now);

    /// <summary>Writes it, inside a transaction that the caller commits after saving.</summary>
    /// <returns>
    /// False when a mail that waited was released meanwhile: nothing was written then, and the caller saves nothing. A commit that is shared with
    /// others takes place all the same.
    /// </returns>
    public async Task<bool> AddToAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        // All of them before the first is changed: nobody else writes while this transaction lasts.
        List<Guid> waiting = [.. _replacing.Select(alert => alert.Id), .. _dropped.Select(dropped => dropped.AlertId)];
        if (waiting.Count > 0
            && await db.Alerts.CountAsync(row => waiting.Contains(row.Id) && row.State == AlertState.Held, cancellationToken) != waiting.Count)
        {
            return false;
        }

        db.Alerts.AddRange(_new);
        foreach (var alert in _replacing)
        {
            await Held(db, alert.Id).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.State, alert.State)

                    // An update is raised anew, knowing how the lead stands; a first alert is not needed any more once somebody has the lead.
                    .SetProperty(row => row.RaisedAt, row => row.Kind == AlertKind.Update ? alert.RaisedAt : row.RaisedAt)
                    .SetProperty(row => row.Reason, alert.Reason)
                    .SetProperty(row => row.DueAt, alert.DueAt)
                    .SetProperty(row => row.QueuedAt, alert.QueuedAt)
                    .SetProperty(row => row.Told, alert.Told)
                    .SetProperty(row => row.Changes, alert.Changes)
                    .SetProperty(row => row.SettingsVersion, alert.SettingsVersion)
                    .SetProperty(row => row.MessageId, alert.MessageId)
                    .SetProperty(row => row.Subject, alert.Subject)
                    .SetProperty(row => row.Mime, alert.Mime),
                cancellationToken);
        }

        foreach (var (alertId, reason) in _dropped)
        {
            await Held(db, alertId).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.State, AlertState.Suppressed)
                    .SetProperty(row => row.Reason, reason)
                    .SetProperty(row => row.FinishedAt, Now),
                cancellationToken);
        }

        return true;
    }

    /// <summary>Says when the lead is told to others unless somebody takes it.</summary>
    public void PlanEscalation(Lead lead, AlertSettings settings, TimeZoneInfo zone)
    {
        if ((FirstToldAt ?? (LeavesAllInTheDark ? Now : null)) is { } at && lead is { EscalateAt: null, Escalations: 0, IsClaimed: false, Status: LeadStatus.New })
        {
            lead.PlanEscalation(AlertPolicy.EscalateAt(settings, zone, at));
        }
    }

    private static IQueryable<Alert> Held(LeadAlertsDbContext db, Guid alertId) =>
        db.Alerts.Where(row => row.Id == alertId && row.State == AlertState.Held);
}
