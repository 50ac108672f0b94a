using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts;

/// <summary>Decides who is told of a lead, when, and of what. Pure. The one place where the plan counts.</summary>
public static class AlertPolicy
{
    /// <summary>How long changes of a lead are gathered after a mail about it, so that they come in one.</summary>
    public static readonly TimeSpan UpdateWindow = TimeSpan.FromMinutes(3);

    /// <summary>Within what time the leads of one sender count as a burst.</summary>
    public static readonly TimeSpan BurstWindow = TimeSpan.FromMinutes(10);

    /// <summary>How many leads of one sender within that time are told of one by one.</summary>
    public const int BurstFree = 3;

    /// <summary>Over what time the hourly cap counts.</summary>
    public static readonly TimeSpan CapWindow = TimeSpan.FromHours(1);

    /// <summary>Decides.</summary>
    /// <param name="of">What the decision rests on.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>The first reason in the order in which an owner would ask: a member's word, the past, the score, the plan, the switch, the people.</returns>
    public static AlertDecision Decide(AlertCase of, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(of);
        var (lead, settings) = (of.Lead, of.Settings);
        var alerted = of.Recipients.Any(past => past.Knows);
        if (lead.Status == LeadStatus.NotALead)
        {
            return new AlertDecision(AlertVerdict.MarkedNotALead, []);
        }

        if (!alerted && lead.Score < settings.Threshold)
        {
            return new AlertDecision(AlertVerdict.BelowThreshold, []);
        }

        var decisions = DecideEach(of, now);
        if (alerted && !decisions.Any(decision => decision.IsMail))
        {
            return new AlertDecision(AlertVerdict.AlreadyAlerted, decisions);
        }

        return of switch
        {
            { Plan: not SitePlan.Free } => new AlertDecision(AlertVerdict.NotFreePlan, []),
            { Settings.Enabled: false } => new AlertDecision(AlertVerdict.AlertsOff, []),
            _ when !of.Recipients.Any(past => past.Recipient.IsActive) => new AlertDecision(AlertVerdict.NoRecipient, decisions),
            _ => new AlertDecision(Sum(decisions), decisions),
        };
    }

    /// <summary>Decides whom to tell of a lead that nobody has taken.</summary>
    /// <param name="of">What the decision rests on.</param>
    /// <param name="standing">How far the lead has come.</param>
    /// <param name="now">When, UTC.</param>
    public static EscalationDecision Escalate(AlertCase of, EscalationStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(standing);
        var plan = of.Settings.Escalation;
        if (plan.AfterMinutes is not { } minutes
            || of.Plan != SitePlan.Free
            || !of.Settings.Enabled
            || of.Lead.Status != LeadStatus.New
            || standing.IsClaimed
            || standing.SnoozedUntil > now
            || standing.Escalations >= plan.Times)
        {
            return EscalationDecision.Over;
        }

        var time = new WorkingTime(of.Settings.Schedule, of.Zone);
        var earliest = time.NextOpen(of.MutedUntil > now ? of.MutedUntil.Value : now);
        if (earliest > now)
        {
            return new EscalationDecision([], earliest, Counts: false);
        }

        var reachable = of.Recipients
            .Where(past => past.Recipient is { IsActive: true, Role: not RecipientRole.DigestOnly } && !(past.Recipient.MutedUntil > now))
            .OrderBy(past => past.Recipient.Role == RecipientRole.Fallback)
            .ToList();
        var untold = reachable.Where(past => !past.Knows).Take(1).ToList();
        var told = plan.Target == EscalationTarget.Next && untold.Count > 0 ? untold : reachable;
        return new EscalationDecision(
            [
                .. told.Select(past => new RecipientDecision(past.Recipient, AlertAction.Send, AlertReason.None)
                {
                    Kind = AlertKind.Escalation,
                    Told = of.Lead.Facts.Over(past.Told),
                    ToldBefore = past.Told,
                }),
            ],
            standing.Escalations + 1 < plan.Times ? time.Add(now, TimeSpan.FromMinutes(minutes)) : null,
            Counts: true);
    }

    /// <summary>When a lead is told to others unless somebody takes it, counted from an instant; null when it is not.</summary>
    public static DateTimeOffset? EscalateAt(AlertSettings settings, TimeZoneInfo zone, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Escalation.AfterMinutes is { } minutes
            ? new WorkingTime(settings.Schedule, zone).Add(from, TimeSpan.FromMinutes(minutes))
            : null;
    }

