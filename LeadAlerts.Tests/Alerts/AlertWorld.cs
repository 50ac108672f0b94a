using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Runs the policy over time without a database: reviews happen, what is held is released, and mails are written down.</summary>
internal sealed class AlertWorld(AlertSettings settings, TimeZoneInfo zone, IReadOnlyList<AlertRecipient> recipients)
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<Guid, LeadFacts> _facts = [];

    public List<Sent> Mails { get; } = [];

    public DateTimeOffset? MutedUntil { get; set; }

    public SitePlan Plan { get; set; } = SitePlan.Free;

    public WorkingTime Time { get; } = new(settings.Schedule, zone);

    public IReadOnlyDictionary<Guid, LeadFacts> LastFacts => _facts;

    /// <summary>A review of a lead.</summary>
    public AlertDecision Review(Guid leadId, LeadFacts facts, DateTimeOffset now)
    {
        var decision = AlertPolicy.Decide(
            new AlertCase(Plan, settings, zone, MutedUntil, new LeadEvent { Score = facts.Score, Facts = facts }, [.. recipients.Select(each => Past(leadId, each, now))]),
            now);
        if (decision.Verdict is not (AlertVerdict.BelowThreshold or AlertVerdict.NotFreePlan or AlertVerdict.AlertsOff))
        {
            _facts[leadId] = facts;
        }

        foreach (var each in decision.Recipients)
        {
            var row = each.Replaces is { } id ? _rows.Single(row => row.Id == id) : new Row(Guid.NewGuid(), leadId, each.Recipient.Id);
            if (each.Replaces is null)
            {
                _rows.Add(row);
            }
            else
            {
                Assert.Equal(AlertState.Held, row.State);
            }

            (row.Kind, row.Told, row.Changes, row.Reason, row.RaisedAt) = (each.Kind, each.Told, each.Changes, each.Reason, now);
            (row.State, row.DueAt) = each.Action switch
            {
                AlertAction.Send => (AlertState.Accepted, now),
                AlertAction.Hold => (AlertState.Held, each.Until!.Value),
                _ => (AlertState.Suppressed, now),
            };
            if (each.Action == AlertAction.Send)
            {
                Send(now, each.Recipient.Id, [row], isRelease: false);
            }
        }

        return decision;
    }

    /// <summary>Releases what is due until an instant, in the order of time.</summary>
    public void RunTo(DateTimeOffset end)
    {
        while (_rows.Where(row => row.State == AlertState.Held && row.DueAt <= end).MinBy(row => row.DueAt) is { } next)
        {
            var now = next.DueAt;
            var released = new List<Row>();
            foreach (var row in _rows.Where(row => row.State == AlertState.Held && row.RecipientId == next.RecipientId && row.DueAt <= now))
            {
                var decision = AlertPolicy.Release(
                    new HeldAlertCase(Plan, Disabled: false, settings, zone, MutedUntil, recipients.Single(each => each.Id == row.RecipientId), null, row.Told!.Hot), now);
                (row.State, row.Reason, row.DueAt) = decision.Action switch
                {
                    AlertAction.Send => (AlertState.Accepted, row.Reason, now),
                    AlertAction.Hold => (AlertState.Held, decision.Reason, decision.Until),
                    _ => (AlertState.Suppressed, decision.Reason, now),
                };
                Assert.True(row.State != AlertState.Held || row.DueAt > now, "What is held on is held until later.");
                if (decision.Action == AlertAction.Send)
                {
                    released.Add(row);
                }
            }

            foreach (var single in released.Where(row => row.Reason == AlertReason.ToldMomentsAgo).ToList())
            {
                released.Remove(single);
                Send(now, single.RecipientId, [single], isRelease: true);
            }

            if (released.Count > 0)
            {
                Send(now, released[0].RecipientId, released, isRelease: true);
            }
        }
    }

    private void Send(DateTimeOffset now, Guid recipientId, IReadOnlyList<Row> rows, bool isRelease) =>
        Mails.Add(new Sent(now, recipientId, isRelease, [.. rows.Select(row => new Told(row.LeadId, row.Kind, row.Changes, row.Told!))]));

    private RecipientPast Past(Guid leadId, AlertRecipient recipient, DateTimeOffset now)
    {
        var rows = _rows.Where(row => row.LeadId == leadId && row.RecipientId == recipient.Id).ToList();
        var told = rows.Where(row => row.State == AlertState.Accepted).MaxBy(row => row.DueAt);
        var waiting = rows.SingleOrDefault(row => row.State == AlertState.Held);
        var hour = Mails.Where(mail => mail.RecipientId == recipient.Id && mail.At > now - AlertPolicy.CapWindow).ToList();
        return new RecipientPast(recipient)
        {
            Told = told?.Told,
            ToldAt = told?.DueAt,
            Waiting = waiting is null ? null : new WaitingAlert(waiting.Id, waiting.Kind, waiting.Told!, waiting.DueAt),
            LeftOut = rows.LastOrDefault(row => row.State == AlertState.Suppressed)?.Reason ?? AlertReason.None,
            MailsLastHour = hour.Count,
            FirstOfHour = hour.Count == 0 ? null : hour.Min(mail => mail.At),
            OverflowAt = _rows
                .Where(row => row.RecipientId == recipient.Id && row is { State: AlertState.Held, Reason: AlertReason.HourlyCap })
                .Select(row => (DateTimeOffset?)row.DueAt).Min(),
        };
    }

    /// <summary>A mail that left.</summary>
    public sealed record Sent(DateTimeOffset At, Guid RecipientId, bool IsRelease, IReadOnlyList<Told> Leads);

    /// <summary>What it told of one lead.</summary>
    public sealed record Told(Guid LeadId, AlertKind Kind, LeadChanges Changes, LeadFacts Facts);

    private sealed class Row(Guid id, Guid leadId, Guid recipientId)
    {
        public Guid Id { get; } = id;

        public Guid LeadId { get; } = leadId;

        public Guid RecipientId { get; } = recipientId;

        public AlertKind Kind { get; set; }

        public AlertState State { get; set; }

        public AlertReason Reason { get; set; }

        public LeadFacts? Told { get; set; }

        public LeadChanges Changes { get; set; }

        public DateTimeOffset RaisedAt { get; set; }

        public DateTimeOffset DueAt { get; set; }
    }
}
