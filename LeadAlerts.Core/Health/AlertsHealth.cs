using System.Globalization;
using Humanizer;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Health;

/// <summary>Judges whether alerts can be relied upon: the one place where that is decided. Safe for use by several threads.</summary>
public sealed class AlertsHealth(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    WebhookRows webhooks,
    WorkPulse pulse,
    IOptions<HealthOptions> options,
    TimeProvider clock)
{
    private static readonly TimeSpan CanaryGrace = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <summary>Judges as of now.</summary>
    public async Task<HealthReport> JudgeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sender = await db.MailSenders.AsNoTracking().FirstOrDefaultAsync(
            status => status.Sender == MailSenderStatus.Installation, cancellationToken);
        var ended = await db.CanaryRuns.AsNoTracking()
            .Where(run => run.FinishedAt != null)
            .OrderByDescending(run => run.Number)
            .FirstOrDefaultAsync(cancellationToken);
        List<HealthProblem?> problems =
        [
            FindSilence(),
            await FindLateReviewAsync(db, now, cancellationToken),
            FindPause(sender, now),
            sender?.PausedSince is null ? await FindLateAlertAsync(db, now, cancellationToken) : null,
            await FindLateFollowUpAsync(db, now, cancellationToken),
            await FindRefusalsAsync(db, sender?.LastAcceptedAt, cancellationToken),
            await FindLateWebhookAsync(cancellationToken),
            FindCanaryProblem(ended, now),
        ];
        return new HealthReport([.. problems.OfType<HealthProblem>()], ended?.FinishedAt, sender?.LastAcceptedAt, sender?.PausedSince);
    }

    private HealthProblem? FindSilence() => pulse.SinceLastLook < options.Value.DispatcherSilentAfter ? null : new HealthProblem(
        HealthCodes.DispatcherSilent,
        "The part of Lead Alerts that hands out work has stopped.",
        $"The dispatcher last looked for due work {Ago(pulse.SinceLastLook)} ago. Its errors are in the log; restart the server.");

    private async Task<HealthProblem?> FindLateReviewAsync(LeadAlertsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = await db.Conversations
            .Where(row => row.ReviewDueAt <= now)
            .MinAsync(row => row.ReviewDueAt, cancellationToken);
        return now - oldest is not { } waited || waited < options.Value.ReviewsLateAfter ? null : new HealthProblem(
            HealthCodes.ReviewsLate,
            $"Chats are judged late: the oldest has waited for {Ago(waited)}.",
            "Look at the queue “reviews” under /hangfire and at the log.");
    }

    private async Task<HealthProblem?> FindLateAlertAsync(LeadAlertsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What was put off after a failed attempt has a later due time; what is claimed and left behind keeps its own. A
        // site's own mail server that is paused is told to its owners.
        var oldest = await db.Alerts
            .Where(row => (row.State == AlertState.Due || row.State == AlertState.Sending) && row.DueAt <= now
                && !db.MailSenders.Any(status => status.SiteId == row.SiteId && status.PausedSince != null)
                && (row.LeaseUntil == null || row.LeaseUntil <= now))
            .MinAsync(row => (DateTimeOffset?)row.DueAt, cancellationToken);
        return now - oldest is not { } waited || waited < options.Value.AlertsLateAfter ? null : new HealthProblem(
            HealthCodes.AlertsLate,
            $"Alerts go out late: the oldest has waited for {Ago(waited)}.",
            "Look at the queue “alerts” under /hangfire, at the mail server's speed and at the log.");
    }

    private async Task<HealthProblem?> FindLateFollowUpAsync(LeadAlertsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset?[] oldest =
        [
            await db.Alerts.Where(row => row.State == AlertState.Held && row.DueAt <= now).MinAsync(row => (DateTimeOffset?)row.DueAt, cancellationToken),
            await db.Leads.Where(row => row.EscalateAt <= now).MinAsync(row => row.EscalateAt, cancellationToken),
            await db.Leads.Where(row => row.FallbackDueAt <= now).MinAsync(row => row.FallbackDueAt, cancellationToken),
            await db.Sites.Where(row => row.DigestDueAt <= now).MinAsync(row => row.DigestDueAt, cancellationToken),
        ];
        return now - oldest.Min() is not { } waited || waited < options.Value.AlertsLateAfter ? null : new HealthProblem(
            HealthCodes.FollowUpsLate,
            $"Alerts that were held back, escalations or digests are late: the oldest has waited for {Ago(waited)}.",
            "Look at the queue “follow-ups” under /hangfire and at the log.");
    }

    private HealthProblem? FindPause(MailSenderStatus? sender, DateTimeOffset now) =>
        sender?.PausedSince is not { } since || now - since < options.Value.MailPausedAfter ? null : new HealthProblem(
            HealthCodes.MailPaused,
            $"No alert can go out for {Ago(now - since)}: the mail server cannot be used. Alerts wait, and none is lost.",
            sender.Reason);

    private async Task<HealthProblem?> FindRefusalsAsync(
        LeadAlertsDbContext db, DateTimeOffset? lastAcceptedAt, CancellationToken cancellationToken)
    {
        var failed = db.Alerts.Where(row =>
            (row.State == AlertState.Failed || row.State == AlertState.Unknown) && (lastAcceptedAt == null || row.FinishedAt > lastAcceptedAt)
            && !db.SiteMailSettings.Any(settings => settings.SiteId == row.SiteId));
        if (await failed.CountAsync(cancellationToken) < options.Value.FailedInARow)
        {
            return null;
        }

        var reply = await failed.OrderByDescending(row => row.FinishedAt).Select(row => row.Reply).FirstOrDefaultAsync(cancellationToken);
        return new HealthProblem(
            HealthCodes.MailRefused, $"The mail server has not taken one of the last {options.Value.FailedInARow} alerts or more.", reply);
    }

    private async Task<HealthProblem?> FindLateWebhookAsync(CancellationToken cancellationToken)
    {
        var waited = await webhooks.FindOldestAsync(cancellationToken);
        return waited < options.Value.WebhooksLateAfter ? null : new HealthProblem(
            HealthCodes.WebhooksLate,
            $"Webhooks go out late: the oldest has waited for {Ago(waited)}.",
            "Look at the queue “webhooks” under /hangfire and at the log.");
    }

    private HealthProblem? FindCanaryProblem(CanaryRun? ended, DateTimeOffset now)
    {
        if (options.Value.CanaryEvery <= TimeSpan.Zero)
        {
            return null;
        }

        if (ended is { State: CanaryState.Failed })
        {
            return new HealthProblem(
                HealthCodes.CanaryFailed, $"The last test chat did not come through. {ended.Problem}", "It is tried again by itself.");
        }

        // A server that has just started has had no time to run one.
        var expected = (ended?.StartedAt + options.Value.CanaryEvery ?? _startedAt) + options.Value.CanaryAfterStart + CanaryGrace;
        return now < expected || now - _startedAt < options.Value.CanaryAfterStart + CanaryGrace ? null : new HealthProblem(
            HealthCodes.CanaryLate,
            ended is null ? "No test chat has run yet." : "The last test chat is too old to say that all is well.",
            "The watch of the server does not run: its errors are in the log.");
    }

    private static string Ago(TimeSpan span) => span.Humanize(precision: 1, culture: CultureInfo.GetCultureInfo("en"));
}
