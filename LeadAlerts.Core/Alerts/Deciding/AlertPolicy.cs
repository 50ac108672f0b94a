using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>Decides who is told of a lead, when, and of what. Pure. The one place where the plan counts.</summary>
public static partial class AlertPolicy
{
    /// <summary>How long changes of a lead are gathered after a mail about it, so that they come in one.</summary>
    public static readonly TimeSpan UpdateWindow = TimeSpan.FromMinutes(3);

    /// <summary>Within what time the leads of one sender count as a burst.</summary>
    public static readonly TimeSpan BurstWindow = TimeSpan.FromMinutes(10);

    /// <summary>How many leads of one sender within that time are told of one by one.</summary>
    public const int BurstFree = 3;

    /// <summary>How long after the last word of a lead another conversation is worth a word of its own.</summary>
    public static readonly TimeSpan ReturnAfter = TimeSpan.FromHours(24);

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
        if (lead.Standing is { Status: LeadStatus.NotALead })
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
            { Plan: not SitePlan.Free } => new AlertDecision(AlertVerdict.NotFreePlan, LeaveOut(of, decisions, AlertReason.NotFreePlan)),
            { Settings.Enabled: false } => new AlertDecision(AlertVerdict.AlertsOff, LeaveOut(of, decisions, AlertReason.AlertsOff)),
            _ when !of.Recipients.Any(past => past.Recipient.IsActive) => new AlertDecision(AlertVerdict.NoRecipient, decisions),
            _ => new AlertDecision(Sum(decisions), decisions),
        };
    }

    private static AlertVerdict Sum(IReadOnlyList<RecipientDecision> decisions) =>
        decisions.Any(decision => decision is { Action: AlertAction.Send, Kind: AlertKind.New }) ? AlertVerdict.Raised
        : decisions.Any(decision => decision.Action == AlertAction.Send) ? AlertVerdict.Updated
        : decisions.Any(decision => decision.Action == AlertAction.Hold) ? AlertVerdict.Held
        : AlertVerdict.NobodyForIt;

    /// <summary>The same decisions where no mail may go out: what would be one is left out, and said once. What waits is decided when its time has come.</summary>
    private static List<RecipientDecision> LeaveOut(AlertCase of, List<RecipientDecision> decisions, AlertReason reason) =>
    [
        .. from decision in decisions
           where !decision.IsMail || decision.Replaces is null
           let said = of.Recipients.First(past => past.Recipient == decision.Recipient).LeftOut
           where !decision.IsMail || said != reason
           select decision.IsMail
               ? new RecipientDecision(decision.Recipient, AlertAction.Skip, reason) { Kind = decision.Kind, Changes = decision.Changes }
               : decision,
    ];

    private static List<RecipientDecision> DecideEach(AlertCase of, DateTimeOffset now)
    {
        var told = of.Recipients.Where(past => past.Knows).MaxBy(past => past.ToldAt);
        var isNews = told is null || ChangesFor(of, told) != LeadChanges.None;
        var isFree = of.Lead.Standing is null or { IsFree: true };
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
            // Who came later, or was left out for a reason that has nothing to do with the lead, hears of it when there is news; whose mail
            // was dropped because somebody had the lead, or alerts were off, hears of it while nobody has it.
            var mayHear = past.Knows || isNews || past.LeftOut is AlertReason.NotHotEnough or AlertReason.OtherRoute or AlertReason.FallbackNotNeeded
                || (isFree && past.LeftOut is AlertReason.LeadHandled or AlertReason.MarkedNotALead or AlertReason.AlertsOff or AlertReason.NotFreePlan);
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
            first.Decision is { Action: AlertAction.Send } or { Action: AlertAction.Hold, WaitsForMute: false }
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

        var reason = recipient.WhyUnreachable is var problem and not AlertReason.None ? problem
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
            return past.Recipient.WhyUnreachable != AlertReason.None
                ? null
                : Time(of, past, AlertKind.New, now) with { Told = FactsSince(of, first.Told).Over(first.Told), Replaces = first.AlertId };
        }

        var before = Known(past);
        var facts = FactsSince(of, before);
        var changes = ChangesFor(of, past);
        var replaces = past.Waiting?.AlertId;
        if (changes == LeadChanges.None)
        {
            // Before anything was told there is nothing to which it could have changed back: what waits stays.
            return replaces is null || past.Told is null
                ? null
                : new RecipientDecision(past.Recipient, AlertAction.Drop, AlertReason.ChangedBack) { Kind = AlertKind.Update, Replaces = replaces };
        }

        var reason = past.Recipient.WhyUnreachable is var problem and not AlertReason.None ? problem
            : past.Recipient.Role == RecipientRole.DigestOnly ? AlertReason.DigestOnly
            : AlertReason.None;
        return reason != AlertReason.None
            ? new RecipientDecision(
                past.Recipient, reason == AlertReason.DigestOnly ? AlertAction.OnlyInDigest : AlertAction.Skip, reason) { Kind = AlertKind.Update, Changes = changes }
            : Time(of, past, AlertKind.Update, now) with { Changes = changes, Told = facts.Over(before), ToldBefore = before, Replaces = replaces };
    }

    /// <summary>What a recipient who was told, or is being told, does not know yet.</summary>
    private static LeadChanges ChangesFor(AlertCase of, RecipientPast past) =>
        FactsSince(of, Known(past)).Since(Known(past)) | (CameBack(of, past) ? LeadChanges.CameBack : LeadChanges.None);

    /// <summary>True when another conversation makes a lead long after the last word of it, or after it was closed.</summary>
    private static bool CameBack(AlertCase of, RecipientPast past) =>
        of.Lead.Score >= of.Settings.Threshold
        && past.ToldAt is { } toldAt
        && (of.Lead.StartedAt > toldAt + ReturnAfter
            || (of.Lead.Standing is { IsClosed: true, Since: { } closedAt } && of.Lead.StartedAt > toldAt && of.Lead.StartedAt > closedAt));

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
            // What else the burst brings comes with the same mail.
            hold.Push(past.Hour.BurstAt > now ? past.Hour.BurstAt : now + BurstWindow, AlertReason.SenderBurst);
        }

        hold.Push(of.MutedUntil, AlertReason.SiteMuted);
        var waitsForMute = hold.PushMute(recipient.MutedUntil, time, lead.Facts.Hot);
        if (!lead.Facts.Hot)
        {
            hold.PushOpen(time);
            if (hold.Until == now && past.Hour.Mails >= settings.HourlyCap)
            {
                hold.PushOverflow(past.Hour, time);
            }
        }

        return hold.Until > now
            ? new RecipientDecision(recipient, AlertAction.Hold, hold.Reason) { Kind = kind, Until = hold.Until, WaitsForMute = waitsForMute }
            : new RecipientDecision(recipient, AlertAction.Send, AlertReason.None) { Kind = kind };
    }

    /// <summary>The latest of several reasons to wait.</summary>
    private struct HoldTime(DateTimeOffset now)
    {
        private readonly DateTimeOffset _now = now;

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

        /// <summary>Waits for the end of a recipient's mute.</summary>
        /// <returns>
        /// True when the mute lasts past the first instant at which the mail could have left without it, though the site may be closed again at its
        /// end, so that another reason is noted.
        /// </returns>
        public bool PushMute(DateTimeOffset? until, WorkingTime time, bool isHot)
        {
            if (!(until > Until))
            {
                return false;
            }

            var without = isHot ? Until : time.NextOpen(Until);
            Push(until, AlertReason.RecipientMuted);
            return until > without;
        }

        /// <summary>Waits for the first place under the hourly cap; what else is past the cap comes with the same mail.</summary>
        public void PushOverflow(RecipientHour hour, WorkingTime time)
        {
            Push(hour.OverflowAt > _now ? hour.OverflowAt : (hour.First ?? _now) + CapWindow, AlertReason.HourlyCap);
            PushOpen(time);
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
