using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Runs the policy over time without a database: reviews happen, what is held is released, leads nobody takes are told to others, and mails are written down.</summary>
internal sealed class AlertWorld(AlertSettings settings, TimeZoneInfo zone, IReadOnlyList<AlertRecipient> recipients)
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<Guid, WorldLead> _leads = [];

    public List<Sent> Mails { get; } = [];

    public DateTimeOffset? MutedUntil { get; set; }

    public AlertSettings Settings { get; private set; } = settings;

    public WorkingTime Time { get; } = new(settings.Schedule, zone);

    public IReadOnlyDictionary<Guid, WorldLead> Leads => _leads;

    /// <summary>The reminders that were raised and told nobody, each with the time for which it waited.</summary>
    public IEnumerable<(AlertReason Reason, TimeSpan Waited)> LostReminders =>
        _rows.Where(row => row is { Kind: AlertKind.Escalation, State: not AlertState.Accepted }).Select(row => (row.Reason, row.DueAt - row.RaisedAt));

    /// <summary>Switches the site's alerts on or off.</summary>
    public void Switch(bool on, DateTimeOffset now) => Settings = Settings.Next(AlertSettingsDraft.Of(Settings) with { Enabled = on }, null, now);

    /// <summary>A review of a lead; the first one makes it.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="facts">What there is to tell.</param>
    /// <param name="now">When.</param>
    /// <param name="sender">Who sends it; leads of one sender within minutes are a burst.</param>
    public AlertDecision Review(Guid leadId, LeadFacts facts, DateTimeOffset now, int? sender = null)
    {
        var isNew = !_leads.TryGetValue(leadId, out var lead);
        lead ??= new WorldLead(new Lead(Settings.SiteId, Guid.NewGuid(), null, now), sender ?? -1 - _leads.Count, facts);
        lead.Seen = facts;
        var burst = _leads.Values.Count(other => other != lead && other.Sender == lead.Sender && other.Lead.CreatedAt > now - AlertPolicy.BurstWindow);
        var decision = AlertPolicy.Decide(WithBurst(CaseOf(leadId, lead, facts, now, isNew), burst), now);
        if (decision.Verdict is not (AlertVerdict.BelowThreshold or AlertVerdict.AlertsOff))
        {
            lead.Facts = facts;
        }

        if (isNew && decision.Verdict != AlertVerdict.BelowThreshold)
        {
            _leads.Add(leadId, lead);
        }

        Write(leadId, decision.Recipients, now);
        var firstAt = decision.Recipients.Where(each => each is { IsMail: true, Kind: AlertKind.New }).Min(each => (DateTimeOffset?)(each.Until ?? now));
        if ((firstAt ?? (decision.LeavesAllInTheDark ? now : null)) is { } at && lead.Lead is { EscalateAt: null, Escalations: 0, IsFree: true })
        {
            lead.Lead.PlanEscalation(AlertPolicy.EscalateAt(Settings, zone, at));
        }

        return decision;
    }

    /// <summary>Does what is due until an instant, in the order of time.</summary>
    public void RunTo(DateTimeOffset end)
    {
        while (true)
        {
            var held = _rows.Where(row => row.State == AlertState.Held && row.DueAt <= end).MinBy(row => row.DueAt);
            var open = _leads.Where(lead => lead.Value.Lead.EscalateAt <= end).OrderBy(lead => lead.Value.Lead.EscalateAt).FirstOrDefault();
            if (held is null && open.Value is null)
            {
                return;
            }

            if (held is not null && !(open.Value?.Lead.EscalateAt < held.DueAt))
            {
                Release(held.RecipientId, held.DueAt);
            }
            else
            {
                FollowUp(open.Key, open.Value!, open.Value!.Lead.EscalateAt!.Value);
            }
        }
    }

    private void Release(Guid recipientId, DateTimeOffset now)
    {
        var recipient = recipients.Single(each => each.Id == recipientId);
        var rows = _rows.Where(row => row.State == AlertState.Held && row.RecipientId == recipientId && row.DueAt <= now).ToList();
        var decisions = AlertPolicy.Release(
            new HeldAlertCase(SitePlan.Free, Disabled: false, Settings, zone, MutedUntil, recipient)
            {
                Alerts = rows.ConvertAll(row => new HeldAlert(row.Kind, row.Reason, row.RaisedAt) { Lead = LeadStanding.Of(_leads[row.LeadId].Lead), Hot = row.Told!.Hot }),
                Hour = HourOf(recipientId, now, rows),
            },
            now);
        foreach (var (row, decision) in rows.Zip(decisions))
        {
            (row.State, row.Reason, row.DueAt) = decision.Action switch
            {
                AlertAction.Send => (AlertState.Accepted, row.Reason, now),
                AlertAction.Hold => (AlertState.Held, decision.Reason, decision.Until),
                _ => (AlertState.Suppressed, decision.Reason, now),
            };
            if (row is { Kind: AlertKind.Escalation, State: AlertState.Accepted })
            {
                // It is written as it leaves.
                row.Told = _leads[row.LeadId].Seen.Over(row.Told);
            }

            Assert.True(row.State != AlertState.Held || row.DueAt > now, "What is held on is held until later.");
            var lead = _leads[row.LeadId].Lead;
            Assert.True(row.State != AlertState.Accepted || row.Kind is not (AlertKind.New or AlertKind.Escalation) || lead.IsFree || lead.StandingSince < row.RaisedAt, "Nobody is told of a lead that somebody took meanwhile.");
        }

        // As the policy counts them: the hot ones first, then what goes together.
        var mails = rows.Zip(decisions)
            .Where(each => each.Second.Action == AlertAction.Send)
            .GroupBy(each => each.Second.Together ? Guid.Empty : each.First.Id)
            .Select(mail => mail.Select(each => each.First).ToList())
            .OrderByDescending(mail => mail.Exists(row => row.Told!.Hot));
        foreach (var mail in mails)
        {
            Send(now, recipientId, mail, isRelease: true);
        }

        foreach (var leadId in rows.Zip(decisions).Where(each => each is { First.Kind: AlertKind.New, Second.WaitsForMute: true }).Select(each => each.First.LeadId))
        {
            StandIn(leadId, _leads[leadId], now);
        }
    }

    private void FollowUp(Guid leadId, WorldLead lead, DateTimeOffset now)
    {
        var of = CaseOf(leadId, lead, lead.Seen, now, isNew: false);
        var isUnheardOf = lead.Lead.StandingSince is null && !of.Recipients.Any(past => past.Knows);
        if (lead.Lead.StandingSince is not null || isUnheardOf)
        {
            var told = StandIn(leadId, lead, now);
            if (told.Count > 0)
            {
                if (isUnheardOf)
                {
                    lead.Lead.PlanEscalation(AlertPolicy.EscalateAt(Settings, zone, told.Min(each => each.Until ?? now)));
                }

                return;
            }
        }

        var escalation = AlertPolicy.Escalate(of, now);
        Write(leadId, escalation.Recipients, now);
        if (escalation.Counts)
        {
            Assert.Contains(escalation.Recipients, each => each.IsMail);
            lead.Lead.RecordEscalation(escalation.Next);
        }
        else
        {
            lead.Lead.PlanEscalation(escalation.Next);
        }

        Assert.False(lead.Lead.EscalateAt <= now, "What is put off is put off until later.");
    }

    /// <summary>Tells those who know nothing of a free lead yet and may hear of it now.</summary>
    private List<RecipientDecision> StandIn(Guid leadId, WorldLead lead, DateTimeOffset now)
    {
        List<RecipientDecision> told = lead.Lead.IsFree
            ? [.. AlertPolicy.Decide(CaseOf(leadId, lead, lead.Seen, now, isNew: false), now).Recipients.Where(each => each is { IsMail: true, Kind: AlertKind.New, Replaces: null })]
            : [];
        Write(leadId, told, now);
        return told;
    }

    private AlertCase CaseOf(Guid leadId, WorldLead lead, LeadFacts facts, DateTimeOffset now, bool isNew) => new(
        SitePlan.Free,
        Settings,
        zone,
        MutedUntil,
        new LeadEvent { Score = facts.Score, Facts = facts, Standing = isNew ? null : LeadStanding.Of(lead.Lead) },
        [.. recipients.Select(each => Past(leadId, each, now))]);

    private static AlertCase WithBurst(AlertCase of, int leads) => of with { Lead = of.Lead with { SenderLeads = leads } };

    private void Write(Guid leadId, IEnumerable<RecipientDecision> decisions, DateTimeOffset now)
    {
        foreach (var each in decisions)
        {
            var row = each.Replaces is { } id ? _rows.Single(row => row.Id == id) : new Row(Guid.NewGuid(), leadId, each.Recipient.Id) { RaisedAt = now };
            if (each.Replaces is null)
            {
                _rows.Add(row);
            }
            else
            {
                Assert.Equal(AlertState.Held, row.State);
            }

            row.RaisedAt = row.Kind == AlertKind.Update ? now : row.RaisedAt;
            (row.Kind, row.Told, row.Changes, row.Reason) = (each.Kind, each.Told ?? row.Told, each.Changes, each.Reason);
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
    }

    private void Send(DateTimeOffset now, Guid recipientId, IReadOnlyList<Row> rows, bool isRelease)
    {
        var recipient = recipients.Single(each => each.Id == recipientId);
        Assert.True(Settings.Enabled && !(MutedUntil > now) && recipient.IsActive && !(recipient.MutedUntil > now) && recipient.Role != RecipientRole.DigestOnly);
        Mails.Add(new Sent(now, recipientId, isRelease, [.. rows.Select(row => new Told(row.LeadId, row.Kind, row.Changes, row.Told!))]));
    }

    private RecipientPast Past(Guid leadId, AlertRecipient recipient, DateTimeOffset now)
    {
        var rows = _rows.Where(row => row.LeadId == leadId && row.RecipientId == recipient.Id).ToList();
        var gone = rows.Where(row => row.State == AlertState.Accepted).ToList();
        var told = gone.OrderBy(row => row.RaisedAt).ThenBy(row => row.DueAt).LastOrDefault();
        var waiting = rows.SingleOrDefault(row => row.State == AlertState.Held && row.Kind != AlertKind.Escalation);
        return new RecipientPast(recipient)
        {
            Told = told?.Told,
            ToldAt = told is null ? null : gone.Max(row => row.DueAt),
            Waiting = waiting is null ? null : new WaitingAlert(waiting.Id, waiting.Kind, waiting.Told!, waiting.DueAt),
            ReminderDueAt = rows.SingleOrDefault(row => row.State == AlertState.Held && row.Kind == AlertKind.Escalation)?.DueAt,
            LeftOut = rows.LastOrDefault(row => row.State == AlertState.Suppressed)?.Reason ?? AlertReason.None,
            Hour = HourOf(recipient.Id, now, []),
        };
    }

    private RecipientHour HourOf(Guid recipientId, DateTimeOffset now, List<Row> without)
    {
        var hour = Mails.Where(mail => mail.RecipientId == recipientId && mail.At > now - AlertPolicy.CapWindow).ToList();
        return new RecipientHour
        {
            Mails = hour.Count,
            First = hour.Count == 0 ? null : hour.Min(mail => mail.At),
            OverflowAt = DueAt(AlertReason.HourlyCap),
            BurstAt = DueAt(AlertReason.SenderBurst),
        };

        DateTimeOffset? DueAt(AlertReason reason) => _rows
            .Where(row => row.RecipientId == recipientId && row.State == AlertState.Held && row.Reason == reason && !without.Contains(row))
            .Select(row => (DateTimeOffset?)row.DueAt)
            .Min();
    }

    /// <summary>A mail that left.</summary>
    public sealed record Sent(DateTimeOffset At, Guid RecipientId, bool IsRelease, IReadOnlyList<Told> Leads);

    /// <summary>What it told of one lead.</summary>
    public sealed record Told(Guid LeadId, AlertKind Kind, LeadChanges Changes, LeadFacts Facts);

    /// <summary>A lead, what a review found last, and what was last to be told of it.</summary>
    public sealed class WorldLead(Lead lead, int sender, LeadFacts facts)
    {
        public Lead Lead { get; } = lead;

        public int Sender { get; } = sender;

        public LeadFacts Seen { get; set; } = facts;

        public LeadFacts Facts { get; set; } = facts;
    }

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
