using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>Sends alerts: claim, send, record.</summary>
/// <remarks>
/// When a mail sender as a whole is in trouble it alone is paused, and its alerts wait without using up attempts (decision 0005). Safe for use by
/// several threads and several servers.
/// </remarks>
public sealed partial class AlertDelivery(
    SharedCommits commits,
    IMailSender sender,
    WebhookOutbox webhooks,
    SiteMailServers servers,
    IOptions<EmailOptions> email,
    IOptions<AlertDeliveryOptions> options,
    TimeProvider clock,
    ILogger<AlertDelivery> logger)
{
    private const string BrokeOff = "Sending broke off inside Lead Alerts.";

    private readonly AlertClaims _claims = new(commits, webhooks, servers, email, options, clock, logger);

    /// <summary>Sends an alert that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do.</returns>
    public async Task<Guid?> SendAsync(Guid alertId, CancellationToken cancellationToken)
    {
        var claim = await _claims.TryTakeAsync(alertId);
        if (claim is not { Mail: { } mail })
        {
            return claim?.SiteId;
        }

        var dataStarted = false;
        MailOutcome outcome;
        try
        {
            using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var renewing = _claims.RenewAsync(claim, work);
            try
            {
                outcome = await sender.SendAsync(
                    mail,
                    async token =>
                    {
                        await _claims.RecordDataStartedAsync(claim, token);
                        dataStarted = true;
                    },
                    work.Token);
            }
            finally
            {
                await work.CancelAsync();
                await renewing;
            }
        }
        catch (OperationCanceledException)
        {
            // No part of it has left: the server stops, or the claim is another worker's by now.
            await _claims.ReleaseAsync(claim);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
        catch
        {
            // A fault of ours. Whether the mail has left is only known when it was not begun.
            await RecordOutcomeAsync(
                claim,
                dataStarted ? new MailOutcome.Ambiguous(BrokeOff) : new MailOutcome.Deferred(BrokeOff));
            throw;
        }

        return await RecordOutcomeAsync(claim, outcome) ? claim.SiteId : null;
    }

    private static bool IsGivenUp(AlertClaim claim, DateTimeOffset now) =>
        claim.Attempts >= RetryDelays.MostTries || now - claim.PatienceFrom >= RetryDelays.GiveUpAfter;

    /// <returns>False when the claim was another worker's by now: nothing was changed then.</returns>
    private async Task<bool> RecordOutcomeAsync(AlertClaim claim, MailOutcome outcome)
    {
        var now = clock.GetUtcNow();
        Action<UpdateSettersBuilder<Alert>> failed = outcome switch
        {
            MailOutcome.Refused => SendingEnd.Finished(AlertState.Failed, outcome.Reply, now),
            MailOutcome.Deferred when IsGivenUp(claim, now) =>
                SendingEnd.Finished(AlertState.Failed, $"Given up after {(claim.Attempts >= RetryDelays.MostTries ? $"{claim.Attempts} tries" : "72 hours")}. {outcome.Reply}", now),
            MailOutcome.Ambiguous when claim.ResentAfterUnknown => SendingEnd.Unknown(outcome.Reply, now),
            MailOutcome.Ambiguous => SendingEnd.PutOff(now + options.Value.ResendAfter, claim.Attempts, outcome.Reply, resend: true),
            MailOutcome.Unavailable => SendingEnd.PutOff(claim.DueAt, claim.Attempts - 1, outcome.Reply, claim.ResentAfterUnknown),
            _ => SendingEnd.PutOff(
                now + RetryDelays.AfterAlert(options.Value.FirstPause, claim.Attempts, Random.Shared.NextDouble()),
                claim.Attempts,
                outcome.Reply,
                claim.ResentAfterUnknown),
        };

        var recorded = await RecordAsync(claim, outcome, failed, now);
        switch (outcome)
        {
            case not null when !recorded:
                _claims.LogLost(claim);
                break;
            case MailOutcome.Accepted:
                Log.Accepted(logger, claim.AlertId, (now - claim.QualifiedAt).TotalMilliseconds);
                break;
            case MailOutcome.Ambiguous:
                Log.Ambiguous(logger, claim.AlertId, claim.ResentAfterUnknown ? "it stays unknown" : "it is sent once more");
                break;
            default:
                Log.NotAccepted(logger, claim.AlertId, outcome!.GetType().Name);
                break;
        }

        return recorded;
    }

    /// <summary>Records it even while the server is stopping: the mail may have left, and one that nobody knows of is sent once more.</summary>
    private async Task<bool> RecordAsync(AlertClaim claim, MailOutcome outcome, Action<UpdateSettersBuilder<Alert>> failed, DateTimeOffset now)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await commits.RunAsync(async db =>
                {
                    var held = outcome is MailOutcome.Accepted
                        ? await SendingStatements.AcceptAsync(db, claim, outcome.Reply, now)
                        : await AlertClaims.Held(db, claim).ExecuteUpdateAsync(failed) == 1;
                    await AttemptLog.EndAsync(db, claim, AttemptLog.Sort(outcome), outcome.Reply, held, now);
                    if (held && outcome is not MailOutcome.Accepted)
                    {
                        await webhooks.AddFailureOfAsync(db, claim.AlertId, now);
                    }

                    if (held && (outcome is MailOutcome.Refused || (outcome is MailOutcome.Deferred && IsGivenUp(claim, now))))
                    {
                        // It failed for good: somebody may have to stand in.
                        await LeadFollowUps.AskForFallbackAsync(db, [claim.AlertId], now);
                    }

                    await RecordSenderAsync(db, claim, outcome, now);
                    return held;
                });
            }
            catch (Exception problem) when (clock.GetElapsedTime(since) < options.Value.Lease)
            {
                Log.NotRecorded(logger, claim.AlertId, problem);
                await Task.Delay(_claims.AfterFault, clock, CancellationToken.None);
            }
        }
    }

    private async Task RecordSenderAsync(LeadAlertsDbContext db, AlertClaim claim, MailOutcome outcome, DateTimeOffset now)
    {
        var name = MailSenderStatus.NameOf(claim.ServerOf);
        if (outcome is MailOutcome.Accepted && await SendingStatements.ResumeSenderAsync(db, name, now))
        {
            return;
        }

        var status = await MailSenderStatus.FindAsync(db, name);
        if (status is null)
        {
            status = new MailSenderStatus(claim.ServerOf);
            db.MailSenders.Add(status);
        }

        if (outcome is MailOutcome.Unavailable)
        {
            // Several that failed at once are one failure: only the first, and later the one that tried, count.
            if (status.PausedSince is null || claim.IsTry)
            {
                var pause = RetryDelays.AfterSender(options.Value.FirstPause, status.Failures, Random.Shared.NextDouble());
                status.Pause(outcome.Reply, now + pause, now);
                Log.SenderPaused(logger, status.Sender, status.NextTryAt, outcome.Reply);
            }
        }
        else if (outcome is MailOutcome.Accepted)
        {
            status.Resume(now);
        }
        else
        {
            // It answered, though not with a yes.
            status.Reach();
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Alert {AlertId} accepted, {Milliseconds} ms after the message that made it due")]
        public static partial void Accepted(ILogger logger, Guid alertId, double milliseconds);

        [LoggerMessage(LogLevel.Warning, "What became of alert {AlertId} could not be recorded; trying again")]
        public static partial void NotRecorded(ILogger logger, Guid alertId, Exception problem);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was not accepted: {Outcome}")]
        public static partial void NotAccepted(ILogger logger, Guid alertId, string outcome);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} may or may not have arrived; {What}")]
        public static partial void Ambiguous(ILogger logger, Guid alertId, string what);

        [LoggerMessage(LogLevel.Error, "No mail can go out through {Sender}; next try at {NextTryAt}: {Reason}")]
        public static partial void SenderPaused(ILogger logger, string sender, DateTimeOffset? nextTryAt, string reason);
    }
}
