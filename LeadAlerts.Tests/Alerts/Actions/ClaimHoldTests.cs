using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts.Actions;

/// <summary>That somebody has a lead is no reason to wake anybody.</summary>
public sealed class ClaimHoldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_quiet_hours_the_others_are_told_in_the_morning()
    {
        await using var scene = await OpenAsync();
        await TakeAsync(scene);
        Assert.Equal((AlertState.Held, AlertReason.QuietHours), (await ClaimAsync(scene)) is var claim ? (claim.State, claim.Reason) : default);
        var before = scene.Base.Mail.Mails.Count;
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(before, scene.Base.Mail.Mails.Count);

        scene.Base.Clock.Advance(TimeSpan.FromHours(5));
        await scene.Base.WorkAsync();

        Assert.Equal(scene.Kim.Address, scene.Base.Mail.Mails[before..] is [var mail] ? mail.Recipient : null);
        Assert.Equal(claim.Mime, scene.Base.Mail.Mails[^1].Mime.ToArray());
    }

    [Fact]
    public async Task Taken_back_before_the_morning_nobody_is_told()
    {
        await using var scene = await OpenAsync();
        var done = await TakeAsync(scene);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(40));
        await scene.Base.WorkAsync();
        await scene.Actions.ActAsync(done.UndoToken, Cancel);
        scene.Base.Clock.Advance(TimeSpan.FromHours(5));
        var before = scene.Base.Mail.Mails.Count;
        await scene.Base.WorkAsync();

        Assert.Equal(before, scene.Base.Mail.Mails.Count);
        Assert.Equal((AlertState.Suppressed, AlertReason.ClaimTakenBack), (await ClaimAsync(scene)) is var claim ? (claim.State, claim.Reason) : default);
        Assert.NotNull(AlertWords.Reason(AlertReason.ClaimTakenBack));
    }

    [Fact]
    public async Task Given_back_when_one_was_told_and_another_waits_only_the_told_one_hears_of_it()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var lee = await scene.Base.AddRecipientAsync("lee@brightroof.example");
        await scene.Base.ChatAsync(AlertScene.WordsOf(5), "v5");
        await scene.Base.WorkAsync();
        var sams = (await scene.Base.AlertsAsync()).Last(alert => alert.RecipientId == scene.Sam.Id);
        var muted = scene.Now.AddHours(3);
        await scene.Base.ChangeAsync<AlertRecipient>(lee.Id, recipient => recipient.Mute(muted));
        var token = scene.Base.Database.Get<MailActionLinks>().CreateToken(MailActionPurpose.Take, sams.Id, scene.Sam.Id, sams.LeadId!.Value, scene.Now);
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(token, Cancel)).View);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));
        Assert.Equal([AlertState.Accepted, AlertState.Held], (await scene.ClaimAlertsAsync()).OrderBy(alert => alert.RecipientId == lee.Id).Select(alert => alert.State));

        await scene.Actions.ActAsync(done.UndoToken, Cancel);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));
        scene.Base.Clock.Advance(TimeSpan.FromHours(4));
        await scene.Base.WorkAsync();

        var claims = await scene.ClaimAlertsAsync();
        Assert.Equal(2, claims.Count(alert => alert.RecipientId == scene.Kim.Id && alert.State == AlertState.Accepted));
        Assert.DoesNotContain(claims, alert => alert.RecipientId == lee.Id && alert.State == AlertState.Accepted);
    }

    [Fact]
    public async Task A_mute_of_the_site_lets_it_wait()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var until = scene.Now.AddHours(2);
        await scene.Base.ChangeAsync<Site>(scene.Base.Site.Id, site => site.MuteAlerts(until, Guid.NewGuid(), scene.Now));
        await TakeAsync(scene);

        Assert.Equal((AlertState.Held, AlertReason.SiteMuted, until), (await ClaimAsync(scene)) is var claim ? (claim.State, claim.Reason, claim.DueAt) : default);
    }

    [Fact]
    public async Task With_alerts_off_nobody_is_told_and_the_row_says_why()
    {
        await using var scene = await ClaimScene.OpenAsync();
        await HoldAndReleaseTests.SetAsync(scene.Base, draft => draft with { Enabled = false });
        await TakeAsync(scene);

        Assert.Equal((AlertState.Suppressed, AlertReason.AlertsOff), (await ClaimAsync(scene)) is var claim ? (claim.State, claim.Reason) : default);
    }

    [Fact]
    public async Task Alerts_switched_off_within_the_minute_stop_it()
    {
        await using var scene = await ClaimScene.OpenAsync();
        await TakeAsync(scene);
        await HoldAndReleaseTests.SetAsync(scene.Base, draft => draft with { Enabled = false });
        var before = scene.Base.Mail.Mails.Count;
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(before, scene.Base.Mail.Mails.Count);
        Assert.Equal((AlertState.Suppressed, AlertReason.AlertsOff), (await ClaimAsync(scene)) is var claim ? (claim.State, claim.Reason) : default);
    }

    private static async Task<ClaimScene> OpenAsync()
    {
        // It is 14:02; the night of this site began at 14:00 and ends at 18:00, after its leads were told.
        var scene = await ClaimScene.OpenAsync();
        await HoldAndReleaseTests.SetAsync(
            scene.Base, draft => draft with { Schedule = new AlertSchedule(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All), HotScore = 100 });
        return scene;
    }

    private static async Task<MailActionView.Done> TakeAsync(ClaimScene scene) =>
        Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel)).View);

    private static async Task<Alert> ClaimAsync(ClaimScene scene) => Assert.Single(await scene.ClaimAlertsAsync());
}
