using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts;

/// <summary>Who sends an alert: a token in its row with a lease. Safe for use by several threads and servers.</summary>
/// <remarks>Every later record names the token, so that a worker that was paused past its lease changes nothing.</remarks>
internal sealed partial class AlertClaims(
    IDbContextFactory<LeadAlertsDbContext> contexts, IOptions<EmailOptions> email, TimeProvider clock, ILogger logger)
{
    // How often a claim is renewed while its mail is sent.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    // How long one alert may try a paused sender before another may.
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(60);

    /// <summary>Takes an alert that is due or was left behind, unless it must not go out any more.</summary>
    /// <returns>Null when there is nothing to take now.</returns>
    public async Task<AlertClaim?> TryTakeAsync(Guid alertId, CancellationToken cancellationToken)
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
            await row.ExecuteUpdateAsync(SendingEnd.Unknown("The server that sent it stopped before it knew the answer.", now), cancellationToken);
            await write.CommitAsync(cancellationToken);
            return new AlertClaim(alert, Guid.Empty, null);
        }

        if (await FindObstacleAsync(db, alert, cancellationToken) is { } reason)
        {
            await row.ExecuteUpdateAsync(SendingEnd.Finished(AlertState.Suppressed, reason, now), cancellationToken);
            await write.CommitAsync(cancellationToken);
            Log.Suppressed(logger, alertId);
            return new AlertClaim(alert, Guid.Empty, null);
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

        return new AlertClaim(alert, token, new OutgoingMail(email.Value.From, alert.RecipientAddress, alert.Mime)) { IsTry = isTry };
    }

    /// <summary>Keeps the claim while its mail is sent, and ends the work when the claim is lost.</summary>
    public async Task RenewAsync(AlertClaim claim, CancellationTokenSource work)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, clock, work.Token);
                var until = clock.GetUtcNow() + Alert.Lease;
                if (!await RecordAsync(claim, set => set.SetProperty(alert => alert.LeaseUntil, until)))
                {
                    LogLost(claim);
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

    /// <summary>Records that the mail itself begins to leave; from here on it may arrive.</summary>
    /// <exception cref="OperationCanceledException">The claim is lost, or the work is to end.</exception>
    public async Task RecordDataStartedAsync(AlertClaim claim, CancellationToken cancellationToken)
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

    /// <summary>Lets another worker begin at once, rather than when the lease ends; no part of the mail has left.</summary>
    public Task ReleaseAsync(AlertClaim claim) => RecordAsync(claim, SendingEnd.Released);

    /// <summary>The row of the alert, as long as the claim holds.</summary>
    public static IQueryable<Alert> Held(LeadAlertsDbContext db, AlertClaim claim) =>
        db.Alerts.Where(alert => alert.Id == claim.AlertId && alert.LeaseToken == claim.Token && alert.State == AlertState.Sending);

    /// <summary>Notes that another worker has taken the alert over.</summary>
    public void LogLost(AlertClaim claim) => Log.LostClaim(logger, claim.AlertId);

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

    private async Task<bool> RecordAsync(AlertClaim claim, Action<UpdateSettersBuilder<Alert>> change)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var recorded = await Held(db, claim).ExecuteUpdateAsync(change) == 1;
        await write.CommitAsync(CancellationToken.None);
        return recorded;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was left behind by another worker and is taken over; sent once more: {Resent}")]
        public static partial void TakenOver(ILogger logger, Guid alertId, bool resent);

        [LoggerMessage(LogLevel.Warning, "Alert {AlertId} was claimed by another worker meanwhile; nothing was changed")]
        public static partial void LostClaim(ILogger logger, Guid alertId);

        [LoggerMessage(LogLevel.Information, "Alert {AlertId} was suppressed")]
        public static partial void Suppressed(ILogger logger, Guid alertId);
    }
}

/// <summary>A claim on an alert, or with no mail the word that it is settled without one.</summary>
internal sealed record AlertClaim(
    Guid AlertId, Guid SiteId, Guid Token, OutgoingMail? Mail, int Attempts, DateTimeOffset DueAt, DateTimeOffset RaisedAt,
    DateTimeOffset QualifiedAt, bool ResentAfterUnknown)
{
    /// <summary>True when it tries whether a paused sender works again.</summary>
    public bool IsTry { get; init; }

    public AlertClaim(Alert alert, Guid token, OutgoingMail? mail)
        : this(
            alert.Id, alert.SiteId, token, mail, alert.Attempts + 1, alert.DueAt, alert.RaisedAt, alert.QualifiedAt,
            alert.ResentAfterUnknown || (alert.State == AlertState.Sending && alert.DataStartedAt is not null))
    {
    }
}
