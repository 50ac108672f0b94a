using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Members;

namespace LeadAlerts.Tests.Alerts;

/// <summary>What is switched off and on again within the night loses nothing.</summary>
public sealed class SwitchBackTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_off_and_on_again_ten_seconds_later_keep_what_waits()
    {
        await using var scene = await OpenAsync();
        var owner = await AddOwnerAsync(scene);
        var store = scene.Database.Get<AlertSettingsStore>();
        await SwitchAsync(false);
        scene.Clock.Advance(TimeSpan.FromSeconds(10));
        await scene.WorkAsync();
        await SwitchAsync(true);
        await MorningAsync(scene);

        Assert.Single(scene.Mail.Mails);

        async Task SwitchAsync(bool on)
        {
            var current = await store.GetAsync(scene.Site.Id, Cancel);
            Assert.IsType<SettingsSaveOutcome.Saved>(
                await store.SaveAsync(scene.Site.Id, owner, current.Version, AlertSettingsDraft.Of(current) with { Enabled = on }, Cancel));
        }
    }

    [Fact]
    public async Task A_stop_that_is_taken_back_keeps_what_waits()
    {
        await using var scene = await OpenAsync();
        var owner = await AddOwnerAsync(scene);
        var recipients = scene.Database.Get<AlertRecipients>();
        await recipients.StopAsync(scene.Site.Id, owner, scene.Recipient.Id, Cancel);
        scene.Clock.Advance(TimeSpan.FromSeconds(10));
        await scene.WorkAsync();
        Assert.IsType<RecipientOutcome.Done>(await recipients.ResumeAsync(scene.Site.Id, owner, scene.Recipient.Id, Cancel));
        await MorningAsync(scene);

        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task A_mute_set_while_alerts_are_off_drops_nothing()
    {
        await using var scene = await OpenAsync();
        var owner = await AddOwnerAsync(scene);
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false });
        Assert.NotNull(await scene.Database.Get<AlertMutes>().MuteAsync(scene.Site.Id, owner, MuteSpan.Hour, Cancel));
        await scene.WorkAsync();
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = true });
        await MorningAsync(scene);

        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task What_is_off_when_the_time_has_come_is_dropped_with_the_reason()
    {
        await using var scene = await OpenAsync();
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false });
        await MorningAsync(scene);

        Assert.Empty(scene.Mail.Mails);
        Assert.All(await scene.AlertsAsync(), alert => Assert.Equal((AlertState.Suppressed, AlertReason.AlertsOff), (alert.State, alert.Reason)));
    }

    private static async Task<AlertScene> OpenAsync()
    {
        var scene = await HoldAndReleaseTests.OpenAsync(
            draft => draft with { Schedule = new AlertSchedule(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All), HotScore = 100 });
        await scene.ChatAsync(AlertScene.WordsOf(1), "v1");
        await scene.ChatAsync(AlertScene.WordsOf(2), "v2");
        await scene.WorkAsync();
        return scene;
    }

    private static async Task MorningAsync(AlertScene scene)
    {
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();
    }

    private static async Task<Guid> AddOwnerAsync(AlertScene scene)
    {
        var user = new ApplicationUser { UserName = "ana@roof.example", Email = "ana@roof.example", DisplayName = "Ana" };
        await using var db = await scene.Database.OpenAsync();
        db.Add(user);
        await db.SaveChangesAsync(Cancel);
        db.Add(new Member(scene.Site.Id, user.Id, MemberRole.Owner, scene.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
        return user.Id;
    }
}
