using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Tests.Alerts;

public sealed class HoldAndReleaseTests
{
    // The scene begins on a Tuesday at 14:02 in Oakland.
    private static readonly AlertSchedule QuietNow = new(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_leads_in_quiet_hours_come_as_one_mail_when_they_end()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.ChatAsync(AlertScene.HotWords.Replace("2671", "2672", StringComparison.Ordinal), "v2");
        await scene.WorkAsync();
        Assert.Empty(scene.Mail.Mails);
        Assert.All(await scene.AlertsAsync(), alert => Assert.Equal((AlertState.Held, AlertReason.QuietHours), (alert.State, alert.Reason)));
        var verdicts = await scene.ReadAsync(db => db.Assessments.Select(row => row.AlertVerdict).ToListAsync(Cancel));
        Assert.All(verdicts, verdict => Assert.Equal((int)AlertVerdict.Held, verdict));

        scene.Clock.Advance(TimeSpan.FromMinutes(238));
        await scene.WorkAsync();
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
        var alerts = await scene.AlertsAsync();
        var bundle = Assert.Single(alerts, alert => alert.Kind == AlertKind.Release);
        Assert.Equal(AlertState.Accepted, bundle.State);
        Assert.All(alerts.Where(alert => alert.Kind == AlertKind.New), alert => Assert.Equal((AlertState.Bundled, bundle.Id), (alert.State, alert.BundleId)));
    }

    [Fact]
    public async Task One_lead_that_waited_goes_out_as_itself_with_its_frozen_bytes_even_after_the_hour()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var held = Assert.Single(await scene.AlertsAsync());

        // The server was down when the quiet hours ended.
        scene.Clock.Advance(TimeSpan.FromHours(7));
        await scene.WorkAsync();

