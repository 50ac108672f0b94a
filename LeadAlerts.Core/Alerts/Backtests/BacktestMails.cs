using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>A lead as it would have been.</summary>
internal sealed class BacktestLead(IReadOnlyList<AlertRecipient> recipients, DateTimeOffset bornAt)
{
    public RecipientPast[] Recipients { get; } = [.. recipients.Select(recipient => new RecipientPast(recipient))];

    public DateTimeOffset LastActivityAt { get; set; } = bornAt;

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public int Chats { get; set; }

    public int SenderLeads { get; set; }

    public bool IsDecided { get; set; }

    public bool IsAlerted { get; set; }

    public bool IsMailed { get; set; }
}

/// <summary>Tells leads to recipients as the policy says, and counts what leaves.</summary>
internal sealed class BacktestMails
{
    private readonly BacktestHistory _history;
    private readonly AlertSettings _settings;
    private readonly WorkingTime _time;
    private readonly Dictionary<Guid, int> _places;
    private readonly Queue<DateTimeOffset>[] _lastHour;
    private readonly PriorityQueue<(BacktestLead Lead, Guid AlertId, AlertReason Reason), DateTimeOffset>[] _waiting;
    private readonly Dictionary<string, List<DateTimeOffset>> _bySender = new(StringComparer.Ordinal);

    public BacktestMails(BacktestHistory history, AlertSettings settings)
    {
        (_history, _settings) = (history, settings);
        _time = new WorkingTime(settings.Schedule, history.Zone);
        _places = history.Recipients.Select((recipient, place) => (recipient.Id, place)).ToDictionary(each => each.Id, each => each.place);
        _lastHour = [.. history.Recipients.Select(_ => new Queue<DateTimeOffset>())];
        _waiting = [.. history.Recipients.Select(_ => new PriorityQueue<(BacktestLead, Guid, AlertReason), DateTimeOffset>())];
        AlertsByDay = new int[BacktestHistory.Days];
    }

    public int Alerts { get; private set; }

    public int Held { get; private set; }

    public int Mails { get; private set; }

    public int[] AlertsByDay { get; }

    /// <summary>Decides after a review of a lead.</summary>
    public void Tell(BacktestLead lead, BacktestChat chat, BacktestReview review, Rescored rescored)
    {
        var now = review.At;
        ReleaseUntil(now);
        if (!lead.IsDecided)
        {
            CountSender(lead, chat, now);
        }
        else if (Array.TrueForAll(lead.Recipients, past => past.Told is not null))
        {
            return;
        }

        var facts = new LeadFacts(rescored.Score, null, null, Urgent: false, AsksToBook: false, rescored.Score >= _settings.HotScore, Withdrew: false);
        for (var i = 0; i < lead.Recipients.Length; i++)
        {
            lead.Recipients[i] = lead.Recipients[i] with { Hour = HourOf(i, now) };
        }

        var decision = AlertPolicy.Decide(
            new AlertCase(_history.Plan, _settings, _history.Zone, MutedUntil: null, EventOf(lead, chat, review, rescored, facts), lead.Recipients) { Time = _time },
            now);
        Apply(lead, decision, facts, now);
    }

    /// <summary>Lets everything go that still waits.</summary>
    public void Finish() => ReleaseUntil(DateTimeOffset.MaxValue);

    private void Apply(BacktestLead lead, AlertDecision decision, LeadFacts facts, DateTimeOffset now)
    {
        foreach (var each in decision.Recipients.Where(each => !each.IsMail || each.Kind == AlertKind.New))
        {
            var place = _places[each.Recipient.Id];
            ref var past = ref lead.Recipients[place];
            switch (each.Action)
            {
                case AlertAction.Send:
                    past = past with { Told = facts, ToldAt = now, Waiting = null };
                    Count(place, now);
                    CountFirst(lead, now);
                    break;
                case AlertAction.Hold:
                    var id = Guid.NewGuid();
                    past = past with { Waiting = new WaitingAlert(id, AlertKind.New, facts, each.Until!.Value) };
                    _waiting[place].Enqueue((lead, id, each.Reason), each.Until.Value);
                    break;
                default:
                    past = past with { LeftOut = each.Reason };
                    break;
            }
        }

        var waits = Array.Exists(lead.Recipients, past => past.Waiting is not null);
        if (!lead.IsAlerted && (waits || lead.IsMailed))
        {
            lead.IsAlerted = true;
            Alerts++;
            Held += !lead.IsMailed && decision.Recipients.Any(each => each is { Action: AlertAction.Hold, Reason: AlertReason.QuietHours or AlertReason.DayOff }) ? 1 : 0;
        }

        lead.IsDecided = true;
    }

