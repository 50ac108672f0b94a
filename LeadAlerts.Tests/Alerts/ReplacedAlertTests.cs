using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>What waits is written anew when there is more to tell, and dropped when there is nothing any more.</summary>
public sealed class ReplacedAlertTests
{
    private const string Opening = "My roof is leaking over the kitchen and I need somebody to repair it. How much would it be?";

    // The scene begins on a Tuesday at 14:02 in Oakland.
    private static readonly AlertSchedule QuietNow = new(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All);
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_update_that_takes_the_place_of_one_that_waits_is_raised_anew_so_that_an_answer_in_between_does_not_drop_it()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { HotScore = 100 });
        var chat = await scene.ChatAsync(Opening);
        await scene.WorkAsync();
        await SayAfterAsync(scene, chat, TimeSpan.FromSeconds(30), "You can call me at (415) 555-2671.");
        var first = await SingleAsync(scene, AlertKind.Update);
        Assert.Equal((AlertState.Held, scene.Clock.GetUtcNow()), (first.State, first.RaisedAt));

        scene.Clock.Advance(TimeSpan.FromSeconds(30));
        await scene.ChangeAsync<Lead>(first.LeadId!.Value, lead => lead.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow()));
        await SayAfterAsync(scene, chat, TimeSpan.FromSeconds(30), "My mail is maria.ortiz@example.com.");
        var second = await SingleAsync(scene, AlertKind.Update);
        Assert.Equal((first.Id, scene.Clock.GetUtcNow()), (second.Id, second.RaisedAt));
        await scene.WorkForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(AlertState.Accepted, (await SingleAsync(scene, AlertKind.Update)).State);
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_first_alert_that_is_written_anew_is_still_the_one_of_then_so_that_who_took_the_lead_before_makes_it_needless()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        var chat = await scene.ChatAsync(Opening);
        await scene.WorkAsync();
        var first = await SingleAsync(scene, AlertKind.New);
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        await scene.ChangeAsync<Lead>(first.LeadId!.Value, lead => lead.Claim(scene.Recipient.Id, "Sam", scene.Clock.GetUtcNow()));
        await SayAfterAsync(scene, chat, TimeSpan.FromMinutes(5), "You can call me at (415) 555-2671.");

        var second = await SingleAsync(scene, AlertKind.New);
        Assert.Equal((first.Id, first.RaisedAt, "+14155552671"), (second.Id, second.RaisedAt, second.Told!.Phone));
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();

        Assert.Empty(scene.Mail.Mails);
        Assert.Equal(AlertReason.LeadHandled, (await SingleAsync(scene, AlertKind.New)).Reason);
    }

    [Fact]
    public void A_change_that_is_taken_back_before_it_was_told_drops_the_update_that_waits()
    {
        var told = Facts();
        var waits = told with { Withdrew = true };

        var decision = Assert.Single(Decide(past => past with { Told = told, ToldAt = Now.AddMinutes(-1), Waiting = Update(waits) }, told));

        Assert.Equal((AlertAction.Drop, AlertReason.ChangedBack), (decision.Action, decision.Reason));
    }

    [Fact]
    public void An_update_that_waits_stays_where_nothing_was_told_to_which_it_could_have_changed_back()
    {
        // The mail that told the lead first was not sent after all, so the update is the only word of it.
        var facts = Facts();

        Assert.Empty(Decide(past => past with { Waiting = Update(facts) }, facts));
    }

    [Fact]
    public async Task The_only_word_of_a_lead_goes_out_though_nothing_changed_since_it_began_to_wait()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { HotScore = 100 });
        var chat = await scene.ChatAsync(Opening);
        await scene.WorkAsync();
        await SayAfterAsync(scene, chat, TimeSpan.FromSeconds(30), "You can call me at (415) 555-2671.");
        var first = await SingleAsync(scene, AlertKind.New);
        await scene.ReadAsync(db => db.Alerts.Where(alert => alert.Id == first.Id).ExecuteUpdateAsync(
            set => set.SetProperty(alert => alert.State, AlertState.Suppressed).SetProperty(alert => alert.Reason, AlertReason.RecipientMuted), Cancel));

        await SayAfterAsync(scene, chat, TimeSpan.FromSeconds(30), "Thank you!");
        Assert.Equal(AlertState.Held, (await SingleAsync(scene, AlertKind.Update)).State);
        await scene.WorkForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(AlertState.Accepted, (await SingleAsync(scene, AlertKind.Update)).State);
    }

    [Fact]
    public async Task When_one_of_several_was_released_meanwhile_none_is_written_anew()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        await scene.AddRecipientAsync("kim@brightroof.example");
        await scene.AddRecipientAsync("lee@brightroof.example");
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var before = await scene.AlertsAsync();
        Assert.Equal(3, before.Count);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        var drafts = await DraftAsync(scene, before);
        await scene.ReadAsync(db => db.Alerts.Where(alert => alert.Id == before[2].Id).ExecuteUpdateAsync(
            set => set.SetProperty(alert => alert.State, AlertState.Due), Cancel));

        // Others share the commit, so that what was done stays done.
        await using (var db = await scene.Database.OpenAsync())
        await using (var write = await db.BeginWriteAsync(Cancel))
        {
            Assert.False(await drafts.AddToAsync(db, Cancel));
            await write.CommitAsync(Cancel);
        }

        Assert.All((await scene.AlertsAsync()).Zip(before).Take(2), pair =>
        {
            Assert.Equal((AlertState.Held, pair.Second.MessageId, pair.Second.DueAt), (pair.First.State, pair.First.MessageId, pair.First.DueAt));
            Assert.Equal(pair.Second.Mime, pair.First.Mime);
        });
    }

    /// <summary>The first two are to be written anew, the third is to be dropped.</summary>
    private static async Task<AlertDrafts> DraftAsync(AlertScene scene, List<Alert> held)
    {
        await using var db = await scene.Database.OpenAsync();
        var now = scene.Clock.GetUtcNow();
        var settings = await scene.Database.Get<AlertSettingsStore>().GetAsync(scene.Site.Id, Cancel);
        var leadId = held[0].LeadId!.Value;
        var (_, story) = (await LeadStories.FindAsync(db, scene.Site, settings, leadId, now, Cancel))!.Value;
        var lead = await db.Leads.AsNoTracking().SingleAsync(Cancel);
        var pasts = await AlertPasts.FindAsync(db, scene.Site.Id, lead, settings.HotScore, now, Cancel);
        var decisions = held.Select((alert, place) =>
        {
            var recipient = pasts.Recipients.Single(past => past.Recipient.Id == alert.RecipientId).Recipient;
            return place == 2
                ? new RecipientDecision(recipient, AlertAction.Drop, AlertReason.ToldByReminder) { Kind = AlertKind.New, Replaces = alert.Id }
                : new RecipientDecision(recipient, AlertAction.Send, AlertReason.None) { Kind = AlertKind.New, Told = alert.Told, Replaces = alert.Id };
        });
        return await AlertDrafts.ComposeAsync(scene.Database.Get<AlertMail>(), decisions, pasts, story);
    }

    private static IReadOnlyList<RecipientDecision> Decide(Func<RecipientPast, RecipientPast> past, LeadFacts facts)
    {
        var siteId = Guid.NewGuid();
        var recipient = new AlertRecipient(siteId, "owner@brightroof.example", "", Now.AddDays(-1));
        recipient.Confirm(Now.AddDays(-1));
        return AlertPolicy.Decide(
            new AlertCase(
                SitePlan.Free,
                AlertSettings.CreateFirst(siteId, Now.AddDays(-1)),
                TimeZoneInfo.Utc,
                MutedUntil: null,
                new LeadEvent { Score = facts.Score, Standing = new LeadStanding(LeadStatus.New), Facts = facts },
                [past(new RecipientPast(recipient))]),
            Now).Recipients;
    }

    private static LeadFacts Facts() => new(70, null, "+14155552671", Urgent: false, AsksToBook: false, Hot: false, Withdrew: false);

    private static WaitingAlert Update(LeadFacts told) => new(Guid.NewGuid(), AlertKind.Update, told, Now.AddMinutes(2));

    private static async Task SayAfterAsync(AlertScene scene, Guid chat, TimeSpan span, string words)
    {
        scene.Clock.Advance(span);
        await scene.SayAsync(chat, words);
        await scene.WorkAsync();
    }

    private static async Task<Alert> SingleAsync(AlertScene scene, AlertKind kind) => Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == kind);
}
