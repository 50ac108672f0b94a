using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Deciding;

public static partial class AlertPolicy
{
    /// <summary>How soon a lead is looked at again that cannot be told to anybody now, because alerts are off or nobody is there to be told.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    /// <summary>For how long after it was born, the last word of it went out, or it came back to nobody, such a lead is looked at.</summary>
    public static readonly TimeSpan EscalationMemory = TimeSpan.FromDays(7);

    /// <summary>Decides whom to tell of a lead that nobody has taken.</summary>
    /// <param name="of">What the decision rests on; the lead's standing is known.</param>
    /// <param name="now">When, UTC.</param>
    /// <remarks>A reminder counts under the hourly cap as any mail does. Past it, it waits with what else is, and only who has nothing of the lead to come gets one.</remarks>
    public static EscalationDecision Escalate(AlertCase of, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(of);
        var plan = of.Settings.Escalation;
        if (plan.AfterMinutes is not { } minutes || of.Lead.Standing is not { IsFree: true } standing || standing.Escalations >= plan.Times)
        {
            return EscalationDecision.Over;
        }

        var after = TimeSpan.FromMinutes(minutes);
        var time = of.Time ?? new WorkingTime(of.Settings.Schedule, of.Zone);
        if (standing.SnoozedUntil > now)
        {
            return EscalationDecision.Later(standing.SnoozedUntil.Value);
        }

        if (of.Plan != SitePlan.Free || !of.Settings.Enabled)
        {
            return LookLater(of, standing, now);
        }

        // Who gave it back, or woke it, leaves the others as much time as a new one has.
        if (standing.Since is { } since && time.Add(since, after) is var due && due > now)
        {
            return EscalationDecision.Later(due);
        }

        // A reminder never comes before the first word of it.
        var isTold = of.Recipients.Any(past => past.Told is not null);
        if (!isTold && of.Recipients.Min(past => past.Waiting?.DueAt) is { } firstAt)
        {
            return EscalationDecision.Later(time.Add(firstAt > now ? firstAt : now, after));
        }

        var earliest = time.NextOpen(of.MutedUntil > now ? of.MutedUntil.Value : now);
        if (earliest > now)
        {
            return EscalationDecision.Later(earliest);
        }

        var mailed = of.Recipients.Where(past => past.Recipient is { IsActive: true, Role: not RecipientRole.DigestOnly }).ToList();
        var reachable = mailed
            .Where(past => !(past.Recipient.MutedUntil > now))
            .OrderBy(past => past.Recipient.Role == RecipientRole.Fallback)
            .ToList();
        if (reachable.Count == 0)
        {
            return mailed.Min(past => past.Recipient.MutedUntil) is { } unmutedAt ? EscalationDecision.Later(unmutedAt) : LookLater(of, standing, now);
        }

        // Who may have no more mails in this hour comes after those who may.
        var untold = reachable.Where(past => !past.Knows).OrderBy(past => past.Hour.Mails >= of.Settings.HourlyCap).Take(1).ToList();
        var wanted = plan.Target == EscalationTarget.Next && untold.Count > 0 ? untold : reachable;
        var decisions = wanted.SelectMany(past => Remind(of, past, time, now)).ToList();
        if (decisions.Count == 0)
        {
            // All of them have the last word of it still to come.
            var comesAt = wanted.Min(past => past.ReminderDueAt ?? past.Waiting?.DueAt);
            return EscalationDecision.Later(time.Add(comesAt > now ? comesAt.Value : now, after));
        }

        return new EscalationDecision(decisions, standing.Escalations + 1 < plan.Times ? time.Add(now, after) : null, Counts: true);
    }

    private static IEnumerable<RecipientDecision> Remind(AlertCase of, RecipientPast past, WorkingTime time, DateTimeOffset now)
    {
        var told = of.Lead.Facts.Over(past.Told ?? past.Waiting?.Told);
        var isFull = !told.Hot && past.Hour.Mails >= of.Settings.HourlyCap;
        if (past.ReminderDueAt is not null || (isFull && past.Waiting is { Kind: AlertKind.New }))
        {
            yield break;
        }

        if (isFull)
        {
            // Who has not heard of it yet gets its first word with what else is past the cap.
            var hold = new HoldTime(now);
            hold.PushOverflow(past.Hour, time);
            yield return new RecipientDecision(past.Recipient, AlertAction.Hold, hold.Reason)
            {
                Kind = past.Knows ? AlertKind.Escalation : AlertKind.New,
                Until = hold.Until,
                Told = told,
                ToldBefore = past.Told,
            };
            yield break;
        }

        yield return new RecipientDecision(past.Recipient, AlertAction.Send, AlertReason.None) { Kind = AlertKind.Escalation, Told = told, ToldBefore = past.Told };
        if (past.Waiting is { } waiting)
        {
            // The reminder tells the whole: what waited for the same person has nothing to add.
            yield return new RecipientDecision(past.Recipient, AlertAction.Drop, AlertReason.ToldByReminder) { Kind = waiting.Kind, Replaces = waiting.AlertId };
        }
    }

    /// <summary>When a lead is told to others unless somebody takes it, counted from an instant; null when it is not.</summary>
    public static DateTimeOffset? EscalateAt(AlertSettings settings, TimeZoneInfo zone, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Escalation.AfterMinutes is { } minutes
            ? new WorkingTime(settings.Schedule, zone).Add(from, TimeSpan.FromMinutes(minutes))
            : null;
    }

    /// <summary>Nobody can be told now: a young lead is looked at again, one of long ago is nobody's reminder any more.</summary>
    private static EscalationDecision LookLater(AlertCase of, LeadStanding standing, DateTimeOffset now) =>
        standing.CreatedAt > now - EscalationMemory || standing.Since > now - EscalationMemory || of.Recipients.Any(past => past.ToldAt > now - EscalationMemory)
            ? EscalationDecision.Later(now + LookAgain)
            : EscalationDecision.Over;
}
