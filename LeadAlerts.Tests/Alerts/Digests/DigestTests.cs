using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Tests.Alerts.Digests;

public sealed class DigestTests
{
    private static readonly DigestPlan Daily = new(DigestRhythm.Daily, new TimeOnly(8, 0), DayOfWeek.Monday);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("America/Los_Angeles", "2026-06-02T21:02:00Z", "2026-06-03T15:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-06-02T14:59:59Z", "2026-06-02T15:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-06-02T15:00:00Z", "2026-06-03T15:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-06-02T21:02:00Z", "2026-06-03T18:00:00Z")]
    [InlineData("Nowhere/Atall", "2026-06-02T21:02:00Z", "2026-06-03T08:00:00Z")]
    public void A_daily_one_is_due_at_the_owners_hour(string zone, string now, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), DigestTimes.FindNext(Daily, zone, DateTimeOffset.Parse(now, null)));

    [Fact]
    public void A_weekly_one_comes_on_its_day_and_none_never()
    {
        var now = new DateTimeOffset(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 6, 8, 15, 0, 0, TimeSpan.Zero), DigestTimes.FindNext(Daily with { Rhythm = DigestRhythm.Weekly }, "America/Los_Angeles", now));
        Assert.Null(DigestTimes.FindNext(DigestPlan.Off, "America/Los_Angeles", now));
    }

    [Theory]
    [InlineData("2026-03-08", 2, 30)]
    [InlineData("2026-11-01", 1, 30)]
    [InlineData("2026-11-01", 8, 0)]
    public void Each_day_has_one_even_when_the_clocks_change(string day, int hour, int minute)
    {
        var plan = Daily with { At = new TimeOnly(hour, minute) };
        var start = DateTimeOffset.Parse(day + "T00:00:00Z", null).AddDays(-3);
        var due = new List<DateTimeOffset>();
        for (var now = start; DigestTimes.FindNext(plan, "America/Los_Angeles", now) is { } next && next < start.AddDays(7); now = next)
        {
            due.Add(next);
        }

        var days = due.Select(at => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")).Date).ToList();
        Assert.Equal(days.Distinct(), days);
        Assert.Equal(7, days.Count);
    }

    [Fact]
    public async Task A_digest_tells_leads_near_misses_and_what_was_not_sent_once_for_each_time()
    {
        await using var scene = await OpenAsync(Daily);
        await scene.ChatAsync(AlertScene.HotWords);
        var near = await scene.ChatAsync("Hello there, nice weather today.");
        await scene.WorkAsync();
        await scene.ReadAsync(db => db.Conversations.Where(chat => chat.Id == near).ExecuteUpdateAsync(
            set => set.SetProperty(chat => chat.Score, AlertSettings.DefaultThreshold - 3).SetProperty(chat => chat.LeadId, (Guid?)null), Cancel));
        var sent = (await scene.AlertsAsync()).Count;
        scene.Clock.Advance(TimeSpan.FromHours(18));

        var digests = scene.Database.Get<DigestDesk>();
        Assert.Equal([scene.Site.Id], await digests.FindDueAsync(10, Cancel));
        var both = await Task.WhenAll(digests.WriteAsync(scene.Site.Id, Cancel), digests.WriteAsync(scene.Site.Id, Cancel));
        Assert.Equal([null, 1], both.Order());
        Assert.Null(await digests.WriteAsync(scene.Site.Id, Cancel));
        await scene.WorkAsync();

        var alert = Assert.Single(await scene.ReadAsync(db => db.Alerts.AsNoTracking().Where(row => row.Kind == AlertKind.Digest).ToListAsync(Cancel)));
        Assert.Equal((AlertState.Accepted, sent + 1), (alert.State, (await scene.AlertsAsync()).Count));
        var mail = await MimeMessage.LoadAsync(new MemoryStream(alert.Mime), Cancel);
        Assert.StartsWith("Tue 2 Jun: 1 lead, 1 unanswered, 1 near miss", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Maria Ortiz", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("NEARLY A LEAD", mail.TextBody, StringComparison.Ordinal);

        // The link in the digest teaches.
        var link = mail.TextBody!.Split('\n').First(line => line.Contains("/e/", StringComparison.Ordinal));
        var outcome = await scene.Database.Get<MailActions>().ActAsync(new Uri(link.Trim()).Segments[^1], Cancel);
        Assert.IsType<MailActionView.Done>(outcome.View);
        var said = Assert.Single(await scene.ReadAsync(db => db.LeadFeedback.ToListAsync(Cancel)));
        Assert.Equal((near, FeedbackVerdict.WasALead, FeedbackSource.Digest), (said.ConversationId, said.Verdict, said.Source));
    }

    [Fact]
    public async Task After_days_out_of_order_there_is_one_digest_and_an_empty_day_has_none()
    {
        await using var scene = await OpenAsync(Daily);
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var digests = scene.Database.Get<DigestDesk>();
        scene.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(1, await digests.WriteAsync(scene.Site.Id, Cancel));

        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([scene.Site.Id], await digests.FindDueAsync(10, Cancel));
        Assert.Equal(0, await digests.WriteAsync(scene.Site.Id, Cancel));
        Assert.Empty(await digests.FindDueAsync(10, Cancel));
    }

    [Fact]
    public async Task A_quiet_week_is_told_and_another_plan_gets_none()
    {
        await using var scene = await OpenAsync(Daily with { Rhythm = DigestRhythm.Weekly });
        var digests = scene.Database.Get<DigestDesk>();
        scene.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await digests.WriteAsync(scene.Site.Id, Cancel));
        var mail = await MimeMessage.LoadAsync(new MemoryStream((await scene.AlertsAsync())[^1].Mime), Cancel);
        Assert.Equal("Week to 8 Jun: no leads", mail.Subject);

        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetPlan(SitePlan.Paid));
        scene.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await digests.WriteAsync(scene.Site.Id, Cancel));
    }

    private static async Task<AlertScene> OpenAsync(DigestPlan plan)
    {
        var scene = await AlertScene.OpenAsync();
        var now = scene.Clock.GetUtcNow();
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Assign(RecipientRole.Always, RecipientRoute.Everything, getsDigest: true));
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.PlanDigest(DigestTimes.FindNext(plan, site.TimeZone, now)));
        await using var db = await scene.Database.OpenAsync();
        var first = AlertSettings.CreateFirst(scene.Site.Id, now);
        db.AddRange(first, first.Next(AlertSettingsDraft.Of(first) with { Digest = plan }, null, now));
        await db.SaveChangesAsync(Cancel);
        return scene;
    }
}
