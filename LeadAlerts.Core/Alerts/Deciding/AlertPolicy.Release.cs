using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Deciding;

public static partial class AlertPolicy
{
    /// <summary>Decides about mails of one recipient that waited, when their time has come or the owner changed something.</summary>
    /// <param name="of">What the decision rests on.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>One decision for each alert, in their order.</returns>
    /// <remarks>
    /// What waited comes in one mail, which counts as one under the hourly cap. An update that was gathered for minutes and the word that
    /// somebody has a lead belong into that lead's own thread: each is a mail of its own, as a digest is.
    /// </remarks>
    public static IReadOnlyList<ReleaseDecision> Release(HeldAlertCase of, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(of);
        var time = of.Time ?? new WorkingTime(of.Settings.Schedule, of.Zone);
        var decisions = of.Alerts.Select(alert => Release(of, alert, time, now)).ToArray();
        var places = Enumerable.Range(0, decisions.Length).Where(place => decisions[place].Action == AlertAction.Send).ToList();
        var gathered = places.Where(place => !IsAlone(of.Alerts[place])).ToArray();
        List<int[]> mails = gathered.Length == 0 ? [] : [gathered];
        mails.AddRange(places.Where(place => IsAlone(of.Alerts[place])).Select(place => new[] { place }));

        // A hot one goes out whatever went out before, and takes those along that come in the same mail.
        var room = of.Settings.HourlyCap - of.Hour.Mails;
        foreach (var mail in mails.OrderByDescending(IsHot))
        {
            var hold = new HoldTime(now);
            if (room <= 0 && !IsHot(mail))
            {
                hold.PushOverflow(of.Hour, time);
            }
            else
            {
                room--;
            }

            foreach (var place in mail)
            {
                decisions[place] = hold.Until > now
                    ? new ReleaseDecision(AlertAction.Hold, hold.Reason, hold.Until)
                    : decisions[place] with { Together = mail.Length > 1 };
            }
        }

        return decisions;

        bool IsHot(int[] mail) => mail.Any(place => of.Alerts[place].Hot);
    }

    private static bool IsAlone(HeldAlert alert) => alert.Reason == AlertReason.ToldMomentsAgo || alert.Kind is AlertKind.Claim or AlertKind.Digest;

    private static ReleaseDecision Release(HeldAlertCase of, HeldAlert alert, WorkingTime time, DateTimeOffset now)
    {
        var over = of switch
        {
            { Disabled: true } => AlertReason.SiteDisabled,
            { Plan: not SitePlan.Free } => AlertReason.NotFreePlan,
            { Settings.Enabled: false } => AlertReason.AlertsOff,
            { Recipient: null } => AlertReason.RecipientRemoved,
            { Recipient: { IsActive: false } recipient } => recipient.WhyUnreachable,
            _ => WhyNeedless(alert),
        };
        var mayChange = over is AlertReason.SiteDisabled or AlertReason.NotFreePlan or AlertReason.AlertsOff
            || (over == AlertReason.LeadHandled && alert.Lead!.Status == LeadStatus.New);
        if (alert.Kind == AlertKind.Escalation && mayChange && alert.RaisedAt > now - EscalationMemory)
        {
            // Nobody raises it again: it waits as long as a lead does that cannot be told to anybody, or whose taker may give it back.
            return new ReleaseDecision(AlertAction.Hold, over, now + LookAgain);
        }

        if (over != AlertReason.None)
        {
            return new ReleaseDecision(AlertAction.Drop, over, now);
        }

        var hold = new HoldTime(now);
        hold.Push(of.MutedUntil, AlertReason.SiteMuted);
        var waitsForMute = hold.PushMute(of.Recipient!.MutedUntil, time, alert.Hot);
        if (alert is { Kind: AlertKind.Escalation, Lead.SnoozedUntil: { } snoozedUntil })
        {
            // Somebody may wake it before.
            hold.Push(snoozedUntil < now + LookAgain ? snoozedUntil : now + LookAgain, AlertReason.LeadSnoozed);
        }

        if (!alert.Hot)
        {
            hold.PushOpen(time);
        }

        return hold.Until > now
            ? new ReleaseDecision(AlertAction.Hold, hold.Reason, hold.Until) { WaitsForMute = waitsForMute }
            : new ReleaseDecision(AlertAction.Send, AlertReason.None, now);
    }

    /// <summary>Why nobody needs it any more; <see cref="AlertReason.None"/> when it is needed.</summary>
    private static AlertReason WhyNeedless(HeldAlert alert)
    {
        if (alert.Kind == AlertKind.Claim)
        {
            // Somebody had it, and nobody has since: that word would leave the lead in the dark.
            return alert.Lead is { IsFree: true } free && free.Since > alert.RaisedAt ? AlertReason.ClaimTakenBack : AlertReason.None;
        }

        if (alert.Lead is not { } lead)
        {
            return AlertReason.None;
        }

        if (lead.Status == LeadStatus.NotALead)
        {
            return AlertReason.MarkedNotALead;
        }

        if (alert.Kind == AlertKind.Escalation)
        {
            // Whatever came when, it would say that nobody has answered.
            return lead.IsFree ? AlertReason.None : AlertReason.LeadHandled;
        }

        // Who has taken it wants to know what changes; and what came in after somebody had answered was raised knowing that.
        var isHandled = alert.Kind == AlertKind.New ? !lead.IsFree : lead.Status != LeadStatus.New;
        return isHandled && !(lead.Since < alert.RaisedAt) ? AlertReason.LeadHandled : AlertReason.None;
    }
}
