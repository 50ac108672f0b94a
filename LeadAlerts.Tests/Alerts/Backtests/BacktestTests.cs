using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts.Backtests;

/// <summary>A backtest says what real reviews said, and what they would have said with other settings.</summary>
public sealed class BacktestTests
{
    private static readonly OwnCriterion Insurance = new(Guid.Parse("0190d5a2-6f0e-7c3b-9a51-3d1f5e7b8c24"), "tells of an insurance claim");

    private static readonly AlertSchedule Nights = new(new TimeOnly(20, 0), new TimeOnly(7, 0), Weekdays.Workweek);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_the_settings_in_force_it_finds_the_leads_and_the_alerts_that_are_stored(int seed)
    {
        var draft = new AlertSettingsDraft(Enabled: true, 50, AnySettings(new Random(seed))) { OwnCriteria = [Insurance], Schedule = Nights, HotScore = 90 };
        await using var scene = await AlertScene.OpenAsync();
        var settings = await SaveAsync(scene, draft);
        await LiveAsync(scene, seed);

        var history = await LoadAsync(scene);
        var run = Backtest.Run(history, AlertSettingsDraft.Of(settings));

        await using var db = await scene.Database.OpenAsync();
        var stored = await db.Conversations.AsNoTracking().ToDictionaryAsync(chat => chat.Id, Cancel);
        Assert.Equal(stored.Count, history.Chats.Count);
        Assert.All(history.Chats.Index(), each => Assert.Equal(stored[each.Item.Id].LeadId is not null, run.IsLead[each.Index]));
        Assert.Equal(await db.Leads.CountAsync(Cancel), run.Leads);
        Assert.Equal(await db.Alerts.Where(alert => alert.Kind == AlertKind.New).Select(alert => alert.LeadId).Distinct().CountAsync(Cancel), run.Alerts);
        Assert.Equal(run.Leads, run.LeadsByDay.Sum());
        Assert.Equal(run.Alerts, run.AlertsByDay.Sum());
        Assert.True(run.Leads > 5, "The chats make leads.");
        Assert.True(run.Held > 0, "Some come at night.");
        Assert.True(run.Mails <= run.Alerts, "What waits over a night or a weekend comes in one mail.");
        Assert.True(BacktestComparison.Of(history, run, Backtest.Run(history, AlertSettingsDraft.Of(settings))).IsSame);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task With_other_settings_it_finds_what_a_review_with_them_finds(int seed)
    {
        var random = new Random(seed);
        var before = new AlertSettingsDraft(Enabled: true, 40, CriterionSetting.Defaults) { OwnCriteria = [Insurance] };
        var after = new AlertSettingsDraft(Enabled: true, random.Next(20, 90), AnySettings(random))
        {
            OwnCriteria = [Insurance with { Weight = random.Next(21) * 10, Against = random.Next(2) == 0 }],
            HotScore = random.Next(70, 100),
            Schedule = random.Next(2) == 0 ? AlertSchedule.Always : Nights,
        };
        await using var past = await AlertScene.OpenAsync();
        await SaveAsync(past, before);
        await LiveAsync(past, seed);
        await using var other = await AlertScene.OpenAsync();
        await SaveAsync(other, after);
        await LiveAsync(other, seed);

        var history = await LoadAsync(past);
        var run = Backtest.Run(history, after);

        var real = await LoadAsync(other);
        var stored = await other.ReadAsync(db => db.Conversations.AsNoTracking().ToDictionaryAsync(chat => chat.ExternalId, Cancel));
        var names = await past.ReadAsync(db => db.Conversations.AsNoTracking().ToDictionaryAsync(chat => chat.Id, chat => chat.ExternalId, Cancel));
        foreach (var (index, chat) in history.Chats.Index())
        {
            var same = stored[names[chat.Id]];
            Assert.Equal(same.LeadId is not null, run.IsLead[index]);
            Assert.True(run.Score[index] >= same.Score, "The highest of its reviews is no less than the last.");
        }

        var again = Backtest.Run(real, after);
        Assert.Equal((again.Leads, again.Alerts, again.Held, again.Mails), (run.Leads, run.Alerts, run.Held, run.Mails));
        Assert.Equal(await other.ReadAsync(db => db.Leads.CountAsync(Cancel)), run.Leads);
    }

    [Fact]
    public async Task Quiet_hours_hold_and_bundle_and_what_is_hot_goes_at_once()
    {
        await using var scene = await AlertScene.OpenAsync();
        var night = new AlertSettingsDraft(Enabled: true, 40, []) { Schedule = new AlertSchedule(new TimeOnly(12, 0), new TimeOnly(11, 0), Weekdays.All), HotScore = 100 };
        foreach (var name in new[] { "a", "b", "c" })
        {
            await scene.ReviewAsync(await scene.ChatAsync($"{AlertScene.HotWords} I am {name}.", visitorId: name, network: null));
            scene.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        var history = await LoadAsync(scene);

        // All of them left the same number, so they are one visitor.
        Assert.Equal((1, 1, 0, 1), Numbers(Backtest.Run(history, night with { Schedule = AlertSchedule.Always })));
        Assert.Equal((1, 1, 1, 1), Numbers(Backtest.Run(history, night)));
        Assert.Equal((1, 1, 0, 1), Numbers(Backtest.Run(history, night with { HotScore = 60 })));
        Assert.Equal((1, 0, 0, 0), Numbers(Backtest.Run(history, night with { Enabled = false })));
    }

    [Fact]
    public async Task It_tells_what_would_be_gained_and_lost_and_which_of_it_was_won()
    {
        await using var scene = await AlertScene.OpenAsync();
        var won = await scene.ChatAsync(AlertScene.HotWords, visitorId: "v1");
        await scene.ReviewAsync(won);
        await scene.ReviewAsync(await scene.ChatAsync("I am looking for work as a roofer. Where do I send my CV?", visitorId: "v2"));
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        await scene.ChangeAsync<Lead>(lead.Id, row => row.SetStatus(LeadStatus.Won, scene.Clock.GetUtcNow()));
        var history = await LoadAsync(scene);
        var now = Backtest.Run(history, new AlertSettingsDraft(Enabled: true, 40, []));

        var strict = BacktestComparison.Of(history, now, Backtest.Run(history, new AlertSettingsDraft(Enabled: true, 100, [])));
        var lost = Assert.Single(strict.Lost);
        Assert.Equal((won, true), (lost.Chat.Id, lost.IsWon));
        Assert.Equal((1, 0, 0), (strict.WonMissed, strict.FalseAlarmsSpared, strict.Gained.Count));
        Assert.InRange(lost.ScoreNow, 40, 99);

        var loose = BacktestComparison.Of(history, Backtest.Run(history, new AlertSettingsDraft(Enabled: true, 100, [])), now);
        Assert.Equal(won, Assert.Single(loose.Gained).Chat.Id);
        Assert.Empty(loose.Lost);
        Assert.False(loose.IsSame);
    }

    [Fact]
    public async Task A_won_lead_that_another_of_its_chats_still_tells_is_not_missed_and_one_with_two_lost_chats_is_missed_once()
    {
        await using var scene = await AlertScene.OpenAsync();
        var weak = await scene.ChatAsync("do you repair roofs in the north of town", visitorId: "v1");
        await scene.ReviewAsync(weak);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords, visitorId: "v1"));
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        await scene.ChangeAsync<Lead>(lead.Id, row => row.SetStatus(LeadStatus.Won, scene.Clock.GetUtcNow()));
        var history = await LoadAsync(scene);
        var now = Backtest.Run(history, new AlertSettingsDraft(Enabled: true, 1, []));
        Assert.Equal(2, now.IsLead.Count(isLead => isLead));

        var between = now.Score.Min() + 1;
        var one = BacktestComparison.Of(history, now, Backtest.Run(history, new AlertSettingsDraft(Enabled: true, between, [])));
        var none = BacktestComparison.Of(history, now, Backtest.Run(history, new AlertSettingsDraft(Enabled: true, 100, [])));

        Assert.Equal((weak, 0), (Assert.Single(one.Lost).Chat.Id, one.WonMissed));
        Assert.Equal((2, 1), (none.Lost.Count, none.WonMissed));
    }

