using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>Who sends an alert: a token in its row with a lease. Safe for use by several threads and servers.</summary>
/// <remarks>Every later record names the token, so that a worker that was paused past its lease changes nothing.</remarks>
internal sealed partial class AlertClaims(
    SharedCommits commits,
    WebhookOutbox webhooks,
    SiteMailServers servers,
    IOptions<EmailOptions> email,
    IOptions<AlertDeliveryOptions> options,
    TimeProvider clock,
    ILogger logger)
{
    private static readonly Func<LeadAlertsDbContext, Guid, Task<Alert?>> AlertOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid alertId) => db.Alerts.AsNoTracking().FirstOrDefault(row => row.Id == alertId));

    private static readonly Func<LeadAlertsDbContext, Guid, Task<SiteMailSettings?>> OwnServerOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId) => db.SiteMailSettings.AsNoTracking().FirstOrDefault(settings => settings.SiteId == siteId));

    // How long one alert may try a paused sender before another may.
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(60);

    // What is sent within this time was decided by what still holds; no alert on the fast path pays for a second look.
    private static readonly TimeSpan SecondLookAfter = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait after a write that failed: several tries fit into one lease, however long each waits for the database.</summary>
    public TimeSpan AfterFault => Lease / 10;

    private TimeSpan Lease => options.Value.Lease;

    /// <summary>Takes an alert that is due or was left behind, unless it must not go out any more.</summary>
    /// <returns>Null when there is nothing to take now.</returns>
    public Task<AlertClaim?> TryTakeAsync(Guid alertId) => commits.RunAsync(db => TryTakeAsync(db, alertId));

    private async Task<AlertClaim?> TryTakeAsync(LeadAlertsDbContext db, Guid alertId)
    {
        var now = clock.GetUtcNow();
        var alert = await AlertOf(db, alertId);
        var abandoned = alert is { State: AlertState.Sending } && alert.LeaseUntil <= now;
        if (alert is null || !(abandoned || (alert.State == AlertState.Due && alert.DueAt <= now)))
        {
            return null;
        }

        var row = db.Alerts.Where(other => other.Id == alertId);
        if (abandoned && alert.DataStartedAt is not null && alert.ResentAfterUnknown)
        {
            await AttemptLog.AbandonAsync(db, alertId, now);
            await row.ExecuteUpdateAsync(SendingEnd.Unknown("The server that sent it stopped before it knew the answer.", now));
            await webhooks.AddFailureOfAsync(db, alertId, now);
            return new AlertClaim(alert, Guid.Empty, null);
        }

        var standing = await AlertStandings.FindAsync(db, alert);
        var reason = standing.FindObstacle(alert, byPerson: alert.ResendAt is not null);
        if (reason == AlertReason.None && IsLate(alert, now))
        {
            var decision = await standing.DecideAgainAsync(db, alert, now);
            if (decision.Action == AlertAction.Hold || (decision.Action == AlertAction.Send && alert.Kind == AlertKind.Escalation))
            {
                // A reminder says for how long nobody has answered: it is released as it has to be told now.
                await AttemptLog.AbandonAsync(db, alertId, now);
                await row.ExecuteUpdateAsync(SendingEnd.HeldBack(decision.Reason, decision.Until));
                if (alert.Kind == AlertKind.New && decision.WaitsForMute)
                {
                    // Who was to hear of the lead has muted the mails meanwhile: somebody may have to stand in until that ends.
                    await LeadFollowUps.AskForFallbackAsync(db, [alertId], now);
                }

                Log.HeldBack(logger, alertId, decision.Reason);
                return new AlertClaim(alert, Guid.Empty, null);
            }

            reason = decision.Reason;
        }

        if (reason != AlertReason.None)
        {
            await AttemptLog.AbandonAsync(db, alertId, now);
            await row.ExecuteUpdateAsync(SendingEnd.Suppressed(reason, now));
            await LeadFollowUps.AskForFallbackAsync(db, alertId, reason, now);
            Log.Suppressed(logger, alertId);
            return new AlertClaim(alert, Guid.Empty, null);
        }

        var own = await OwnServerOf(db, alert.SiteId);
        var sender = MailSenderStatus.NameOf(own?.SiteId);
        var status = await MailSenderStatus.FindAsync(db, sender);
        var isTry = status?.PausedSince is not null;
        if (isTry)
        {
            if (status!.NextTryAt > now)
            {
                return null;
            }

            // This one tries whether mail goes out again; the others wait for its word.
            status!.ReserveTry(now + ProbeTime);
        }

        var token = Guid.NewGuid();
        var resent = alert.ResentAfterUnknown || (abandoned && alert.DataStartedAt is not null);
        await AttemptLog.BeginAsync(db, alert, token, sender, now);
        await SendingStatements.TakeAsync(db, alertId, token, now + Lease, resent);
        if (abandoned)
        {
            Log.TakenOver(logger, alertId, resent);
        }

        return new AlertClaim(alert, token, new OutgoingMail(own?.From ?? email.Value.From, alert.RecipientAddress, alert.Mime)
        {
            Server = own is null ? null : servers.Open(own),
        })
        {
            IsTry = isTry,
        };
    }

    /// <summary>Keeps the claim while its mail is sent, and ends the work when the claim is lost. Throws nothing.</summary>
    /// <remarks>
    /// A renewal that fails is tried again as long as the mail is on its way, even past the lease: the row alone says whether another worker
    /// has taken it, and to break a mail off that is half sent would mean to send it once more.
    /// </remarks>
    public async Task RenewAsync(AlertClaim claim, CancellationTokenSource work)
    {
        var pause = Lease / 3;
        while (true)
        {
            try
            {
                await Task.Delay(pause, clock, work.Token);
            }
            catch (OperationCanceledException)
            {
                // The mail is done.
                return;
            }

            try
            {
                var until = clock.GetUtcNow() + Lease;
                if (!await commits.RunAsync(async db =>
                    await Held(db, claim).ExecuteUpdateAsync(set => set.SetProperty(alert => alert.LeaseUntil, until)) == 1))
                {
                    LogLost(claim);
                    await work.CancelAsync();
                    return;
                }

                pause = Lease / 3;
            }
            catch (Exception problem)
            {
                Log.NotRenewed(logger, claim.AlertId, problem);
                pause = AfterFault;
            }
        }
    }

    /// <summary>Records that the mail itself begins to leave; from here on it may arrive.</summary>
    /// <exception cref="OperationCanceledException">The claim is lost, or the work is to end.</exception>
    public async Task RecordDataStartedAsync(AlertClaim claim, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!await commits.RunAsync(db => SendingStatements.StartDataAsync(db, claim, now, now + Lease)))
        {
            throw new OperationCanceledException("The claim is another worker's by now.");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Lets another worker begin at once, rather than when the lease ends; no part of the mail has left.</summary>
    public Task ReleaseAsync(AlertClaim claim) => commits.RunAsync(async db =>
    {
        var held = await Held(db, claim).ExecuteUpdateAsync(SendingEnd.Released) == 1;
        await AttemptLog.EndAsync(db, claim, AttemptOutcome.Released, "Given back before any of it had left.", held, clock.GetUtcNow());
        return held;
    });

    /// <summary>The row of the alert, as long as the claim holds.</summary>
    public static IQueryable<Alert> Held(LeadAlertsDbContext db, AlertClaim claim) =>
        db.Alerts.Where(alert => alert.Id == claim.AlertId && alert.LeaseToken == claim.Token && alert.State == AlertState.Sending);

    /// <summary>Notes that another worker has taken the alert over.</summary>
    public void LogLost(AlertClaim claim) => Log.LostClaim(logger, claim.AlertId);

    /// <summary>
    /// True when it could not leave when it was put in line, so that what decided it may have changed: night has come, or somebody has the lead.
    /// What may have left already, and what a person wants sent again, goes out as it is.
    /// </summary>
    private static bool IsLate(Alert alert, DateTimeOffset now) =>
        alert is { Kind: AlertKind.New or AlertKind.Update or AlertKind.Escalation or AlertKind.Claim, ResendAt: null, DataStartedAt: null, ResentAfterUnknown: false }
        && alert.QueuedAt <= now - SecondLookAfter;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was left behind by another worker and is taken over; sent once more: {Resent}")]
        public static partial void TakenOver(ILogger logger, Guid alertId, bool resent);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was claimed by another worker meanwhile; nothing was changed")]
        public static partial void LostClaim(ILogger logger, Guid alertId);

        [LoggerMessage(LogLevel.Warning, "The claim on alert {AlertId} could not be renewed; trying again")]
        public static partial void NotRenewed(ILogger logger, Guid alertId, Exception problem);

        [LoggerMessage(LogLevel.Information, "Alert {AlertId} could not leave in time and is held back now: {Reason}")]
        public static partial void HeldBack(ILogger logger, Guid alertId, AlertReason reason);

        [LoggerMessage(LogLevel.Information, "Alert {AlertId} was suppressed")]
        public static partial void Suppressed(ILogger logger, Guid alertId);
    }
}

/// <summary>A claim on an alert, or with no mail the word that it is settled without one.</summary>
internal sealed record AlertClaim(
    Guid AlertId, Guid SiteId, Guid Token, OutgoingMail? Mail, int Attempts, DateTimeOffset DueAt,
    DateTimeOffset QualifiedAt, bool ResentAfterUnknown)
{
    /// <summary>The site whose own mail server it goes through; null for the installation's.</summary>
    public Guid? ServerOf => Mail?.Server?.SiteId;

    /// <summary>From when on its trouble is counted, UTC: it was put in line then, or a person asked to send it again.</summary>
    public DateTimeOffset PatienceFrom { get; init; }

    /// <summary>True when it tries whether a paused sender works again.</summary>
    public bool IsTry { get; init; }

    public AlertClaim(Alert alert, Guid token, OutgoingMail? mail)
        : this(
            alert.Id, alert.SiteId, token, mail, alert.Attempts + 1, alert.DueAt, alert.QualifiedAt,
            alert.ResentAfterUnknown || (alert.State == AlertState.Sending && alert.DataStartedAt is not null))
    {
        // What waited on purpose has its patience from when it was put in line.
        PatienceFrom = alert.ResendAt ?? alert.QueuedAt ?? alert.RaisedAt;
    }
}
