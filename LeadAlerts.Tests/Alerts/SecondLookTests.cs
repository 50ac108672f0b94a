using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>An alert that could not leave when it was due is looked at again before it does.</summary>
public sealed class SecondLookTests
{
    // The scene begins at 14:02; work ends at 18:00 and begins at 8:00.
    private static readonly AlertSchedule Nights = new(new TimeOnly(18, 0), new TimeOnly(8, 0), Weekdays.All);

    [Fact]
    public async Task After_an_outage_into_the_night_the_leads_come_in_the_morning_in_one_mail()
    {
        await using var scene = await DownAsync(leads: 3);
        scene.Clock.Advance(TimeSpan.FromHours(9));
        await scene.WorkAsync();
        Assert.Empty(scene.Mail.Mails);
        Assert.All(await scene.AlertsAsync(), alert => Assert.Equal((AlertState.Held, AlertReason.QuietHours), (alert.State, alert.Reason)));

        scene.Clock.Advance(TimeSpan.FromHours(9));
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
        Assert.Equal(3, (await scene.AlertsAsync()).Count(alert => alert.State == AlertState.Bundled));
    }

    [Fact]
    public async Task After_an_outage_in_working_hours_each_lead_goes_out_the_oldest_first()
    {
        await using var scene = await DownAsync(leads: 3, cap: 1000);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await scene.WorkAsync();

        var sent = (await scene.AlertsAsync()).Where(alert => alert.State == AlertState.Accepted).ToList();
        Assert.Equal(3, sent.Count);
        Assert.Equal(sent.OrderBy(alert => alert.RaisedAt).Select(alert => alert.MessageId), scene.Mail.Mails.Select(MessageIdOf));
    }

    [Fact]
    public async Task A_hot_lead_goes_out_in_the_night_when_the_outage_ends()
    {
        await using var scene = await DownAsync(leads: 1, hotScore: 50);
        scene.Clock.Advance(TimeSpan.FromHours(9));
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
    }

