using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>For how long an alert is tried that a mail server puts off.</summary>
public sealed class PatienceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waited_for_days_on_purpose_is_tried_again_when_the_server_puts_it_off()
    {
        await using var scene = await AlertScene.OpenAsync(site => site.MuteAlerts(Start.AddDays(4), Guid.NewGuid(), Start));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        Assert.Equal(AlertState.Held, Assert.Single(await scene.AlertsAsync()).State);
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Deferred("451 4.7.1 greylisted, try again in a minute"));

        scene.Clock.Advance(TimeSpan.FromDays(4));
        await scene.WorkAsync();
        Assert.Equal(AlertState.Due, Assert.Single(await scene.AlertsAsync()).State);
        await scene.WorkForAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(AlertState.Accepted, Assert.Single(await scene.AlertsAsync()).State);
    }

    [Fact]
    public async Task What_waited_for_days_on_purpose_is_given_up_after_72_hours_of_trying()
    {
        await using var scene = await AlertScene.OpenAsync(site => site.MuteAlerts(Start.AddDays(4), Guid.NewGuid(), Start));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Deferred("451 later"));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Deferred("451 later"));
        scene.Clock.Advance(TimeSpan.FromDays(4));
        await scene.WorkAsync();

        scene.Clock.Advance(TimeSpan.FromHours(72));
        await scene.ReadAsync(db => db.Sites.ExecuteUpdateAsync(set => set.SetProperty(site => site.AlertsMutedUntil, (DateTimeOffset?)null), Cancel));
        await scene.WorkAsync();

        Assert.Equal(AlertState.Failed, Assert.Single(await scene.AlertsAsync()).State);
    }

    [Theory]
    [InlineData(10, AlertState.Due)]
    [InlineData(RetryDelays.MostTries - 2, AlertState.Due)]
    [InlineData(RetryDelays.MostTries - 1, AlertState.Failed)]
    public async Task Its_time_counts_from_the_last_time_that_it_was_put_in_line_and_its_tries_all_so_that_no_night_renews_it_for_ever(int tries, AlertState state)
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var alert = Assert.Single(await scene.AlertsAsync());
        scene.Clock.Advance(TimeSpan.FromHours(73));
        var now = scene.Clock.GetUtcNow();
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Attempts, tries)
                .SetProperty(row => row.AttemptCount, tries)
                .SetProperty(row => row.QueuedAt, now)
                .SetProperty(row => row.DueAt, now),
            Cancel));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Deferred("451 later"));

        await scene.SendAsync(alert.Id);

        Assert.Equal(state, Assert.Single(await scene.AlertsAsync()).State);
    }

    // When the scene's clock stands still.
    private static DateTimeOffset Start => new(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);
}
