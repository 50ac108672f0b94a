using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertAttemptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_attempt_is_on_record_with_what_was_answered()
    {
        await using var scene = await AlertScene.OpenAsync();
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("535 wrong password"));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Deferred("451 later"));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Accepted("250 queued as T7"));
        await scene.ChatAsync(AlertScene.HotWords);
        for (var i = 0; i < 3; i++)
        {
            await scene.WorkAsync();
            scene.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        var attempts = await AttemptsAsync(scene);

        Assert.Equal(
            [(1, AttemptOutcome.Unavailable, "535 wrong password"), (2, AttemptOutcome.Deferred, "451 later"), (3, AttemptOutcome.Accepted, "250 queued as T7")],
            attempts.Select(attempt => (attempt.Number, attempt.Outcome, attempt.Reply ?? "")));
        Assert.Equal([false, true, true], attempts.Select(attempt => attempt.DataStartedAt is not null));
        Assert.All(attempts, attempt => Assert.Equal((scene.Site.Id, MailSenderStatus.Installation), (attempt.SiteId, attempt.Sender)));
        Assert.All(attempts, attempt => Assert.NotNull(attempt.EndedAt));
        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((3, 2), (alert.AttemptCount, alert.Attempts));
        Assert.Equal(TimeSpan.FromSeconds(60), alert.Latency);
    }

    [Fact]
    public async Task A_worker_that_was_paused_past_its_lease_leaves_a_lost_attempt_with_what_it_was_told()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var id = Assert.Single(await scene.AlertsAsync()).Id;
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 too late"));
        scene.Mail.AfterData = async () =>
        {
            // The worker sleeps past its lease; another one takes the alert over and sends it.
            scene.Mail.AfterData = null;
            await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeaseUntil, scene.Clock.GetUtcNow().AddSeconds(-1)), Cancel));
            scene.Mail.Answers.Clear();
            scene.Mail.Answers.Enqueue(_ => new MailOutcome.Accepted("250 second"));
            await scene.SendAsync(id);
            scene.Mail.Answers.Enqueue(_ => new MailOutcome.Accepted("250 first, too late"));
        };

        Assert.Null(await scene.SendAsync(id));

        Assert.Equal(
            [(1, AttemptOutcome.LostClaim, "250 first, too late"), (2, AttemptOutcome.Accepted, "250 second")],
            (await AttemptsAsync(scene)).Select(attempt => (attempt.Number, attempt.Outcome, attempt.Reply ?? "")));
        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((AlertState.Accepted, "250 second", true), (alert.State, alert.Reply, alert.ResentAfterUnknown));
    }

    [Fact]
    public async Task A_worker_that_never_came_back_leaves_an_abandoned_attempt()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var id = Assert.Single(await scene.AlertsAsync()).Id;
        var (begun, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Mail.BeforeData = () =>
        {
            begun.SetResult();
            return never.Task;
        };
        _ = scene.SendAsync(id);
        await begun.Task;
        scene.Mail.BeforeData = null;
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeaseUntil, scene.Clock.GetUtcNow()), Cancel));
        await scene.SendAsync(id);

        Assert.Equal(
            [AttemptOutcome.Abandoned, AttemptOutcome.Accepted], (await AttemptsAsync(scene)).Select(attempt => attempt.Outcome));
        Assert.Single(scene.Mail.Mails);
    }

    private static Task<List<AlertAttempt>> AttemptsAsync(AlertScene scene) =>
        scene.ReadAsync((LeadAlertsDbContext db) => db.AlertAttempts.AsNoTracking().OrderBy(attempt => attempt.Number).ToListAsync(Cancel));
}
