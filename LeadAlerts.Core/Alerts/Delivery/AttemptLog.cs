using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>Writes down the attempts, in the transactions that change their alerts.</summary>
internal static class AttemptLog
{
    /// <summary>Begins an attempt. Saves what else is tracked.</summary>
    public static async Task BeginAsync(LeadAlertsDbContext db, Alert alert, Guid token, string sender, DateTimeOffset now)
    {
        var number = alert.AttemptCount + 1;
        if (alert.State == AlertState.Sending)
        {
            await AbandonAsync(db, alert.Id, now);
        }

        db.AlertAttempts.Add(new AlertAttempt(token, alert, number, sender, now));
        await db.SaveChangesAsync();
    }

    /// <summary>Ends the attempt whose worker never came back.</summary>
    public static Task AbandonAsync(LeadAlertsDbContext db, Guid alertId, DateTimeOffset now) =>
        db.AlertAttempts
            .Where(attempt => attempt.AlertId == alertId && attempt.Outcome == AttemptOutcome.Running)
            .ExecuteUpdateAsync(set => set
                .SetProperty(attempt => attempt.Outcome, AttemptOutcome.Abandoned)
                .SetProperty(attempt => attempt.EndedAt, now)
                .SetProperty(attempt => attempt.Reply, "The worker that sent it stopped without a word."));

    /// <summary>Ends an attempt: with what was answered, or, when the claim did not hold any more, as lost, with what was answered too.</summary>
    public static Task EndAsync(LeadAlertsDbContext db, AlertClaim claim, AttemptOutcome outcome, string reply, bool held, DateTimeOffset now) =>
        SendingStatements.EndAttemptAsync(db, claim.Token, held ? outcome : AttemptOutcome.LostClaim, reply, now);

    public static AttemptOutcome Sort(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Accepted => AttemptOutcome.Accepted,
        MailOutcome.Refused => AttemptOutcome.Refused,
        MailOutcome.Unavailable => AttemptOutcome.Unavailable,
        MailOutcome.Ambiguous => AttemptOutcome.Ambiguous,
        _ => AttemptOutcome.Deferred,
    };
}
