using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Health;

public sealed class AlertsHealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_is_well_after_a_test_chat_and_says_when_it_was()
    {
        await using var scene = await OpenAsync();

        var report = await JudgeAsync(scene);

        Assert.True(report.IsHealthy);
        Assert.Equal(scene.Clock.GetUtcNow(), report.CheckedAt);
    }

    [Fact]
    public async Task A_review_that_waits_turns_it_red_and_back()
    {
        await using var scene = await OpenAsync();
        await scene.ChatAsync("hello");

        await WaitAsync(scene, TimeSpan.FromMinutes(4));
        Assert.True((await JudgeAsync(scene)).IsHealthy);
        await WaitAsync(scene, TimeSpan.FromMinutes(1));
        Assert.Equal([HealthCodes.ReviewsLate], await CodesAsync(scene));

        await scene.WorkAsync();
        Assert.Empty(await CodesAsync(scene));
    }

    [Fact]
    public async Task An_alert_that_waits_turns_it_red_and_back()
    {
        await using var scene = await OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));

        await WaitAsync(scene, TimeSpan.FromMinutes(5));
        Assert.Equal([HealthCodes.AlertsLate], await CodesAsync(scene));

        await scene.WorkAsync();
        Assert.Empty(await CodesAsync(scene));
        Assert.Equal(scene.Clock.GetUtcNow(), (await JudgeAsync(scene)).LastAcceptedAt);
    }

    [Fact]
    public async Task An_alert_that_is_held_on_purpose_does_not_until_it_should_have_been_released()
    {
        await using var scene = await OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var release = scene.Clock.GetUtcNow().AddHours(8);
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, AlertState.Held).SetProperty(row => row.DueAt, release), Cancel));

        await WaitAsync(scene, TimeSpan.FromHours(8));
        Assert.Empty(await CodesAsync(scene));
        await WaitAsync(scene, TimeSpan.FromMinutes(5));
        Assert.Equal([HealthCodes.FollowUpsLate], await CodesAsync(scene));
    }

    [Fact]
    public async Task An_escalation_that_nobody_sees_to_turns_it_red_and_back()
    {
        await using var scene = await OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        await scene.WorkAsync();
        var due = scene.Clock.GetUtcNow();
        await scene.ReadAsync(db => db.Leads.ExecuteUpdateAsync(set => set.SetProperty(row => row.EscalateAt, due), Cancel));

        await WaitAsync(scene, TimeSpan.FromMinutes(5));
        Assert.Equal([HealthCodes.FollowUpsLate], await CodesAsync(scene));

        await scene.ReadAsync(db => db.Leads.ExecuteUpdateAsync(set => set.SetProperty(row => row.EscalateAt, (DateTimeOffset?)null), Cancel));
        Assert.Empty(await CodesAsync(scene));
    }

    [Fact]
    public async Task A_mail_server_out_of_use_turns_it_red_after_a_while_and_back()
    {
        await using var scene = await OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("535 wrong password"));
        await scene.WorkAsync();

        Assert.Empty(await CodesAsync(scene));
        Assert.NotNull((await JudgeAsync(scene)).MailPausedSince);
        await WaitAsync(scene, TimeSpan.FromMinutes(5));
        var problem = Assert.Single((await JudgeAsync(scene)).Problems);
        Assert.Equal((HealthCodes.MailPaused, "535 wrong password"), (problem.Code, problem.Detail));
        Assert.DoesNotContain("535", problem.Words, StringComparison.Ordinal);

        await scene.WorkAsync();
        Assert.Empty(await CodesAsync(scene));
    }

    [Fact]
    public async Task Alerts_that_are_all_refused_turn_it_red_until_one_is_accepted()
    {
        await using var scene = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Empty(await CodesAsync(scene));
            scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 no such mailbox"));
            await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"267{i + 2}", StringComparison.Ordinal), visitorId: $"v{i}"));
            await scene.WorkAsync();
        }

        Assert.Equal([HealthCodes.MailRefused], await CodesAsync(scene));

        await WaitAsync(scene, TimeSpan.FromSeconds(1));
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", "2688", StringComparison.Ordinal), visitorId: "v9"));
        await scene.WorkAsync();
        Assert.Empty(await CodesAsync(scene));
    }

    [Fact]
    public async Task A_webhook_that_waits_turns_it_red_unless_its_receiver_is_the_one_that_fails()
    {
        await using var scene = await OpenAsync();
        var endpoint = new WebhookEndpoint(scene.Site.Id, "x", scene.Clock.GetUtcNow());
        await using (var db = await scene.Database.OpenAsync())
        {
            db.Add(endpoint);
            db.Add(new WebhookDelivery(endpoint, Guid.NewGuid(), WebhookEvents.LeadCreated, "{}", scene.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        await WaitAsync(scene, TimeSpan.FromMinutes(10));
        Assert.Equal([HealthCodes.WebhooksLate], await CodesAsync(scene));

        await scene.ChangeAsync<WebhookEndpoint>(endpoint.Id, row => row.RecordFailure(scene.Clock.GetUtcNow()));
        Assert.Empty(await CodesAsync(scene));
    }

    [Fact]
    public async Task A_dispatcher_that_no_longer_looks_turns_it_red_and_back()
    {
        await using var scene = await OpenAsync();

        scene.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([HealthCodes.DispatcherSilent], await CodesAsync(scene));

        scene.Database.Get<WorkPulse>().Beat();
        Assert.Empty(await CodesAsync(scene));
    }

    [Fact]
    public async Task A_test_chat_that_failed_or_did_not_run_turns_it_red_and_the_next_one_back()
    {
        await using var scene = await OpenAsync();
        var canary = scene.Database.Get<Canary>();

        await WaitAsync(scene, TimeSpan.FromHours(26));
        Assert.Equal([HealthCodes.CanaryLate], await CodesAsync(scene));

        await canary.TickAsync(Cancel);
        await WaitAsync(scene, TimeSpan.FromMinutes(5));
        await canary.TickAsync(Cancel);
        Assert.Contains(HealthCodes.CanaryFailed, await CodesAsync(scene));

        await WaitAsync(scene, TimeSpan.FromMinutes(15));
        await CanaryTests.RunAsync(scene, canary);
        Assert.Empty(await CodesAsync(scene));
    }

    private static async Task<AlertScene> OpenAsync()
    {
        var scene = await AlertScene.OpenAsync();
        await CanaryTests.RunAsync(scene, scene.Database.Get<Canary>());
        scene.Database.Get<WorkPulse>().Beat();
        await JudgeAsync(scene);
        return scene;
    }

    private static Task WaitAsync(AlertScene scene, TimeSpan time)
    {
        scene.Clock.Advance(time);
        scene.Database.Get<WorkPulse>().Beat();
        return Task.CompletedTask;
    }

    private static Task<HealthReport> JudgeAsync(AlertScene scene) => scene.Database.Get<AlertsHealth>().JudgeAsync(Cancel);

    private static async Task<IEnumerable<string>> CodesAsync(AlertScene scene) => (await JudgeAsync(scene)).Problems.Select(problem => problem.Code);
}