    private void ReleaseUntil(DateTimeOffset now)
    {
        for (var place = 0; place < _waiting.Length; place++)
        {
            while (_waiting[place].TryPeek(out _, out var due) && due <= now)
            {
                Release(place, due);
            }
        }
    }

    /// <summary>Releases what is due for a recipient at an instant, as the policy says.</summary>
    private void Release(int place, DateTimeOffset due)
    {
        var waiting = _waiting[place];
        var rows = new List<(BacktestLead Lead, Guid AlertId, AlertReason Reason)>();
        while (waiting.TryPeek(out var next, out var at) && at == due)
        {
            waiting.Dequeue();

            // What became hot meanwhile has left already.
            if (next.Lead.Recipients[place].Waiting?.AlertId == next.AlertId)
            {
                rows.Add(next);
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        var decisions = AlertPolicy.Release(
            new HeldAlertCase(_history.Plan, Disabled: false, _settings, _history.Zone, MutedUntil: null, _history.Recipients[place])
            {
                Alerts = rows.ConvertAll(row => new HeldAlert(AlertKind.New, row.Reason, due) { Hot = row.Lead.Recipients[place].Waiting!.Told.Hot }),
                Hour = HourOf(place, due),
                Time = _time,
            },
            due);
        foreach (var (row, decision) in rows.Zip(decisions))
        {
            ref var past = ref row.Lead.Recipients[place];
            switch (decision.Action)
            {
                case AlertAction.Send:
                    past = past with { Told = past.Waiting!.Told, ToldAt = due, Waiting = null };
                    CountFirst(row.Lead, due);
                    break;
                case AlertAction.Hold:
                    past = past with { Waiting = past.Waiting! with { DueAt = decision.Until } };
                    waiting.Enqueue((row.Lead, row.AlertId, decision.Reason), decision.Until);
                    break;
                default:
                    past = past with { Waiting = null, LeftOut = decision.Reason };
                    break;
            }
        }

        var alone = decisions.Count(decision => decision is { Action: AlertAction.Send, Together: false });
        for (var mail = 0; mail < alone + (decisions.Any(decision => decision.Together) ? 1 : 0); mail++)
        {
            Count(place, due);
        }
    }

    private RecipientHour HourOf(int place, DateTimeOffset now)
    {
        var sent = _lastHour[place];
        while (sent.TryPeek(out var gone) && gone <= now - AlertPolicy.CapWindow)
        {
            sent.Dequeue();
        }

        DateTimeOffset? overflow = null;
        DateTimeOffset? burst = null;
        if (_waiting[place].Count > 0)
        {
            foreach (var (element, due) in _waiting[place].UnorderedItems)
            {
                if (element.Lead.Recipients[place].Waiting?.AlertId != element.AlertId)
                {
                    continue;
                }

                overflow = element.Reason == AlertReason.HourlyCap && !(overflow <= due) ? due : overflow;
                burst = element.Reason == AlertReason.SenderBurst && !(burst <= due) ? due : burst;
            }
        }

        return new RecipientHour { Mails = sent.Count, First = sent.TryPeek(out var first) ? first : null, OverflowAt = overflow, BurstAt = burst };
    }

    private void Count(int place, DateTimeOffset at)
    {
        Mails++;
        _lastHour[place].Enqueue(at);
    }

    private void CountFirst(BacktestLead lead, DateTimeOffset at)
    {
        if (!lead.IsMailed)
        {
            lead.IsMailed = true;
            AlertsByDay[_history.DayOf(at)]++;
        }
    }

    private void CountSender(BacktestLead lead, BacktestChat chat, DateTimeOffset now)
    {
        if (chat.NetworkHash is not { } sender)
        {
            return;
        }

        if (!_bySender.TryGetValue(sender, out var leads))
        {
            leads = [];
            _bySender.Add(sender, leads);
        }

        leads.RemoveAll(at => at <= now - AlertPolicy.BurstWindow);
        lead.SenderLeads = leads.Count;
        leads.Add(now);
    }

    private static LeadEvent EventOf(BacktestLead lead, BacktestChat chat, BacktestReview review, Rescored rescored, LeadFacts facts)
    {
        List<Criterion> criteria = [.. review.Basis.Parts.Select(part => part.Criterion)];
        if (review.Basis.Opinion is { } opinion)
        {
            criteria.AddRange(opinion.InFavour.Select(part => part.Criterion));
        }

        return new LeadEvent
        {
            Score = rescored.Score,
            Standing = lead.IsDecided ? new LeadStanding(LeadStatus.New) : null,
            Facts = facts,
            Category = rescored.Category,
            Criteria = criteria,
            Language = review.Basis.Language,
            PagePath = chat.PagePath,
            SenderLeads = lead.SenderLeads,
        };
    }
}
