using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>
/// The changes that every mail needs, in plain SQL: a mail changes its rows three times, and no expression is built for any of them.
/// Each belongs in a transaction.
/// </summary>
internal static class SendingStatements
{
    /// <summary>A worker takes an alert, by its token and for a time.</summary>
    public static Task TakeAsync(LeadAlertsDbContext db, Guid alertId, Guid token, DateTimeOffset leaseUntil, bool resent) =>
        db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Alerts" SET "State" = {(int)AlertState.Sending}, "LeaseToken" = {token}, "LeaseUntil" = {Stored(leaseUntil)},
            "Attempts" = "Attempts" + 1, "AttemptCount" = "AttemptCount" + 1, "ResendBy" = NULL, "DataStartedAt" = NULL, "ResentAfterUnknown" = {resent}
            WHERE "Id" = {alertId}
            """);

    /// <summary>The mail itself begins to leave, and the lease begins anew; false when the claim does not hold.</summary>
    public static async Task<bool> StartDataAsync(LeadAlertsDbContext db, AlertClaim claim, DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        if (await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Alerts" SET "DataStartedAt" = {Stored(now)}, "LeaseUntil" = {Stored(leaseUntil)}
            WHERE "Id" = {claim.AlertId} AND "LeaseToken" = {claim.Token} AND "State" = {(int)AlertState.Sending}
            """) == 0)
        {
            return false;
        }

        await db.Database.ExecuteSqlAsync($"""UPDATE "AlertAttempts" SET "DataStartedAt" = {Stored(now)} WHERE "Id" = {claim.Token}""");
        return true;
    }

    /// <summary>The server took the mail; false when the claim does not hold.</summary>
    public static async Task<bool> AcceptAsync(LeadAlertsDbContext db, AlertClaim claim, string reply, DateTimeOffset now) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Alerts" SET "State" = {(int)AlertState.Accepted}, "AcceptedAt" = COALESCE("AcceptedAt", {Stored(now)}),
            "FinishedAt" = {Stored(now)}, "Reply" = {SendingEnd.Cut(reply)}, "LeaseToken" = NULL, "LeaseUntil" = NULL
            WHERE "Id" = {claim.AlertId} AND "LeaseToken" = {claim.Token} AND "State" = {(int)AlertState.Sending}
            """) == 1;

    /// <summary>Ends an attempt.</summary>
    public static Task EndAttemptAsync(LeadAlertsDbContext db, Guid token, AttemptOutcome outcome, string reply, DateTimeOffset now) =>
        db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "AlertAttempts" SET "Outcome" = {(int)outcome}, "EndedAt" = {Stored(now)}, "Reply" = {SendingEnd.Cut(reply)} WHERE "Id" = {token}
            """);

    /// <summary>A server accepted a mail: its sender works. False when the sender has no row yet.</summary>
    public static async Task<bool> ResumeSenderAsync(LeadAlertsDbContext db, string sender, DateTimeOffset now) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "MailSenders" SET "LastAcceptedAt" = {Stored(now)}, "PausedSince" = NULL, "NextTryAt" = NULL, "Failures" = 0, "Reason" = NULL
            WHERE "Sender" = {sender}
            """) == 1;

    private static long Stored(DateTimeOffset instant) => UtcMicrosecondsConverter.ToMicroseconds(instant);
}
