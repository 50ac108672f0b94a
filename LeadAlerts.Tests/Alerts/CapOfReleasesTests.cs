using LeadAlerts.Core.Alerts;

namespace LeadAlerts.Tests.Alerts;

/// <summary>The hourly cap holds for what waited, too.</summary>
public sealed class CapOfReleasesTests
{
    [Fact]
    public async Task A_bot_that_makes_a_lead_a_minute_gets_three_mails_and_then_one_for_each_burst()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { HourlyCap = 20, HotScore = 100 });
        for (var i = 0; i < 30; i++)
        {
            await scene.ChatAsync(AlertScene.WordsOf(i), $"v{i}", network: "one");
            await scene.WorkAsync();
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await scene.WorkForAsync(TimeSpan.FromMinutes(12));

        Assert.InRange(scene.Mail.Mails.Count, 5, 7);
        Assert.All(
            (await scene.AlertsAsync()).Where(alert => alert.Kind == AlertKind.New),
            alert => Assert.True(alert.State is AlertState.Accepted or AlertState.Bundled, $"{alert.State}, {alert.Reason}"));
    }

    [Fact]
    public async Task Updates_that_were_gathered_wait_for_the_hour_when_the_cap_is_reached_and_come_in_one_mail()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { HourlyCap = 2, HotScore = 100 });
        var chats = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            chats.Add(await scene.ChatAsync("My roof is leaking over the kitchen and I need somebody to repair it. How much would it be?", $"v{i}"));
        }

        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 2; i++)
        {
            await scene.SayAsync(chats[i], $"You can call me at (415) 555-280{i}.");
        }

        await scene.WorkAsync();
        await scene.WorkForAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.All(
            (await scene.AlertsAsync()).Where(alert => alert.Kind == AlertKind.Update),
            alert => Assert.Equal((AlertState.Held, AlertReason.HourlyCap), (alert.State, alert.Reason)));

        await scene.WorkForAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(3, scene.Mail.Mails.Count);
        Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Overflow);
    }

    [Fact]
    public async Task What_waited_for_quiet_hours_is_one_mail_even_where_the_cap_is_reached()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { HourlyCap = 1, HotScore = 100 });
        for (var i = 0; i < 3; i++)
        {
            await scene.ChatAsync(AlertScene.WordsOf(i), $"v{i}");
            await scene.WorkAsync();
        }

        await scene.WorkForAsync(TimeSpan.FromMinutes(150));

        // One at once, the two others when the hour is over.
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.DoesNotContain(await scene.AlertsAsync(), alert => alert.State == AlertState.Held);
    }
}