    /// <summary>Decides about a mail that waited, when its time has come or the owner changed something.</summary>
    /// <param name="of">What the decision rests on.</param>
    /// <param name="now">When, UTC.</param>
    public static ReleaseDecision Release(HeldAlertCase of, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(of);
        var over = of switch
        {
            { Disabled: true } => AlertReason.SiteDisabled,
            { Plan: not SitePlan.Free } => AlertReason.NotFreePlan,
            { Settings.Enabled: false } => AlertReason.AlertsOff,
            { Recipient: null } => AlertReason.RecipientRemoved,
            { Recipient: { IsActive: false } recipient } => WhyUnreachable(recipient),
            { Status: LeadStatus.NotALead } => AlertReason.MarkedNotALead,
            { Status: LeadStatus.Contacted or LeadStatus.Won or LeadStatus.Lost } => AlertReason.LeadHandled,
            _ => AlertReason.None,
        };
        if (over != AlertReason.None)
        {
            return new ReleaseDecision(AlertAction.Drop, over, now);
        }

        var hold = new HoldTime(now);
        hold.Push(of.MutedUntil, AlertReason.SiteMuted);
        hold.Push(of.Recipient!.MutedUntil, AlertReason.RecipientMuted);
        if (!of.Hot)
        {
            hold.PushOpen(new WorkingTime(of.Settings.Schedule, of.Zone));
        }

        return hold.Until > now
            ? new ReleaseDecision(AlertAction.Hold, hold.Reason, hold.Until)
            : new ReleaseDecision(AlertAction.Send, AlertReason.None, now);
    }

    /// <summary>Why a recipient gets nothing at all; <see cref="AlertReason.None"/> when mail may go to it.</summary>
    public static AlertReason WhyUnreachable(AlertRecipient recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return recipient switch
        {
            { StoppedAt: not null } => AlertReason.RecipientStopped,
            { ConfirmedAt: null } => AlertReason.NotConfirmed,
            { BouncedAt: not null } => AlertReason.RecipientBounced,
            _ => AlertReason.None,
        };
    }

    private static AlertVerdict Sum(IReadOnlyList<RecipientDecision> decisions) =>
        decisions.Any(decision => decision is { Action: AlertAction.Send, Kind: AlertKind.New }) ? AlertVerdict.Raised
        : decisions.Any(decision => decision.Action == AlertAction.Send) ? AlertVerdict.Updated
        : decisions.Any(decision => decision.Action == AlertAction.Hold) ? AlertVerdict.Held
        : AlertVerdict.NobodyForIt;

    private static List<RecipientDecision> DecideEach(AlertCase of, DateTimeOffset now)
    {
        var told = of.Recipients.Where(past => past.Knows).MaxBy(past => past.ToldAt);
        var isNews = told is null || FactsSince(of, Known(told)).Since(Known(told)) != LeadChanges.None;
        var decisions = new List<RecipientDecision>();
        var firsts = new List<(RecipientPast Past, RecipientDecision? Decision)>();
        foreach (var past in of.Recipients.Where(past => past.Recipient.Role != RecipientRole.Fallback || past.Knows))
        {
            var decision = past.Knows ? DecideUpdate(of, past, now) : DecideNew(of, past, now);
            if (past.Recipient.Role is RecipientRole.Always or RecipientRole.HotOnly)
            {
                firsts.Add((past, decision));
            }

            Add(past, decision);
        }

        var isNeeded = NeedsFallback(firsts);
        foreach (var past in of.Recipients.Where(past => past.Recipient.Role == RecipientRole.Fallback && !past.Knows))
        {
            Add(past, isNeeded
                ? DecideNew(of, past, now)
                : new RecipientDecision(past.Recipient, AlertAction.Skip, AlertReason.FallbackNotNeeded));
        }

        return decisions;

        void Add(RecipientPast past, RecipientDecision? decision)
        {
            // Who came later, or was left out for a reason that has nothing to do with the lead, hears of it when there is news.
            var mayHear = past.Knows || isNews || past.LeftOut is AlertReason.NotHotEnough or AlertReason.OtherRoute or AlertReason.FallbackNotNeeded;
            var isSaid = decision is { Action: AlertAction.Skip or AlertAction.OnlyInDigest } && decision.Reason == past.LeftOut;
            if (decision is not null && !isSaid && (mayHear || !decision.IsMail))
            {
                decisions.Add(decision);
            }
        }
    }

    private static bool NeedsFallback(List<(RecipientPast Past, RecipientDecision? Decision)> firsts)
    {
        var isCovered = firsts.Any(first =>
            first.Decision is { Action: AlertAction.Send } or { Action: AlertAction.Hold, Reason: not AlertReason.RecipientMuted }
            || (first.Past.Told is not null && !first.Past.Unreached && first.Past.Recipient.BouncedAt is null));
        return !isCovered && (firsts.Count == 0 || firsts.Any(first => first.Decision is not { Reason: AlertReason.NotHotEnough }));
    }

