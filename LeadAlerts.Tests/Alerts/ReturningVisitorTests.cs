using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Who comes back is the same lead, and not silently so.</summary>
public sealed class ReturningVisitorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contacted_visitor_who_asks_for_something_else_months_later_is_told_as_an_update_once()
    {
        await using var scene = await OpenAsync();
        await scene.ChangeAsync<Lead>((await LeadsAsync(scene))[0].Id, lead => lead.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow()));
        scene.Clock.Advance(TimeSpan.FromDays(90));
        var chat = await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();

        Assert.Single(await LeadsAsync(scene));
        Assert.Equal(2, scene.Mail.Mails.Count);
        var update = (await scene.AlertsAsync())[^1];
        Assert.Equal((AlertKind.Update, LeadChanges.CameBack), (update.Kind, update.Changes));

        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.SayAsync(chat, "Thank you, that is all.");
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task Who_comes_back_in_quiet_hours_is_told_when_they_end_though_the_lead_was_contacted_long_ago()
    {
        await using var scene = await OpenAsync();
        await scene.ChangeAsync<Lead>((await LeadsAsync(scene))[0].Id, lead => lead.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow()));
        await HoldAndReleaseTests.SetAsync(
            scene, draft => draft with { Schedule = new AlertSchedule(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All) });
        scene.Clock.Advance(TimeSpan.FromDays(90));
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();

        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_second_chat_on_the_same_day_tells_nobody_again()
    {
        await using var scene = await OpenAsync();
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task Who_comes_back_for_small_talk_tells_nobody()
    {
        await using var scene = await OpenAsync();
        scene.Clock.Advance(TimeSpan.FromDays(90));
        await scene.ChatAsync("Hello again, I only wanted to say thank you. Everything is fine.", "v1");
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task Who_comes_back_after_the_lead_was_closed_is_told_at_once()
    {
        await using var scene = await OpenAsync();
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.ChangeAsync<Lead>((await LeadsAsync(scene))[0].Id, lead => lead.SetStatus(LeadStatus.Won, scene.Clock.GetUtcNow()));
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();

        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Single(await LeadsAsync(scene));
    }

    [Fact]
    public async Task Who_was_no_lead_once_is_a_new_one_after_a_month_however_often_the_visitor_came_by()
    {
        await using var scene = await OpenAsync();
        await scene.ChangeAsync<Lead>((await LeadsAsync(scene))[0].Id, lead => lead.SetStatus(LeadStatus.NotALead, scene.Clock.GetUtcNow()));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            scene.Clock.Advance(TimeSpan.FromDays(14));
            await scene.ChatAsync(AlertScene.HotWords, "v1");
            await scene.WorkAsync();
        }

        Assert.Single(await LeadsAsync(scene));
        Assert.Single(scene.Mail.Mails);
        scene.Clock.Advance(TimeSpan.FromDays(14));
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();

        Assert.Equal(2, (await LeadsAsync(scene)).Count);
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    private static async Task<AlertScene> OpenAsync()
    {
        var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { HotScore = 100 });
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);
        return scene;
    }

    private static Task<List<Lead>> LeadsAsync(AlertScene scene) => scene.ReadAsync(db => db.Leads.AsNoTracking().ToListAsync(Cancel));
}
