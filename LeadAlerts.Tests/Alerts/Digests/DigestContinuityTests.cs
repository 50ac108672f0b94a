using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Members;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Tests.Alerts.Digests;

/// <summary>Digests of a site whose owner, server and clocks do what they like: each lead is told once.</summary>
public sealed class DigestContinuityTests
{
    private static readonly DigestPlan Daily = new(DigestRhythm.Daily, new TimeOnly(8, 0), DayOfWeek.Monday);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_written_late_tells_nothing_that_the_next_one_tells_again()
    {
        await using var scene = await OpenAsync(Daily);
        await LeadAsync(scene, 1);

        // Due at 08:00, 15:00 UTC; the server comes back at 14:02 there.
        scene.Clock.Advance(TimeSpan.FromHours(23));
        await LeadAsync(scene, 2);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1 lead"], await WriteAsync(scene));

        scene.Clock.Advance(TimeSpan.FromHours(18));
        Assert.Equal(["1 lead"], await WriteAsync(scene));
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await WriteAsync(scene));
    }

    [Fact]
    public async Task Another_rhythm_and_another_hour_leave_nothing_out()
    {
        await using var scene = await OpenAsync(Daily with { Rhythm = DigestRhythm.Weekly });

        // Tuesday to Friday; then the owner wants it daily.
        await LeadAsync(scene, 1);
        scene.Clock.Advance(TimeSpan.FromDays(3));
        await LeadAsync(scene, 2);
        await SaveAsync(scene, Daily with { At = new TimeOnly(18, 0) });
        await LeadAsync(scene, 3);
        scene.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(["3 leads"], await WriteAsync(scene));

        // From 18:00 to 09:00: fifteen hours.
        await LeadAsync(scene, 4);
        await SaveAsync(scene, Daily with { At = new TimeOnly(9, 0) });
        scene.Clock.Advance(TimeSpan.FromHours(15));
        Assert.Equal(["1 lead"], await WriteAsync(scene));
    }

    [Fact]
    public async Task One_that_was_off_for_months_tells_of_one_day_and_one_of_a_server_that_was_away_says_what_it_leaves_out()
    {
        await using var scene = await OpenAsync(Daily);
        await LeadAsync(scene, 1);
        await SaveAsync(scene, DigestPlan.Off);
        scene.Clock.Advance(TimeSpan.FromDays(90));
        await SaveAsync(scene, Daily);
        await LeadAsync(scene, 2);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["1 lead"], await WriteAsync(scene));

        await LeadAsync(scene, 3);
        scene.Clock.Advance(TimeSpan.FromDays(20));
        await LeadAsync(scene, 4);
        scene.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(["1 lead"], await WriteAsync(scene));
        Assert.Contains("This one tells of the last 31 days", (await LastAsync(scene)).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_moves_has_its_digest_and_its_quiet_hours_at_the_new_place()
    {
        await using var scene = await OpenAsync(Daily);
        var owner = await SaveAsync(scene, Daily, draft => draft with { Schedule = new AlertSchedule(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All), HotScore = 100 });
        await LeadAsync(scene, 1);
        Assert.Equal(AlertState.Held, Assert.Single(await scene.AlertsAsync()).State);

        // 23:02 in Berlin: it is not quiet there, and eight o'clock comes sooner.
        Assert.True(await scene.Database.Get<SiteEditing>().SavePlaceAsync(scene.Site.Id, owner, new SitePlace("Europe/Berlin", "DE"), Cancel));
        await scene.WorkAsync();

        Assert.Equal(AlertState.Accepted, Assert.Single(await scene.AlertsAsync()).State);
        scene.Clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal(["1 lead"], await WriteAsync(scene));
    }

    [Fact]
    public async Task A_muted_site_gets_its_digest_when_the_mute_ends_and_one_that_is_unmuted_at_once()
    {
        await using var scene = await OpenAsync(Daily);
        var owner = await SaveAsync(scene, Daily with { At = new TimeOnly(15, 0) });
        await LeadAsync(scene, 1);
        var mutes = scene.Database.Get<AlertMutes>();
        Assert.NotNull(await mutes.MuteAsync(scene.Site.Id, owner, MuteSpan.Today, Cancel));

        scene.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await WriteAsync(scene));
        scene.Clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal(["1 lead"], await WriteAsync(scene));

        await LeadAsync(scene, 2);
        Assert.NotNull(await mutes.MuteUntilAsync(scene.Site.Id, owner, new DateOnly(2026, 6, 20), Cancel));
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await WriteAsync(scene));
        Assert.True(await mutes.UnmuteAsync(scene.Site.Id, owner, Cancel));
        Assert.Equal(["1 lead"], await WriteAsync(scene));
    }

    [Fact]
    public async Task A_recipient_who_muted_the_mails_gets_it_when_that_ends()
    {
        await using var scene = await OpenAsync(Daily);
        await LeadAsync(scene, 1);
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromHours(18));
        var until = scene.Clock.GetUtcNow().AddHours(3);
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Mute(until));
        await WriteAsync(scene);
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromHours(3));
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_second_mute_lets_it_wait_on_and_it_stays_a_mail_of_its_own()
    {
        await using var scene = await OpenAsync(Daily);
        await LeadAsync(scene, 1);
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromHours(18));
        await MuteForAsync(3);
        await WriteAsync(scene);
        await LeadAsync(scene, 2);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await MuteForAsync(5);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await scene.WorkAsync();
        Assert.Single(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromHours(4));
        await scene.WorkAsync();
        var sent = (await scene.AlertsAsync()).Where(alert => alert.State == AlertState.Accepted).Select(alert => alert.Kind);
        Assert.Equal([AlertKind.New, AlertKind.New, AlertKind.Digest], sent.Order());

        Task MuteForAsync(int hours)
        {
            var until = scene.Clock.GetUtcNow().AddHours(hours);
            return scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Mute(until));
        }
    }

    private static async Task LeadAsync(AlertScene scene, int number)
    {
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"267{number}", StringComparison.Ordinal), $"v{number}"));
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>How many leads each digest tells of that is written now.</summary>
    private static async Task<List<string>> WriteAsync(AlertScene scene)
    {
        var digests = scene.Database.Get<DigestDesk>();
        var mails = 0;
        foreach (var site in await digests.FindDueAsync(10, Cancel))
        {
            mails += await digests.WriteAsync(site, Cancel) ?? 0;
        }

        Assert.Empty(await digests.FindDueAsync(10, Cancel));
        return mails == 0 ? [] : [(await LastAsync(scene)).TextBody!.Split(',')[0]];
    }

    private static async Task<MimeMessage> LastAsync(AlertScene scene)
    {
        var mime = await scene.ReadAsync(db => db.Alerts
            .Where(alert => alert.Kind == AlertKind.Digest).OrderByDescending(alert => alert.RaisedAt).Select(alert => alert.Mime).FirstAsync(Cancel));
        return await MimeMessage.LoadAsync(new MemoryStream(mime), Cancel);
    }

    private static async Task<AlertScene> OpenAsync(DigestPlan plan)
    {
        var scene = await AlertScene.OpenAsync();
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Assign(RecipientRole.Always, RecipientRoute.Everything, getsDigest: true));
        var owner = new ApplicationUser { UserName = "ana@brightroof.example", NormalizedUserName = "ANA@BRIGHTROOF.EXAMPLE", Email = "ana@brightroof.example", EmailConfirmed = true };
        await scene.ReadAsync(async db =>
        {
            db.Add(owner);
            await db.SaveChangesAsync(Cancel);
            db.Add(new Member(scene.Site.Id, owner.Id, MemberRole.Owner, scene.Clock.GetUtcNow()));
            return await db.SaveChangesAsync(Cancel);
        });
        await SaveAsync(scene, plan);
        return scene;
    }

    /// <summary>Saves as the owner does.</summary>
    private static async Task<Guid> SaveAsync(AlertScene scene, DigestPlan plan, Func<AlertSettingsDraft, AlertSettingsDraft>? change = null)
    {
        var owner = await scene.ReadAsync(db => db.Members.Select(member => member.UserId).SingleAsync(Cancel));
        var store = scene.Database.Get<AlertSettingsStore>();
        var current = await store.GetAsync(scene.Site.Id, Cancel);
        var draft = AlertSettingsDraft.Of(current) with { Digest = plan };
        Assert.IsType<SettingsSaveOutcome.Saved>(await store.SaveAsync(scene.Site.Id, owner, current.Version, change?.Invoke(draft) ?? draft, Cancel));
        return owner;
    }
}