    private static RecipientDecision? DecideNew(AlertCase of, RecipientPast past, DateTimeOffset now)
    {
        var (recipient, lead) = (past.Recipient, of.Lead);
        if (lead.Score < of.Settings.Threshold)
        {
            return null;
        }

        var reason = WhyUnreachable(recipient) is var problem and not AlertReason.None ? problem
            : recipient.Role == RecipientRole.DigestOnly ? AlertReason.DigestOnly
            : recipient.Role == RecipientRole.HotOnly && !lead.Facts.Hot ? AlertReason.NotHotEnough
            : recipient.Role != RecipientRole.Fallback && !recipient.Route.Fits(lead) ? AlertReason.OtherRoute
            : AlertReason.None;
        if (reason != AlertReason.None)
        {
            var inDigest = recipient is { IsActive: true, GetsDigest: true };
            return new RecipientDecision(recipient, inDigest ? AlertAction.OnlyInDigest : AlertAction.Skip, reason);
        }

        return Time(of, past, AlertKind.New, now) with { Told = lead.Facts };
    }

    private static RecipientDecision? DecideUpdate(AlertCase of, RecipientPast past, DateTimeOffset now)
    {
        if (past.Waiting is { Kind: AlertKind.New } first)
        {
            // Nobody has read it yet: it tells the lead as it is now.
            return WhyUnreachable(past.Recipient) != AlertReason.None
                ? null
                : Time(of, past, AlertKind.New, now) with { Told = FactsSince(of, first.Told).Over(first.Told), Replaces = first.AlertId };
        }

        var before = Known(past);
        var facts = FactsSince(of, before);
        var changes = facts.Since(before);
        var replaces = past.Waiting?.AlertId;
        if (changes == LeadChanges.None)
        {
            return replaces is null
                ? null
                : new RecipientDecision(past.Recipient, AlertAction.Drop, AlertReason.ChangedBack) { Kind = AlertKind.Update, Replaces = replaces };
        }

        var reason = WhyUnreachable(past.Recipient) is var problem and not AlertReason.None ? problem
            : past.Recipient.Role == RecipientRole.DigestOnly ? AlertReason.DigestOnly
            : AlertReason.None;
        return reason != AlertReason.None
            ? new RecipientDecision(
                past.Recipient, reason == AlertReason.DigestOnly ? AlertAction.OnlyInDigest : AlertAction.Skip, reason) { Kind = AlertKind.Update, Changes = changes }
            : Time(of, past, AlertKind.Update, now) with { Changes = changes, Told = facts.Over(before), ToldBefore = before, Replaces = replaces };
    }

    private static LeadFacts Known(RecipientPast past) => past.Told ?? past.Waiting!.Told;

    /// <summary>The facts for one who was told before: small talk takes no withdrawal back.</summary>
    private static LeadFacts FactsSince(AlertCase of, LeadFacts told) =>
        told.Withdrew && of.Lead.Score < of.Settings.Threshold ? of.Lead.Facts with { Withdrew = true } : of.Lead.Facts;

    private static RecipientDecision Time(AlertCase of, RecipientPast past, AlertKind kind, DateTimeOffset now)
    {
        var (lead, settings, recipient) = (of.Lead, of.Settings, past.Recipient);
        var time = of.Time ?? new WorkingTime(settings.Schedule, of.Zone);
        var hold = new HoldTime(now);
        if (kind == AlertKind.Update)
        {
            hold.Push(past.ToldAt + UpdateWindow, AlertReason.ToldMomentsAgo);
        }
        else if (lead.SenderLeads >= BurstFree)
        {
            hold.Push(lead.SenderSince + BurstWindow, AlertReason.SenderBurst);
        }

        hold.Push(of.MutedUntil, AlertReason.SiteMuted);
        hold.Push(recipient.MutedUntil, AlertReason.RecipientMuted);
        if (!lead.Facts.Hot)
        {
            hold.PushOpen(time);
            if (hold.Until == now && past.MailsLastHour >= settings.HourlyCap)
            {
                // What else is past the cap comes with the same mail.
                hold.Push(past.OverflowAt > now ? past.OverflowAt : past.FirstOfHour + CapWindow, AlertReason.HourlyCap);
                hold.PushOpen(time);
            }
        }

        return hold.Until > now
            ? new RecipientDecision(recipient, AlertAction.Hold, hold.Reason) { Kind = kind, Until = hold.Until }
            : new RecipientDecision(recipient, AlertAction.Send, AlertReason.None) { Kind = kind };
    }

    /// <summary>The latest of several reasons to wait.</summary>
    private struct HoldTime(DateTimeOffset now)
    {
        public DateTimeOffset Until { get; private set; } = now;

        public AlertReason Reason { get; private set; }

        public void Push(DateTimeOffset? until, AlertReason reason)
        {
            if (until > Until)
            {
                Until = until.Value;
                Reason = reason;
            }
        }

        public void PushOpen(WorkingTime time)
        {
            var open = time.NextOpen(Until);
            if (open > Until)
            {
                Reason = time.WhyClosed(Until);
                Until = open;
            }
        }
    }
}
