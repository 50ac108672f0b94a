using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>The hourly cap holds for reminders, too, and loses none.</summary>
public sealed class CapOfRemindersTests
{
    private static readonly EscalationPlan Once = new(15, 1, EscalationTarget.Everyone);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminders_past_the_cap_come_in_one_mail_when_the_hour_is_over()
    {
        await using var scene = await OpenAsync(Once, cap: 2, leads: 2);
        await scene.WorkForAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Equal(
            [(AlertState.Held, AlertReason.HourlyCap), (AlertState.Held, AlertReason.HourlyCap)],
            (await RemindersAsync(scene)).Select(alert => (alert.State, alert.Reason)));

        await scene.WorkForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(3, scene.Mail.Mails.Count);
        var bundle = Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Overflow);
        Assert.StartsWith("2 reminders, top ", bundle.Subject, StringComparison.Ordinal);
        var text = await TextAsync(scene);
        Assert.Contains("Nobody has answered for 1 hour", text, StringComparison.Ordinal);
        Assert.All(await RemindersAsync(scene), alert => Assert.Equal((AlertState.Bundled, bundle.Id), (alert.State, alert.BundleId)));
    }

    [Fact]
    public async Task A_single_reminder_past_the_cap_comes_as_itself_in_the_leads_thread_as_things_stand_by_then()
    {
        await using var scene = await OpenAsync(Once, cap: 1);
        await scene.WorkForAsync(TimeSpan.FromMinutes(59));
        Assert.Single(scene.Mail.Mails);

        await scene.WorkForAsync(TimeSpan.FromMinutes(2));

        var reminder = Assert.Single(await RemindersAsync(scene));
        Assert.Equal((AlertState.Accepted, $"Re: {(await scene.AlertsAsync())[0].Subject}"), (reminder.State, reminder.Subject));
        Assert.Equal(reminder.Mime, scene.Mail.Mails[^1].Mime.ToArray());
        Assert.StartsWith("Nobody has answered Maria Ortiz for 1 hour", await TextAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_counts_under_the_cap_of_what_comes_after_it()
    {
        await using var scene = await OpenAsync(Once, cap: 2);
        await scene.WorkForAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(2, scene.Mail.Mails.Count);

        await scene.ChatAsync(AlertScene.WordsOf(50), "v50");
        await scene.WorkAsync();

        Assert.Equal(AlertReason.HourlyCap, (await scene.AlertsAsync())[^1].Reason);
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_hot_leads_reminder_comes_at_once_as_its_alert_did()
    {
        await using var scene = await OpenAsync(Once, cap: 1, hotScore: 60);
        await scene.WorkForAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(AlertState.Accepted, Assert.Single(await RemindersAsync(scene)).State);
    }

    [Fact]
    public async Task A_reminder_waits_while_somebody_has_the_lead_and_comes_when_it_is_given_back()
    {
        await using var scene = await OpenAsync(Once, cap: 1);
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        await ChangeLeadAsync(scene, lead => lead.Claim(scene.Recipient.Id, "Sam", scene.Clock.GetUtcNow()));
        await scene.WorkForAsync(TimeSpan.FromMinutes(60));
        Assert.Equal((AlertState.Held, AlertReason.LeadHandled), Assert.Single(await RemindersAsync(scene)) is var held ? (held.State, held.Reason) : default);
        Assert.Single(scene.Mail.Mails);
        await ChangeLeadAsync(scene, lead => lead.Unclaim(null, scene.Clock.GetUtcNow()));

        await scene.WorkForAsync(TimeSpan.FromMinutes(61));

        Assert.Equal(AlertState.Accepted, Assert.Single(await RemindersAsync(scene)).State);
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_reminder_that_waits_is_dropped_when_the_lead_is_answered()
    {
        await using var scene = await OpenAsync(Once, cap: 1);
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        await ChangeLeadAsync(scene, lead => lead.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow()));

        await scene.WorkForAsync(TimeSpan.FromMinutes(60));

        Assert.Equal((AlertState.Suppressed, AlertReason.LeadHandled), Assert.Single(await RemindersAsync(scene)) is var alert ? (alert.State, alert.Reason) : default);
        Assert.Single(scene.Mail.Mails);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reminder_that_waits_comes_after_a_snooze_or_within_the_hour_when_that_is_cut_short(bool wakes)
    {
        await using var scene = await OpenAsync(Once, cap: 1);
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        await ChangeLeadAsync(scene, lead => lead.Snooze(scene.Clock.GetUtcNow().AddHours(4), scene.Clock.GetUtcNow()));
        await scene.WorkForAsync(TimeSpan.FromMinutes(100));
        Assert.Equal((AlertState.Held, AlertReason.LeadSnoozed), Assert.Single(await RemindersAsync(scene)) is var held ? (held.State, held.Reason) : default);
        Assert.NotNull(AlertWords.Reason(held.Reason));
        if (wakes)
        {
            await ChangeLeadAsync(scene, lead => lead.Snooze(null, scene.Clock.GetUtcNow()));
        }

        await scene.WorkForAsync(TimeSpan.FromMinutes(61));
        Assert.Equal(wakes ? AlertState.Accepted : AlertState.Held, Assert.Single(await RemindersAsync(scene)).State);
        await scene.WorkForAsync(TimeSpan.FromMinutes(80));

        Assert.Equal(AlertState.Accepted, Assert.Single(await RemindersAsync(scene)).State);
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_reminder_whose_time_comes_while_alerts_are_off_waits_until_they_are_on()
    {
        await using var scene = await OpenAsync(Once, cap: 1);
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false });
        await scene.WorkForAsync(TimeSpan.FromMinutes(50));
        Assert.Equal((AlertState.Held, AlertReason.AlertsOff), Assert.Single(await RemindersAsync(scene)) is var held ? (held.State, held.Reason) : default);
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = true });

        await scene.WorkForAsync(TimeSpan.FromMinutes(60));

        Assert.Equal(AlertState.Accepted, Assert.Single(await RemindersAsync(scene)).State);
    }

    [Fact]
    public async Task All_reminders_come_in_the_end_and_never_more_in_an_hour_than_the_cap_allows()
    {
        await using var scene = await OpenAsync(new EscalationPlan(5, 3, EscalationTarget.Everyone), cap: 1);

        var times = new List<DateTimeOffset>();
        for (var minute = 0; minute < 240; minute++)
        {
            await scene.WorkForAsync(TimeSpan.FromMinutes(1));
            times.AddRange(Enumerable.Repeat(scene.Clock.GetUtcNow(), scene.Mail.Mails.Count - 1 - times.Count));
        }

        Assert.Equal(3, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromHours(1)));
        Assert.All(await RemindersAsync(scene), alert => Assert.Equal(AlertState.Accepted, alert.State));
        Assert.Equal(3, (await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel))).Escalations);
    }

    [Fact]
    public async Task What_the_visitor_says_while_a_reminder_waits_is_told_once()
    {
        await using var scene = await OpenAsync(Once, cap: 1, words: "My roof is leaking over the kitchen and I need somebody to repair it. How much would it be?");
        var chat = await scene.ReadAsync(db => db.Conversations.Select(row => row.Id).SingleAsync(Cancel));
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        await scene.SayAsync(chat, "You can call me at (415) 555-2671.");
        await scene.WorkForAsync(TimeSpan.FromMinutes(60));
        await scene.SayAsync(chat, "Thank you!");
        await scene.WorkForAsync(TimeSpan.FromMinutes(120));

        Assert.Equal(
            [(AlertKind.New, AlertState.Accepted), (AlertKind.Escalation, AlertState.Bundled), (AlertKind.Update, AlertState.Bundled), (AlertKind.Overflow, AlertState.Accepted)],
            (await scene.AlertsAsync()).Select(alert => (alert.Kind, alert.State)));
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    private static async Task<AlertScene> OpenAsync(EscalationPlan plan, int cap, int leads = 1, int hotScore = 100, string? words = null)
    {
        var scene = await HoldAndReleaseTests.OpenAsync(
            draft => draft with { Escalation = plan, Schedule = AlertSchedule.Always, HourlyCap = cap, HotScore = hotScore });
        for (var number = 0; number < leads; number++)
        {
            await scene.ChatAsync(words ?? AlertScene.WordsOf(number), $"v{number}");
        }

        await scene.WorkAsync();
        Assert.Equal(leads, scene.Mail.Mails.Count);
        return scene;
    }

    private static async Task ChangeLeadAsync(AlertScene scene, Action<Lead> change) =>
        await scene.ChangeAsync((await scene.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel))).Id, change);

    private static async Task<List<Alert>> RemindersAsync(AlertScene scene) => [.. (await scene.AlertsAsync()).Where(alert => alert.Kind == AlertKind.Escalation)];

    private static async Task<string> TextAsync(AlertScene scene) =>
        (await MimeKit.MimeMessage.LoadAsync(new MemoryStream(scene.Mail.Mails[^1].Mime.ToArray()), Cancel)).TextBody!;
}