    [Fact]
    public async Task Another_sites_chats_and_chats_of_long_ago_are_not_in_it()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords, visitorId: "v1"));
        scene.Clock.Advance(TimeSpan.FromDays(BacktestHistory.Days + 1));
        var other = await OwnedSite.AddAsync(scene.Database, "dentist", scene.Clock.GetUtcNow());
        await scene.ReviewAsync(await scene.ChatAsync("Can you repair my roof this week?", visitorId: "v2"));

        Assert.Empty((await scene.Database.Get<BacktestQueries>().LoadAsync(other.Id, Cancel)).Chats);
        var history = await LoadAsync(scene);
        Assert.Single(history.Chats);
        Assert.False(history.IsEnough);
    }

    [Fact]
    public async Task A_visitor_who_was_a_lead_before_the_time_looked_at_is_no_new_alert()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords, visitorId: "v1"));
        scene.Clock.Advance(TimeSpan.FromDays(BacktestHistory.Days + 1));
        await scene.ReviewAsync(await scene.ChatAsync("Hello again, it's Maria, (415) 555-2671. The roof is fine, what about gutters?", visitorId: "v1"));

        var run = Backtest.Run(await LoadAsync(scene), new AlertSettingsDraft(Enabled: true, 40, []));

        Assert.Equal((0, 0, 0, 0), Numbers(run));
        Assert.True(Assert.Single(run.IsLead));
    }

    [Fact]
    public async Task What_an_earlier_version_stored_is_estimated_and_a_new_criterion_is_said_to_be_unread()
    {
        await using var scene = await AlertScene.OpenAsync();
        var settings = await SaveAsync(scene, new AlertSettingsDraft(Enabled: true, 40, []) { OwnCriteria = [Insurance] });
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords + " My insurance claim is open.", visitorId: "v1"));
        await using (var db = await scene.Database.OpenAsync())
        {
            await db.Assessments.ExecuteUpdateAsync(set => set.SetProperty(row => row.Basis, (ScoreBasis?)null), Cancel);
        }

        var history = await LoadAsync(scene);
        var draft = AlertSettingsDraft.Of(settings);
        var run = Backtest.Run(history, draft);
        var stored = await scene.ReadAsync(db => db.Conversations.SingleAsync(Cancel));

        Assert.Equal(1, history.EstimatedChats);
        Assert.Equal(stored.Score, Assert.Single(run.Score));
        Assert.Empty(run.Unread);
        var reworded = draft with { OwnCriteria = [Insurance with { Name = "talks about an insurer" }] };
        Assert.Equal(["talks about an insurer"], Backtest.Run(history, reworded).Unread);
        Assert.Throws<ArgumentException>(() => Backtest.Run(history, draft with { Threshold = 0 }));
    }

    private static (int Leads, int Alerts, int Held, int Mails) Numbers(BacktestRun run) => (run.Leads, run.Alerts, run.Held, run.Mails);

    private static Task<BacktestHistory> LoadAsync(AlertScene scene) => scene.Database.Get<BacktestQueries>().LoadAsync(scene.Site.Id, Cancel);

    private static async Task<AlertSettings> SaveAsync(AlertScene scene, AlertSettingsDraft draft)
    {
        var first = await scene.Database.Get<AlertSettingsStore>().GetAsync(scene.Site.Id, Cancel);
        var next = first.Next(draft.Tidied(), savedBy: null, scene.Clock.GetUtcNow());
        await using var db = await scene.Database.OpenAsync();
        db.Add(next);
        await db.SaveChangesAsync(Cancel);
        return next;
    }

    /// <summary>The demo's latest chats over some days at the same random times for the same seed: some visitors come back, some chats go on after their first review.</summary>
    private static async Task LiveAsync(AlertScene scene, int seed)
    {
        var random = new Random(seed);
        foreach (var (index, demo) in DemoConversations.Load().Take(24).Index())
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(random.Next(2, 700)));
            var visitor = random.Next(5) == 0 ? "regular" : $"v{index}";
            var chat = new Conversation(scene.Site.Id, "api", $"demo-{index}", scene.Clock.GetUtcNow()) { VisitorId = visitor, PageUrl = "https://brightroof.example" + demo.Page };
            await using (var db = await scene.Database.OpenAsync())
            {
                db.Add(chat);
                await db.SaveChangesAsync(Cancel);
            }

            var pause = random.Next(1, demo.Messages.Count + 1);
            foreach (var (at, message) in demo.Messages.Index())
            {
                scene.Clock.Advance(TimeSpan.FromSeconds(20));
                await using (var db = await scene.Database.OpenAsync())
                {
                    var row = await db.Conversations.SingleAsync(other => other.Id == chat.Id, Cancel);
                    db.Add(row.Append(message.Role == "bot" ? MessageRole.Bot : MessageRole.Visitor, message.Text, scene.Clock.GetUtcNow()));
                    await db.SaveChangesAsync(Cancel);
                }

                if (at + 1 == pause || at + 1 == demo.Messages.Count)
                {
                    await scene.WorkAsync();
                }
            }
        }
    }

    private static List<CriterionSetting> AnySettings(Random random) =>
        [.. CriterionNames.Predefined.Select(criterion => new CriterionSetting(criterion, random.Next(5, 16) * 10, random.Next(8) > 0))];
}