    [Theory]
    [InlineData("contacted", AlertState.Suppressed, AlertReason.LeadHandled)]
    [InlineData("taken", AlertState.Suppressed, AlertReason.LeadHandled)]
    [InlineData("not a lead", AlertState.Suppressed, AlertReason.MarkedNotALead)]
    [InlineData("off", AlertState.Suppressed, AlertReason.AlertsOff)]
    [InlineData("site muted", AlertState.Held, AlertReason.SiteMuted)]
    [InlineData("recipient muted", AlertState.Held, AlertReason.RecipientMuted)]
    public async Task What_changed_meanwhile_counts(string what, AlertState state, AlertReason reason)
    {
        await using var scene = await DownAsync(leads: 1);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        var now = scene.Clock.GetUtcNow();
        var lead = (await scene.AlertsAsync())[0].LeadId!.Value;
        await (what switch
        {
            "contacted" => scene.ChangeAsync<Lead>(lead, row => row.SetStatus(LeadStatus.Contacted, now)),
            "taken" => scene.ChangeAsync<Lead>(lead, row => row.Claim(scene.Recipient.Id, "Sam", now)),
            "not a lead" => scene.ChangeAsync<Lead>(lead, row => row.SetStatus(LeadStatus.NotALead, now)),
            "off" => HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false }),
            "site muted" => scene.ChangeAsync<Site>(scene.Site.Id, site => site.MuteAlerts(now.AddHours(1), Guid.NewGuid(), now)),
            _ => scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Mute(now.AddHours(1))),
        });
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        await scene.WorkAsync();

        Assert.Empty(scene.Mail.Mails);
        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((state, reason), (alert.State, alert.Reason));

        // What waits goes out when it may.
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.WorkAsync();
        Assert.Equal(state == AlertState.Held ? 1 : 0, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task Whoever_muted_the_mails_while_the_server_was_down_has_the_fallback_stand_in()
    {
        await using var scene = await DownAsync(leads: 1, fallback: "second@brightroof.example");
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        var until = scene.Clock.GetUtcNow().AddHours(1);
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Mute(until));
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        await scene.WorkAsync();
        Assert.Equal("second@brightroof.example", Assert.Single(scene.Mail.Mails).Recipient);

        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.WorkAsync();
        Assert.Equal(["second@brightroof.example", "owner@brightroof.example"], scene.Mail.Mails.Select(mail => mail.Recipient));
    }

    [Theory]
    [InlineData("contacted", AlertState.Suppressed, AlertReason.LeadHandled)]
    [InlineData("taken", AlertState.Held, AlertReason.LeadHandled)]
    [InlineData("night", AlertState.Held, AlertReason.QuietHours)]
    public async Task A_reminder_that_an_outage_kept_back_does_not_say_what_is_over_nor_come_at_night(string what, AlertState state, AlertReason reason)
    {
        await using var scene = await RemindedWhileDownAsync();
        var lead = (await scene.AlertsAsync())[0].LeadId!.Value;
        await (what switch
        {
            "contacted" => scene.ChangeAsync<Lead>(lead, row => row.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow())),
            "taken" => scene.ChangeAsync<Lead>(lead, row => row.Claim(scene.Recipient.Id, "Sam", scene.Clock.GetUtcNow())),
            _ => Task.CompletedTask,
        });
        scene.Clock.Advance(what == "night" ? TimeSpan.FromHours(9) : TimeSpan.FromMinutes(20));
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
        var reminder = Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Escalation);
        Assert.Equal((state, reason), (reminder.State, reminder.Reason));

        scene.Clock.Advance(TimeSpan.FromHours(9));
        await scene.WorkAsync();
        Assert.Equal(what == "night" ? 2 : 1, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_reminder_that_an_outage_kept_back_says_for_how_long_nobody_has_answered_by_now()
    {
        await using var scene = await RemindedWhileDownAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(50));
        await scene.WorkAsync();

        Assert.Equal(2, scene.Mail.Mails.Count);
        using var stream = new MemoryStream(scene.Mail.Mails[1].Mime.ToArray());
        using var mail = await MimeKit.MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
        Assert.StartsWith("Nobody has answered Maria Ortiz for 1 hour 5 minutes", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(AlertState.Accepted, Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Escalation).State);
    }

    [Fact]
    public async Task What_a_person_sends_again_goes_out_in_the_night()
    {
        await using var scene = await DownAsync(leads: 1);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);
        scene.Clock.Advance(TimeSpan.FromHours(8));

        await scene.Database.Get<Core.Alerts.Delivery.AlertResend>().QueueAsync(scene.Site.Id, (await scene.AlertsAsync())[0].Id, Guid.NewGuid());
        await scene.WorkAsync();

        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    /// <summary>A site whose mail server is down, with leads that were due at 14:02.</summary>
    private static async Task<AlertScene> DownAsync(int leads, int hotScore = 100, int? cap = null, string? fallback = null)
    {
        var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { Schedule = Nights, HotScore = hotScore, HourlyCap = cap ?? draft.HourlyCap });
        if (fallback is not null)
        {
            await scene.AddRecipientAsync(fallback, RecipientRole.Fallback);
        }

        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("connection refused"));
        for (var i = 0; i < leads; i++)
        {
            await scene.ChatAsync(AlertScene.WordsOf(i), $"v{i}");
            await scene.WorkAsync();
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(scene.Mail.Mails);
        return scene;
    }

    /// <summary>A lead that was told of at 14:02 and taken by nobody, and a mail server that is down since the reminder of 14:17.</summary>
    private static async Task<AlertScene> RemindedWhileDownAsync()
    {
        var scene = await HoldAndReleaseTests.OpenAsync(draft => draft with { Schedule = Nights, HotScore = 100, Escalation = new EscalationPlan(15, 1, EscalationTarget.Everyone) });
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("connection refused"));
        scene.Clock.Advance(TimeSpan.FromMinutes(15));
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);
        Assert.Equal(AlertState.Due, Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Escalation).State);
        return scene;
    }

    private static string MessageIdOf(OutgoingMail mail)
    {
        using var stream = new MemoryStream(mail.Mime.ToArray());
        return MimeKit.MimeMessage.Load(stream, TestContext.Current.CancellationToken).MessageId!;
    }
}
