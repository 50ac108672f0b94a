using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

public sealed class EscalationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_that_nobody_takes_is_told_to_the_next_one_and_then_to_all_at_most_as_often_as_wanted()
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 2, EscalationTarget.Next));
        await AddAsync(scene, "second@brightroof.example", RecipientRole.Fallback);
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        Assert.Equal(["owner@brightroof.example"], Mailed(scene));

        scene.Clock.Advance(TimeSpan.FromMinutes(15));
        await scene.WorkAsync();
        Assert.Equal(["owner@brightroof.example", "second@brightroof.example"], Mailed(scene));

        scene.Clock.Advance(TimeSpan.FromMinutes(15));
        await scene.WorkAsync();
        Assert.Equal(4, scene.Mail.Mails.Count);

        scene.Clock.Advance(TimeSpan.FromDays(3));
        await scene.WorkAsync();
        Assert.Equal(4, scene.Mail.Mails.Count);
        Assert.Equal(2, (await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel))).Escalations);
    }

    [Theory]
    [InlineData("contacted")]
    [InlineData("claimed")]
    [InlineData("assigned")]
    [InlineData("lost")]
    public async Task Who_takes_answers_or_closes_a_lead_stops_it(string how)
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 3, EscalationTarget.Everyone));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        var now = scene.Clock.GetUtcNow();
        await scene.ChangeAsync<Lead>(lead.Id, row =>
        {
            switch (how)
            {
                case "contacted":
                    row.SetStatus(LeadStatus.Contacted, now);
                    break;
                case "claimed":
                    row.Claim(scene.Recipient.Id, "Sam", now);
                    break;
                case "assigned":
                    row.Assign(Guid.NewGuid(), now);
                    break;
                default:
                    row.SetStatus(LeadStatus.Lost, now);
                    break;
            }
        });

        scene.Clock.Advance(TimeSpan.FromHours(2));
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
        Assert.Null((await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel))).EscalateAt);
    }

    [Fact]
    public async Task Who_snoozes_a_lead_puts_it_off_to_the_end_of_the_snooze_for_a_lead_that_comes_back_in_sight_must_not_be_silent()
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 3, EscalationTarget.Everyone));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        var now = scene.Clock.GetUtcNow();
        await scene.ChangeAsync<Lead>(lead.Id, row => row.Snooze(now.AddDays(1), now));

        scene.Clock.Advance(TimeSpan.FromHours(2));
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
        Assert.Equal(now.AddDays(1), (await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel))).EscalateAt);
    }

    [Fact]
    public async Task Only_working_time_counts()
    {
        // It is 14:02; work ends at 14:10 and begins at 8:00.
        await using var scene = await OpenAsync(
            new EscalationPlan(15, 1, EscalationTarget.Everyone), new AlertSchedule(new TimeOnly(14, 10), new TimeOnly(8, 0), Weekdays.All));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        Assert.Equal(new DateTimeOffset(2026, 6, 3, 15, 7, 0, TimeSpan.Zero), (await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel))).EscalateAt);
    }

    [Fact]
    public async Task Of_two_servers_one_escalates()
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 3, EscalationTarget.Everyone));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(15));
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => scene.Database.Get<LeadFollowUps>().RunAsync(lead.Id, Cancel))));

        Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Escalation);
        Assert.Equal(1, (await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel))).Escalations);
    }

    [Fact]
    public async Task A_fallback_stands_in_when_the_first_ones_mail_is_refused()
    {
        await using var scene = await AlertScene.OpenAsync();
        await AddAsync(scene, "second@brightroof.example", RecipientRole.Fallback);
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 no such user"));

        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        Assert.Equal(["owner@brightroof.example", "second@brightroof.example"], Mailed(scene));
        Assert.Equal(AlertState.Failed, (await scene.AlertsAsync()).Single(alert => alert.RecipientId == scene.Recipient.Id).State);
    }

    [Fact]
    public async Task A_fallback_stands_in_when_the_first_one_stops_before_the_mail_leaves()
    {
        await using var scene = await AlertScene.OpenAsync();
        await AddAsync(scene, "second@brightroof.example", RecipientRole.Fallback);
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Stop(scene.Clock.GetUtcNow()));

        await scene.WorkAsync();

        Assert.Equal(["second@brightroof.example"], Mailed(scene));
    }

    [Fact]
    public async Task A_fallback_is_left_alone_while_another_can_be_told_and_the_row_says_so()
    {
        await using var scene = await AlertScene.OpenAsync();
        var second = await AddAsync(scene, "second@brightroof.example", RecipientRole.Fallback);
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        Assert.Equal(["owner@brightroof.example"], Mailed(scene));
        var left = (await scene.AlertsAsync()).Single(alert => alert.RecipientId == second.Id);
        Assert.Equal((AlertState.Suppressed, AlertReason.FallbackNotNeeded, 0), (left.State, left.Reason, left.Mime.Length));
    }

    [Fact]
    public async Task A_fallback_is_not_forgotten_while_the_site_is_disabled_and_the_escalation_keeps_its_time()
    {
        await using var scene = await OpenAsync(new EscalationPlan(90, 1, EscalationTarget.Everyone));
        await AddAsync(scene, "second@brightroof.example", RecipientRole.Fallback);
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 no such user"));
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        await scene.SendAsync((await scene.AlertsAsync()).Single(alert => alert.State == AlertState.Due).Id);
        var escalateAt = (await LeadAsync(scene)).EscalateAt;
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetDisabled(true));

        await scene.WorkAsync();
        Assert.Equal(["owner@brightroof.example"], Mailed(scene));
        var lead = await LeadAsync(scene);
        Assert.Equal((escalateAt, scene.Clock.GetUtcNow() + AlertPolicy.LookAgain), (lead.EscalateAt, lead.FallbackDueAt));
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetDisabled(false));
        await scene.WorkForAsync(AlertPolicy.LookAgain);

        Assert.Equal(["owner@brightroof.example", "second@brightroof.example"], Mailed(scene));
        Assert.Null((await LeadAsync(scene)).FallbackDueAt);
    }

    private static List<string> Mailed(AlertScene scene) => [.. scene.Mail.Mails.Select(mail => mail.Recipient)];

    private static async Task<AlertScene> OpenAsync(EscalationPlan plan, AlertSchedule? schedule = null) =>
        await HoldAndReleaseTests.OpenAsync(draft => draft with { Escalation = plan, Schedule = schedule ?? AlertSchedule.Always });

    private static Task<Lead> LeadAsync(AlertScene scene) => scene.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));

    private static Task<AlertRecipient> AddAsync(AlertScene scene, string address, RecipientRole role) => scene.AddRecipientAsync(address, role);
}
