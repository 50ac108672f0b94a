using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertDeliveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refusal_for_good_fails_the_alert_with_the_servers_words()
    {
        await using var scene = await RaisedAsync(new MailOutcome.Refused("550 5.1.1 no such user"));

        var alert = await SingleAsync(scene);

        Assert.Equal(AlertState.Failed, alert.State);
        Assert.Equal("550 5.1.1 no such user", alert.Reply);
        Assert.NotNull(alert.FinishedAt);
    }

    [Fact]
    public async Task A_deferral_is_tried_again_later_and_ends_in_one_mail_accepted()
    {
        await using var scene = await RaisedAsync(new MailOutcome.Deferred("451 later"), new MailOutcome.Deferred("421 busy"));
        var put = await SingleAsync(scene);
        Assert.Equal(AlertState.Due, put.State);
        Assert.InRange(put.DueAt - scene.Clock.GetUtcNow(), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromSeconds(12));
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromSeconds(24));
        await scene.WorkAsync();

        var alert = await SingleAsync(scene);
        Assert.Equal(AlertState.Accepted, alert.State);
        Assert.Equal(3, alert.Attempts);
    }

    [Fact]
    public async Task What_cannot_be_delivered_for_72_hours_is_given_up()
    {
        await using var scene = await RaisedAsync(new MailOutcome.Deferred("451 later"), new MailOutcome.Deferred("451 later"));

        scene.Clock.Advance(TimeSpan.FromHours(72));
        await scene.WorkAsync();

        var alert = await SingleAsync(scene);
        Assert.Equal(AlertState.Failed, alert.State);
        Assert.Contains("72 hours", alert.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_leads_to_one_more_identical_mail_and_then_to_unknown()
    {
        await using var scene = await RaisedAsync(new MailOutcome.Ambiguous("lost"), new MailOutcome.Ambiguous("lost again"));

        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromDays(1));
        await scene.WorkAsync();

        var alert = await SingleAsync(scene);
        Assert.Equal(AlertState.Unknown, alert.State);
        Assert.True(alert.ResentAfterUnknown);
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Equal(scene.Mail.Mails[0].Mime.ToArray(), scene.Mail.Mails[1].Mime.ToArray());
    }

    [Fact]
    public async Task A_worker_that_died_before_the_message_left_is_followed_by_another_at_once_after_its_lease()
    {
        await using var scene = await RaisedAsync();
        await AbandonAsync(scene, dataStarted: false);
        Assert.Empty(await scene.Database.Get<DueRows>().FindAlertsAsync(10, Cancel));

        scene.Clock.Advance(Alert.Lease);
        await scene.WorkAsync();

        var alert = await SingleAsync(scene);
        Assert.Equal(AlertState.Accepted, alert.State);
        Assert.False(alert.ResentAfterUnknown);
    }

    [Fact]
    public async Task A_worker_that_died_after_the_message_left_means_one_more_mail_at_most()
    {
        await using var scene = await RaisedAsync();
        await AbandonAsync(scene, dataStarted: true);
        scene.Clock.Advance(Alert.Lease);
        await scene.WorkAsync();
        Assert.True((await SingleAsync(scene)).ResentAfterUnknown);

        await AbandonAsync(scene, dataStarted: true);
        scene.Clock.Advance(Alert.Lease);
        await scene.WorkAsync();

        Assert.Equal(AlertState.Unknown, (await SingleAsync(scene)).State);
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_worker_that_was_paused_past_its_lease_changes_nothing()
    {
        await using var scene = await RaisedAsync();
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, AlertState.Due).SetProperty(row => row.AcceptedAt, (DateTimeOffset?)null), Cancel));
        var other = Guid.NewGuid();
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 too late"));
        scene.Mail.AfterData = () => scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseToken, other), Cancel));

        Assert.Null(await scene.SendAsync((await SingleAsync(scene)).Id));

        var alert = await SingleAsync(scene);
        Assert.Equal(AlertState.Sending, alert.State);
        Assert.Equal(other, alert.LeaseToken);
    }

    [Fact]
    public async Task A_claim_that_is_lost_before_the_message_leaves_stops_it()
    {
        await using var scene = await RaisedAsync();
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, AlertState.Due), Cancel));
        scene.Mail.Mails.Clear();
        scene.Mail.BeforeData = () => scene.ReadAsync(
            db => db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseToken, Guid.NewGuid()), Cancel));

        Assert.Null(await scene.SendAsync((await SingleAsync(scene)).Id));

        Assert.Empty(scene.Mail.Mails);
    }

    [Fact]
    public async Task Of_many_workers_one_sends()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var id = (await SingleAsync(scene)).Id;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => scene.SendAsync(id))));

        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task A_broken_sender_pauses_alone_tries_with_one_alert_and_then_drains_oldest_first_without_using_up_attempts()
    {
        await using var scene = await AlertScene.OpenAsync();
        for (var i = 0; i < 4; i++)
        {
            await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"267{i}", StringComparison.Ordinal), $"v{i}"));
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("535 wrong password"));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("535 wrong password"));
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Answers);
        var status = await StatusAsync(scene);
        Assert.Equal("535 wrong password", status!.Reason);
        Assert.Empty(await scene.Database.Get<DueRows>().FindAlertsAsync(10, Cancel));
        Assert.All(await scene.AlertsAsync(), alert => Assert.Equal((AlertState.Due, 0), (alert.State, alert.Attempts)));

        scene.Clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Single(await scene.Database.Get<DueRows>().FindAlertsAsync(10, Cancel));
        await scene.WorkAsync();
        Assert.Equal(2, (await StatusAsync(scene))!.Failures);
        Assert.Empty(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromSeconds(24));
        await scene.WorkAsync();

        var alerts = await scene.AlertsAsync();
        Assert.All(alerts, alert => Assert.Equal((AlertState.Accepted, 1), (alert.State, alert.Attempts)));
        Assert.Equal(alerts.Select(alert => alert.Mime), scene.Mail.Mails.Select(mail => mail.Mime.ToArray()));
        status = await StatusAsync(scene);
        Assert.Null(status!.PausedSince);
        Assert.NotNull(status.LastAcceptedAt);
    }

    [Fact]
    public async Task A_site_s_own_server_that_is_broken_pauses_that_site_alone()
    {
        await using var scene = await AlertScene.OpenAsync();
        var neighbour = new Site("Neighbour", "UTC", "US", scene.Clock.GetUtcNow());
        var recipient = new AlertRecipient(neighbour.Id, "owner@neighbour.example", "", scene.Clock.GetUtcNow());
        recipient.Confirm(scene.Clock.GetUtcNow());
        var settings = new SiteMailSettings(scene.Site.Id);
        settings.Change(
            new SiteMailDraft("smtp.brightroof.example", 587, MailSecurity.StartTls, null, null, "sam@brightroof.example"), null, Guid.NewGuid(), scene.Clock.GetUtcNow());
        await scene.ReadAsync(async db =>
        {
            db.AddRange(neighbour, recipient, settings);
            return await db.SaveChangesAsync(Cancel);
        });
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        scene.Mail.Answers.Enqueue(mail => mail.Server is null ? new MailOutcome.Accepted("250 OK") : new MailOutcome.Unavailable("535 wrong password"));
        await scene.WorkAsync();

        await scene.Database.Get<TestAlerts>().SendAsync(neighbour.Id, recipient.Id, Cancel);
        scene.Mail.Answers.Clear();
        await scene.WorkAsync();

        var alerts = await scene.AlertsAsync();
        Assert.Equal([AlertState.Due, AlertState.Accepted], alerts.Select(alert => alert.State));
        Assert.Equal(MailSenderStatus.NameOf(scene.Site.Id), (await scene.ReadAsync(db => db.MailSenders.SingleAsync(row => row.PausedSince != null, Cancel))).Sender);
        Assert.NotNull((await scene.Database.Get<AlertSettingsStore>().GetStandingAsync(scene.Site.Id, Cancel)).MailPausedSince);
        Assert.Null((await scene.Database.Get<AlertSettingsStore>().GetStandingAsync(neighbour.Id, Cancel)).MailPausedSince);

        scene.Clock.Advance(TimeSpan.FromSeconds(12));
        await scene.WorkAsync();
        Assert.All(await scene.AlertsAsync(), alert => Assert.Equal(AlertState.Accepted, alert.State));
        Assert.Equal("sam@brightroof.example", scene.Mail.Mails[^1].EnvelopeSender);
    }

    [Fact]
    public async Task A_bad_recipient_does_not_keep_the_others_from_their_mail()
    {
        await using var scene = await AlertScene.OpenAsync();
        var second = new AlertRecipient(scene.Site.Id, "second@brightroof.example", "", scene.Clock.GetUtcNow());
        second.Confirm(scene.Clock.GetUtcNow());
        await scene.ReadAsync(async db =>
        {
            db.Add(second);
            return await db.SaveChangesAsync(Cancel);
        });
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 no such user"));

        await scene.WorkAsync();

        Assert.Equal([AlertState.Accepted, AlertState.Failed], (await scene.AlertsAsync()).Select(alert => alert.State).Order());
    }

    [Fact]
    public async Task A_recipient_who_stopped_a_plan_that_changed_and_a_site_that_closed_suppress_what_waits()
    {
        await using var scene = await AlertScene.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"267{i}", StringComparison.Ordinal), $"v{i}"));
        }

        var alerts = await scene.AlertsAsync();
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Stop(scene.Clock.GetUtcNow()));
        await scene.SendAsync(alerts[0].Id);
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Resume());
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetPlan(SitePlan.Paid));
        await scene.SendAsync(alerts[1].Id);
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetDisabled(true));
        await scene.SendAsync(alerts[2].Id);

        Assert.Empty(scene.Mail.Mails);
        alerts = await scene.AlertsAsync();
        Assert.All(alerts, alert => Assert.Equal(AlertState.Suppressed, alert.State));
        Assert.Equal(3, alerts.Select(alert => alert.Reply).Distinct().Count());
    }

    [Fact]
    public async Task A_test_alert_takes_the_same_way_and_says_that_it_is_one()
    {
        await using var scene = await AlertScene.OpenAsync();

        var outcome = await scene.Database.Get<TestAlerts>().SendAsync(scene.Site.Id, scene.Recipient.Id, Cancel);
        await scene.WorkAsync();

        var alert = await SingleAsync(scene);
        Assert.Equal(new TestAlertOutcome.Raised(alert.Id), outcome);
        Assert.Equal((AlertKind.Test, AlertState.Accepted), (alert.Kind, alert.State));
        Assert.StartsWith("Test alert", alert.Subject, StringComparison.Ordinal);
        Assert.IsType<TestAlertOutcome.NotActive>(await scene.Database.Get<TestAlerts>().SendAsync(Guid.NewGuid(), scene.Recipient.Id, Cancel));
    }

    private static async Task<AlertScene> RaisedAsync(params MailOutcome[] outcomes)
    {
        var scene = await AlertScene.OpenAsync();
        foreach (var outcome in outcomes)
        {
            scene.Mail.Answers.Enqueue(_ => outcome);
        }

        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        return scene;
    }

    private static async Task<Alert> SingleAsync(AlertScene scene) => Assert.Single(await scene.AlertsAsync());

    private static Task<MailSenderStatus?> StatusAsync(AlertScene scene) =>
        scene.ReadAsync((LeadAlertsDbContext db) => db.MailSenders.AsNoTracking().SingleOrDefaultAsync(Cancel));

    /// <summary>Leaves the alert as a killed process would.</summary>
    private static async Task AbandonAsync(AlertScene scene, bool dataStarted)
    {
        var now = scene.Clock.GetUtcNow();
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.State, AlertState.Sending)
                .SetProperty(row => row.LeaseToken, Guid.NewGuid())
                .SetProperty(row => row.LeaseUntil, now + Alert.Lease)
                .SetProperty(row => row.DataStartedAt, dataStarted ? now : null),
            Cancel));
    }
}
