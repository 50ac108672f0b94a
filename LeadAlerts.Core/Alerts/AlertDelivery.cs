using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts;

/// <summary>Sends alerts: claim, send, record.</summary>
/// <remarks>
/// A claim has a token and a lease; every later record names the token, so that a worker that was paused past its lease changes nothing.
/// When the whole mail sender is in trouble it is paused, and its alerts wait without using up attempts (decision 0005). Safe for use by
/// several threads and several servers.
/// </remarks>
public sealed partial class AlertDelivery(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    IMailSender sender,
    IOptions<EmailOptions> email,
    TimeProvider clock,
    ILogger<AlertDelivery> logger)
{
    private const string BrokeOff = "Sending broke off inside Lead Alerts.";

    // How often a claim is renewed while its mail is sent.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    // How long one alert may try a paused sender before another may.
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(60);

    // A mail that may have arrived is sent once more after this time.
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(30);

    /// <summary>Sends an alert that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do.</returns>
    public async Task<Guid?> SendAsync(Guid alertId, CancellationToken cancellationToken)
    {
        var claim = await ClaimAsync(alertId, cancellationToken);
        if (claim is not { Mail: { } mail })
        {
            return claim?.SiteId;
        }

        var dataStarted = false;
        MailOutcome outcome;
        try
        {
            using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var renewing = RenewAsync(claim, work);
            try
            {
                outcome = await sender.SendAsync(
                    mail,
                    async token =>
                    {
                        await RecordDataStartedAsync(claim, token);
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
            await RecordAsync(claim, Released);
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

    private async Task<Claim?> ClaimAsync(Guid alertId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var alert = await db.Alerts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == alertId, cancellationToken);
        var abandoned = alert is { State: AlertState.Sending } && alert.LeaseUntil <= now;
        if (alert is null || !(abandoned || (alert.State == AlertState.Due && alert.DueAt <= now)))
        {
            return null;
        }

        var row = db.Alerts.Where(other => other.Id == alertId);
        if (abandoned && alert.DataStartedAt is not null && alert.ResentAfterUnknown)
        {
            await row.ExecuteUpdateAsync(Unknown("The server that sent it stopped before it knew the answer.", now), cancellationToken);
            await write.CommitAsync(cancellationToken);
            return new Claim(alert, Guid.Empty, null);
        }

        if (await FindObstacleAsync(db, alert, cancellationToken) is { } reason)
        {
            await row.ExecuteUpdateAsync(
                set => set
                    .SetProperty(other => other.State, AlertState.Suppressed)
                    .SetProperty(other => other.Reply, reason)
                    .SetProperty(other => other.FinishedAt, now)
                    .SetProperty(other => other.LeaseToken, (Guid?)null)
                    .SetProperty(other => other.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken);
            await write.CommitAsync(cancellationToken);
            Log.Suppressed(logger, alertId);
            return new Claim(alert, Guid.Empty, null);
        }

        var status = await db.MailSenders.FirstOrDefaultAsync(other => other.Sender == MailSenderStatus.Installation, cancellationToken);
        var isTry = status?.PausedSince is not null;
        if (isTry)
        {
            if (status!.NextTryAt > now)
            {
                return null;
            }

            // This one tries whether mail goes out again; the others wait for its word.
            status!.ReserveTry(now + ProbeTime);
            await db.SaveChangesAsync(cancellationToken);
        }

        var token = Guid.NewGuid();
        var resent = alert.ResentAfterUnknown || (abandoned && alert.DataStartedAt is not null);
        await row.ExecuteUpdateAsync(
            set => set
                .SetProperty(other => other.State, AlertState.Sending)
                .SetProperty(other => other.LeaseToken, token)
                .SetProperty(other => other.LeaseUntil, now + Alert.Lease)
                .SetProperty(other => other.Attempts, other => other.Attempts + 1)
                .SetProperty(other => other.DataStartedAt, (DateTimeOffset?)null)
                .SetProperty(other => other.ResentAfterUnknown, resent),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
        if (abandoned)
        {
            Log.TakenOver(logger, alertId, resent);
        }

        return new Claim(alert, token, new OutgoingMail(email.Value.From, alert.RecipientAddress, alert.Mime)) { IsTry = isTry };
    }

    /// <summary>Why the alert must not go out any more; null when it may.</summary>
    private static async Task<string?> FindObstacleAsync(LeadAlertsDbContext db, Alert alert, CancellationToken cancellationToken)
    {
        var site = await db.Sites
            .Where(row => row.Id == alert.SiteId)
            .Select(row => new { row.Disabled, row.Plan })
            .FirstOrDefaultAsync(cancellationToken);
        var recipient = await db.AlertRecipients
            .Where(row => row.Id == alert.RecipientId && row.SiteId == alert.SiteId)
            .Select(row => new { row.ConfirmedAt, row.StoppedAt })
            .FirstOrDefaultAsync(cancellationToken);
        return (site, recipient) switch
        {
            (null, _) => "The site is gone.",
            ({ Disabled: true }, _) => "The site is disabled.",
            ({ Plan: not SitePlan.Free }, _) => "The site is not on the free plan.",
            (_, null) => "The recipient was removed.",
            (_, { ConfirmedAt: null }) => "The recipient has not confirmed the address.",
            (_, { StoppedAt: not null }) => "The recipient has stopped these mails.",
            _ => null,
        };
    }

    /// <summary>Keeps the claim while its mail is sent, and ends the work when the claim is lost.</summary>
    private async Task RenewAsync(Claim claim, CancellationTokenSource work)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, clock, work.Token);
                var until = clock.GetUtcNow() + Alert.Lease;
                if (!await RecordAsync(claim, set => set.SetProperty(alert => alert.LeaseUntil, until)))
                {
                    Log.LostClaim(logger, claim.AlertId);
                    await work.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The mail is done.
        }
        catch (DbUpdateException)
        {
            // Not renewed this time: the lease says how long that is good.
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The same.
        }
    }

    private async Task RecordDataStartedAsync(Claim claim, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!await RecordAsync(claim, set => set
            .SetProperty(alert => alert.DataStartedAt, now)
            .SetProperty(alert => alert.LeaseUntil, now + Alert.Lease)))
        {
            throw new OperationCanceledException("The claim is another worker's by now.");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>False when the claim was another worker's by now: nothing was changed then.</returns>
    private async Task<bool> RecordOutcomeAsync(Claim claim, MailOutcome outcome)
    {
        var now = clock.GetUtcNow();
        var change = outcome switch
        {
            MailOutcome.Accepted => Finished(AlertState.Accepted, outcome.Reply, now, acceptedAt: now),
            MailOutcome.Refused => Finished(AlertState.Failed, outcome.Reply, now),
            MailOutcome.Deferred when now - claim.RaisedAt >= RetryDelays.GiveUpAfter =>
                Finished(AlertState.Failed, Cut($"Given up after 72 hours. {outcome.Reply}"), now),
            MailOutcome.Ambiguous when claim.ResentAfterUnknown => Unknown(outcome.Reply, now),
            MailOutcome.Ambiguous => Put(now + ResendAfter, claim.Attempts, outcome.Reply, resend: true),
            MailOutcome.Unavailable => Put(claim.DueAt, claim.Attempts - 1, outcome.Reply, claim.ResentAfterUnknown),
            _ => Put(
                now + RetryDelays.AfterAlert(claim.Attempts, Random.Shared.NextDouble()),
                claim.Attempts,
                outcome.Reply,
                claim.ResentAfterUnknown),
        };

        // The mail may have left: this is recorded even while the server is stopping.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var recorded = await Mine(db, claim).ExecuteUpdateAsync(change) == 1;
        await RecordSenderAsync(db, claim, outcome, now);
        await write.CommitAsync(CancellationToken.None);
        switch (outcome)
        {
            case not null when !recorded:
                Log.LostClaim(logger, claim.AlertId);
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

    private async Task RecordSenderAsync(LeadAlertsDbContext db, Claim claim, MailOutcome outcome, DateTimeOffset now)
    {
        var status = await db.MailSenders.FirstOrDefaultAsync(row => row.Sender == MailSenderStatus.Installation);
        if (status is null)
        {
            status = new MailSenderStatus(MailSenderStatus.Installation);
            db.MailSenders.Add(status);
        }

        if (outcome is MailOutcome.Unavailable)
        {
            // Several that failed at once are one failure: only the first, and later the one that tried, count.
            if (status.PausedSince is null || claim.IsTry)
            {
                status.Pause(outcome.Reply, now + RetryDelays.AfterSender(status.Failures, Random.Shared.NextDouble()), now);
                Log.SenderPaused(logger, status.NextTryAt, outcome.Reply);
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

    private async Task<bool> RecordAsync(Claim claim, Action<UpdateSettersBuilder<Alert>> change)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var recorded = await Mine(db, claim).ExecuteUpdateAsync(change) == 1;
        await write.CommitAsync(CancellationToken.None);
        return recorded;
    }

    private static IQueryable<Alert> Mine(LeadAlertsDbContext db, Claim claim) =>
        db.Alerts.Where(alert => alert.Id == claim.AlertId && alert.LeaseToken == claim.Token && alert.State == AlertState.Sending);

    private static void Released(UpdateSettersBuilder<Alert> set) => set
        .SetProperty(alert => alert.State, AlertState.Due)
        .SetProperty(alert => alert.Attempts, alert => alert.Attempts - 1)
        .SetProperty(alert => alert.DataStartedAt, (DateTimeOffset?)null)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    private static Action<UpdateSettersBuilder<Alert>> Put(DateTimeOffset dueAt, int attempts, string reply, bool resend) => set => set
        .SetProperty(alert => alert.State, AlertState.Due)
        .SetProperty(alert => alert.DueAt, dueAt)
        .SetProperty(alert => alert.Attempts, attempts)
        .SetProperty(alert => alert.Reply, Cut(reply))
        .SetProperty(alert => alert.ResentAfterUnknown, resend)
        .SetProperty(alert => alert.DataStartedAt, (DateTimeOffset?)null)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    private static Action<UpdateSettersBuilder<Alert>> Unknown(string reply, DateTimeOffset now) => Finished(AlertState.Unknown, reply, now);

    private static Action<UpdateSettersBuilder<Alert>> Finished(
        AlertState state, string reply, DateTimeOffset now, DateTimeOffset? acceptedAt = null) => set => set
        .SetProperty(alert => alert.State, state)
        .SetProperty(alert => alert.Reply, Cut(reply))
        .SetProperty(alert => alert.AcceptedAt, acceptedAt)
        .SetProperty(alert => alert.FinishedAt, now)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    private static string Cut(string reply) => reply.Length <= Alert.ReplyMaxLength ? reply : MailText.Shorten(reply, Alert.ReplyMaxLength / 2);

    /// <summary>A claim on an alert, or with no mail the word that it is settled without one.</summary>
    private sealed record Claim(
        Guid AlertId, Guid SiteId, Guid Token, OutgoingMail? Mail, int Attempts, DateTimeOffset DueAt, DateTimeOffset RaisedAt,
        DateTimeOffset QualifiedAt, bool ResentAfterUnknown)
    {
        /// <summary>True when it tries whether a paused sender works again.</summary>
        public bool IsTry { get; init; }

        public Claim(Alert alert, Guid token, OutgoingMail? mail)
            : this(
                alert.Id, alert.SiteId, token, mail, alert.Attempts + 1, alert.DueAt, alert.RaisedAt, alert.QualifiedAt,
                alert.ResentAfterUnknown || (alert.State == AlertState.Sending && alert.DataStartedAt is not null))
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Alert {AlertId} accepted, {Milliseconds} ms after the message that made it due")]
        public static partial void Accepted(ILogger logger, Guid alertId, double milliseconds);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was not accepted: {Outcome}")]
        public static partial void NotAccepted(ILogger logger, Guid alertId, string outcome);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} may or may not have arrived; {What}")]
        public static partial void Ambiguous(ILogger logger, Guid alertId, string what);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was left behind by another worker and is taken over; sent once more: {Resent}")]
        public static partial void TakenOver(ILogger logger, Guid alertId, bool resent);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was claimed by another worker meanwhile; nothing was changed")]
        public static partial void LostClaim(ILogger logger, Guid alertId);

        [LoggerMessage(LogLevel.Information, "Alert {AlertId} was suppressed")]
        public static partial void Suppressed(ILogger logger, Guid alertId);

        [LoggerMessage(LogLevel.Error, "No mail can go out; next try at {NextTryAt}: {Reason}")]
        public static partial void SenderPaused(ILogger logger, DateTimeOffset? nextTryAt, string reason);
    }
}