        var mail = Assert.Single(scene.Mail.Mails);
        Assert.Equal(held.Mime, mail.Mime.ToArray());
        Assert.Equal(AlertState.Accepted, Assert.Single(await scene.AlertsAsync()).State);
    }

    [Fact]
    public async Task A_hot_lead_overrides_quiet_hours_but_no_mute()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 60 });
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);

        var now = scene.Clock.GetUtcNow();
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.MuteAlerts(now.AddMinutes(30), Guid.NewGuid(), now));
        await scene.ChatAsync(AlertScene.HotWords.Replace("2671", "2672", StringComparison.Ordinal), "v2");
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);
        Assert.Equal(AlertReason.SiteMuted, (await scene.AlertsAsync())[^1].Reason);

        scene.Clock.Advance(TimeSpan.FromMinutes(31));
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task Of_two_servers_one_releases()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        for (var i = 0; i < 3; i++)
        {
            await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"268{i}", StringComparison.Ordinal), $"v{i}");
        }

        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => scene.Database.Get<HeldAlerts>().ReleaseAsync(scene.Recipient.Id, Cancel))));
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
        Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Release);
    }

    [Fact]
    public async Task What_was_answered_while_it_waited_is_not_mailed_any_more()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        await scene.ChangeAsync<Lead>(lead.Id, row => row.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow()));

        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();

        Assert.Empty(scene.Mail.Mails);
        Assert.Equal((AlertState.Suppressed, AlertReason.LeadHandled), Assert.Single(await scene.AlertsAsync()) is var alert ? (alert.State, alert.Reason) : default);
    }

    [Fact]
    public async Task A_change_while_the_first_alert_waits_makes_no_second_one()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        var id = await scene.ChatAsync("My roof is leaking over the kitchen and I need somebody to repair it. How much would it be, can you come on Thursday?");
        await scene.WorkAsync();
        Assert.Null(Assert.Single(await scene.AlertsAsync()).Told!.Phone);
        await scene.SayAsync(id, "I'm Maria Ortiz, please call me at (415) 555-2671.");
        await scene.WorkAsync();

        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();

        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal("+14155552671", alert.Told!.Phone);
        Assert.Equal(alert.Mime, Assert.Single(scene.Mail.Mails).Mime.ToArray());
    }

    [Fact]
    public async Task A_phone_number_given_later_is_an_update_and_what_comes_right_after_waits_to_be_told_in_one()
    {
        await using var scene = await OpenAsync(draft => draft with { HotScore = 100 });
        var id = await scene.ChatAsync("My roof is leaking over the kitchen and I need somebody to repair it. How much would it be?");
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.SayAsync(id, "You can call me at (415) 555-2671.");
        await scene.WorkAsync();
        var update = Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Update);
        Assert.Equal((AlertState.Accepted, LeadChanges.ContactGiven), (update.State, update.Changes & LeadChanges.ContactGiven));

        scene.Clock.Advance(TimeSpan.FromSeconds(30));
        await scene.SayAsync(id, "My mail is maria.ortiz@example.com.");
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromSeconds(30));
        await scene.SayAsync(id, "Sorry, maria.o@example.com is the right address. It is urgent, water comes through the ceiling!");
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);

        scene.Clock.Advance(TimeSpan.FromMinutes(3));
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromHours(3));
        await scene.SayAsync(id, "Thank you, have a nice day!");
        await scene.WorkAsync();

        Assert.Equal(3, scene.Mail.Mails.Count);
        var last = (await scene.AlertsAsync())[^1];
        Assert.Equal((AlertKind.Update, "maria.o@example.com"), (last.Kind, last.Told!.Email));
        Assert.Equal((int)AlertVerdict.AlreadyAlerted, await scene.ReadAsync(db => db.Assessments.OrderBy(row => row.AssessedAt).Select(row => row.AlertVerdict).LastAsync(Cancel)));
    }

    [Fact]
    public async Task Updates_that_waited_for_the_same_hour_say_in_one_mail_what_changed()
    {
        await using var scene = await OpenAsync(draft => draft with { HotScore = 100 });
        var first = await scene.ChatAsync("My roof is leaking over the kitchen and I need somebody to repair it. How much would it be?", "v1");
        var second = await scene.ChatAsync(AlertScene.WordsOf(1), "v2");
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await SetAsync(scene, draft => draft with { Schedule = QuietNow });
        await scene.SayAsync(first, "You can call me at (415) 555-2671.");
        await scene.SayAsync(second, "My mail is maria.ortiz@example.com.");
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);

        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();

        Assert.Equal(3, scene.Mail.Mails.Count);
        var mail = await MimeMessage.LoadAsync(new MemoryStream(scene.Mail.Mails[2].Mime.ToArray()), Cancel);
        Assert.StartsWith("2 updates, top ", mail.Subject, StringComparison.Ordinal);
        Assert.StartsWith("2 updates came while your alerts waited", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("New: Phone: (415) 555-2671", mail.TextBody, StringComparison.Ordinal);

        // The number of that one is known.
        Assert.Contains("New: E-mail: maria.ortiz@example.com", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_the_hourly_cap_leads_come_in_one_mail_when_the_hour_is_over()
    {
        await using var scene = await OpenAsync(draft => draft with { HourlyCap = 2, HotScore = 100 });
        for (var i = 0; i < 5; i++)
        {
            await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"269{i}", StringComparison.Ordinal), $"v{i}");
            await scene.WorkAsync();
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Equal(3, (await scene.AlertsAsync()).Count(alert => alert is { State: AlertState.Held, Reason: AlertReason.HourlyCap }));

        scene.Clock.Advance(TimeSpan.FromMinutes(56));
        await scene.WorkAsync();

        Assert.Equal(3, scene.Mail.Mails.Count);
        Assert.Equal(3, (await scene.AlertsAsync()).Count(alert => alert.State == AlertState.Bundled));
        Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Overflow);
    }

    [Fact]
    public async Task A_bot_that_makes_lead_after_lead_gets_three_mails_and_the_rest_in_one()
    {
        await using var scene = await OpenAsync(draft => draft with { HotScore = 60 });
        for (var i = 0; i < 8; i++)
        {
            await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"270{i}", StringComparison.Ordinal), $"v{i}", network: "one");
            await scene.WorkAsync();
            scene.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(3, scene.Mail.Mails.Count);
        await scene.ChatAsync(AlertScene.HotWords.Replace("2671", "2799", StringComparison.Ordinal), "w", network: "two");
        await scene.WorkAsync();
        Assert.Equal(4, scene.Mail.Mails.Count);

        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.WorkAsync();

        Assert.Equal(5, scene.Mail.Mails.Count);
        Assert.Equal(5, (await scene.AlertsAsync()).Count(alert => alert is { State: AlertState.Bundled, Reason: AlertReason.SenderBurst }));
    }

    [Fact]
    public async Task Settings_that_let_it_go_release_it_at_once()
    {
        await using var scene = await OpenAsync(draft => draft with { Schedule = QuietNow, HotScore = 100 });
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        await SetAsync(scene, draft => draft with { Schedule = AlertSchedule.Always });
        await scene.WorkAsync();

        Assert.Single(scene.Mail.Mails);
    }

    internal static async Task<AlertScene> OpenAsync(Func<AlertSettingsDraft, AlertSettingsDraft> change)
    {
        var scene = await AlertScene.OpenAsync();
        await SetAsync(scene, change);
        return scene;
    }

    internal static async Task SetAsync(AlertScene scene, Func<AlertSettingsDraft, AlertSettingsDraft> change)
    {
        var settings = await scene.Database.Get<AlertSettingsStore>().GetAsync(scene.Site.Id, Cancel);
        await using var db = await scene.Database.OpenAsync();
        await using var write = await db.BeginWriteAsync(Cancel);
        db.Add(settings.Next(change(AlertSettingsDraft.Of(settings)), null, scene.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
        await HeldAlerts.ReconsiderAsync(db, scene.Site.Id, null, scene.Clock.GetUtcNow(), Cancel);
        await write.CommitAsync(Cancel);
    }
}
