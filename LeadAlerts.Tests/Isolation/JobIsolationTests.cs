using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Runs the jobs of one site beside another that is full of due work of its own.</summary>
public sealed class JobIsolationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_job_of_one_site_leaves_the_other_as_it_is()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();

        // Counts from its first use how long the product has run.
        Assert.False(await sites.Get<Canary>().TickAsync(Cancel));

        // It finishes the erasures of all sites at once.
        Assert.True(await sites.Get<DataCleaning>().RunAsync(Cancel));
        await using (var db = await sites.Database.OpenAsync())
        {
            // What is older than a month goes at one site; the other keeps everything.
            (await db.Sites.SingleAsync(site => site.Id == sites.Mine.Id, Cancel)).KeepConversations(30);
            await db.SaveChangesAsync(Cancel);
        }

        await sites.Get<AlertMutes>().MuteAsync(sites.Mine.Id, sites.Mine.OwnerId, MuteSpan.Hour, Cancel);
        await sites.PlanterOfMine.SayAsync(sites.Mine.Id, "chat-7", $"My roof leaks, can you come this week? I'm Kim, kim@example.com, {sites.Mine.Word}.");
        await ReviewMineAsync(sites);
        var before = await sites.RowsOfTheirsAsync();
        var told = new Told(sites);

        sites.Clock.Advance(TimeSpan.FromHours(2));
        await sites.Get<HeldAlerts>().ReleaseAsync(sites.Mine.RecipientId, Cancel);
        await SendMineAsync(sites);
        told.Check("a release", mails: 1);

        await sites.Get<LeadFollowUps>().RunAsync(await FindNewLeadAsync(sites), Cancel);
        await SendMineAsync(sites);
        told.Check("an escalation", mails: 1);

        sites.Clock.Advance(TimeSpan.FromDays(1));
        await sites.Get<DigestDesk>().WriteAsync(sites.Mine.Id, Cancel);
        await SendMineAsync(sites);
        told.Check("a digest", mails: 1);

        await sites.Get<NoteDesk>().AddAsync(sites.Mine.Id, sites.Mine.LeadId, sites.Mine.OwnerId, $"@Agnes {sites.Mine.Word} {sites.Mine.Twin} again", Cancel);
        sites.Clock.Advance(TimeSpan.FromMinutes(10));
        await sites.Get<TeamNotices>().SendDueAsync(100, Cancel);
        told.Check("a mention", mails: 1);

        await RunCanaryAsync(sites);
        told.Check("a canary", mails: 0);

        await sites.Get<BounceDesk>().RecordAsync(new BounceReport(BounceType.Hard, FindMessageId(sites), null, "no such mailbox"));
        told.Check("a bounce", mails: 0);

        Assert.NotNull(await sites.Get<VisitorErasure>().EraseAsync(sites.Mine.Id, sites.Mine.OwnerId, PlantedSite.SharedEmail, Cancel));
        sites.Clock.Advance(TimeSpan.FromDays(40));
        using (var keeper = new PrivacyKeeper(sites.Get<RetentionSweep>(), sites.Get<DataCleaning>(), new InboxFeed(sites.Clock, NullLogger<InboxFeed>.Instance), sites.Clock, NullLogger<PrivacyKeeper>.Instance))
        {
            await keeper.LookAsync(Cancel);
        }

        await using (var db = await sites.Database.OpenAsync())
        {
            Assert.False(await db.Conversations.AnyAsync(chat => chat.SiteId == sites.Mine.Id, Cancel));
        }

        Assert.True(await sites.Get<SiteRemoval>().DeleteAsync(sites.Mine.Id, sites.Mine.OwnerId, sites.Mine.Name, Cancel));
        Assert.Empty((await sites.RowsOfTheirsAsync()).Differences(before));
    }

    [Fact]
    public async Task What_leaves_for_one_site_says_nothing_of_the_other_when_both_have_work()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();
        foreach (var (planter, site) in new[] { (sites.PlanterOfMine, sites.Mine), (sites.PlanterOfTheirs, sites.Theirs) })
        {
            await planter.SayAsync(site.Id, "chat-8", $"Another leak at {site.Word} {site.Twin}: what would a repair cost? I'm Lee, lee@example.com.");
        }

        sites.Clock.Advance(TimeSpan.FromHours(26));
        foreach (var site in await sites.Get<DigestDesk>().FindDueAsync(10, Cancel))
        {
            await sites.Get<DigestDesk>().WriteAsync(site, Cancel);
        }

        await DueJobs.FinishAsync(sites.Services);

        foreach (var site in new[] { sites.Mine, sites.Theirs })
        {
            var kinds = await ReadAsync(sites, db => db.Alerts.Where(alert => alert.SiteId == site.Id && alert.AcceptedAt != null).Select(alert => alert.Kind).Distinct().ToListAsync(Cancel));
            Assert.Superset(new HashSet<AlertKind> { AlertKind.New, AlertKind.Digest, AlertKind.Escalation }, kinds.ToHashSet());
        }

        new Told(sites, fromTheStart: true).CheckAll();
    }

    [Fact]
    public async Task A_link_that_mixes_two_sites_does_nothing()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();
        var (mine, theirs, now) = (sites.Mine, sites.Theirs, sites.Clock.GetUtcNow());
        var before = (await sites.RowsOfTheirsAsync(), await SiteRows.ReadAsync(sites.Services, mine.Id));

        // Not even the product itself could sign such a link into something that works.
        foreach (var purpose in Enum.GetValues<MailActionPurpose>())
        {
            foreach (var (alert, recipient, subject) in new[]
            {
                (mine.AlertId, mine.RecipientId, theirs.LeadId), (mine.AlertId, mine.RecipientId, theirs.ConversationId), (mine.AlertId, mine.RecipientId, theirs.AlertId),
                (mine.AlertId, theirs.RecipientId, theirs.LeadId), (theirs.AlertId, mine.RecipientId, mine.LeadId), (theirs.AlertId, mine.RecipientId, theirs.LeadId),
            })
            {
                var token = sites.Get<MailActionLinks>().CreateToken(purpose, alert, recipient, subject, now);
                Assert.IsType<MailActionView.NotValid>(await sites.Get<MailActions>().FindAsync(token, Cancel));
                Assert.IsType<MailActionView.NotValid>((await sites.Get<MailActions>().ActAsync(token, Cancel)).View);
                Assert.False(await sites.Get<MailActions>().StopByOneClickAsync(token, Cancel));
            }
        }

        Assert.Empty((await sites.RowsOfTheirsAsync()).Differences(before.Item1));
        Assert.Empty((await SiteRows.ReadAsync(sites.Services, mine.Id)).Differences(before.Item2));
    }

    [Fact]
    public async Task A_lead_is_found_on_the_persons_own_sites_only()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();
        var leads = sites.Get<LeadQueries>();

        foreach (var id in new[] { sites.Theirs.LeadId, sites.Theirs.MergedId })
        {
            Assert.Null(await leads.FindSiteAsync(id, [sites.Mine.Id], Cancel));
            Assert.Equal(sites.Theirs.Id, await leads.FindSiteAsync(id, [sites.Mine.Id, sites.Theirs.Id], Cancel));
        }
    }

    private static async Task ReviewMineAsync(TwoSitesInDatabase sites)
    {
        foreach (var id in await ReadAsync(sites, db => db.Conversations.Where(chat => chat.SiteId == sites.Mine.Id && chat.ReviewDueAt != null).Select(chat => chat.Id).ToListAsync(Cancel)))
        {
            await sites.Get<LeadReview>().RunAsync(id, Cancel);
        }
    }

    private static async Task SendMineAsync(TwoSitesInDatabase sites)
    {
        var now = sites.Clock.GetUtcNow();
        foreach (var id in await ReadAsync(sites, db => db.Alerts.Where(alert => alert.SiteId == sites.Mine.Id && alert.State == AlertState.Due && alert.DueAt <= now).Select(alert => alert.Id).ToListAsync(Cancel)))
        {
            await sites.Get<AlertDelivery>().SendAsync(id, Cancel);
        }

        foreach (var id in await ReadAsync(sites, db => db.WebhookDeliveries.Where(row => row.SiteId == sites.Mine.Id && row.State == WebhookState.Due).Select(row => row.Id).ToListAsync(Cancel)))
        {
            await sites.Get<WebhookSending>().SendAsync(id, Cancel);
        }
    }

    private static async Task RunCanaryAsync(TwoSitesInDatabase sites)
    {
        Assert.True(await sites.Get<Canary>().TickAsync(Cancel));
        foreach (var id in await ReadAsync(sites, db => (
            from chat in db.Conversations join site in db.Sites on chat.SiteId equals site.Id where site.IsInternal select chat.Id).ToListAsync(Cancel)))
        {
            await sites.Get<LeadReview>().RunAsync(id, Cancel);
        }

        Assert.False(await sites.Get<Canary>().TickAsync(Cancel));
        Assert.Equal([CanaryState.Passed], await ReadAsync(sites, db => db.CanaryRuns.Select(run => run.State).ToListAsync(Cancel)));
    }

    private static Task<Guid> FindNewLeadAsync(TwoSitesInDatabase sites) => ReadAsync(sites, db => (
        from chat in db.Conversations where chat.SiteId == sites.Mine.Id && chat.ExternalId == "chat-7" select chat.LeadId!.Value).SingleAsync(Cancel));

    private static string FindMessageId(TwoSitesInDatabase sites) =>
        sites.Mail.Messages.Last(message => message.To.ToString().Contains("owner@" + sites.Mine.Word, StringComparison.Ordinal)).MessageId!;

    private static async Task<T> ReadAsync<T>(TwoSitesInDatabase sites, Func<Core.Storage.LeadAlertsDbContext, Task<T>> read)
    {
        await using var db = await sites.Database.OpenAsync();
        return await read(db);
    }

    /// <summary>What left the product since the last look: mails, and calls of webhooks.</summary>
    private sealed class Told(TwoSitesInDatabase sites, bool fromTheStart = false)
    {
        private int _mails = fromTheStart ? 0 : sites.Mail.Mails.Count;
        private int _calls = fromTheStart ? 0 : sites.Receiver.Requests.Count;

        /// <summary>Everything that left is of the one site whose jobs ran.</summary>
        public void Check(string what, int mails)
        {
            var count = sites.Mail.Mails.Count - _mails;
            Assert.True(count >= mails, $"{what}: {count} mails instead of {mails}");
            Assert.Empty(Texts().Select(text => sites.Theirs.FindTrace(text)).OfType<string>().Select(trace => $"{what}: {trace}"));
            (_mails, _calls) = (sites.Mail.Mails.Count, sites.Receiver.Requests.Count);
        }

        /// <summary>Whatever left says things of one site only, and there is much of both.</summary>
        public void CheckAll()
        {
            var texts = Texts().ToList();
            var mine = texts.Count(text => sites.Mine.FindTrace(text) is not null);
            var theirs = texts.Count(text => sites.Theirs.FindTrace(text) is not null);
            Assert.True(mine > 8 && theirs > 8, $"{mine} and {theirs} of {texts.Count}");
            Assert.Empty(texts.Where(text => sites.Mine.FindTrace(text) is not null).Select(text => sites.Theirs.FindTrace(text)).OfType<string>());
        }

        private IEnumerable<string> Texts() =>
            sites.Mail.Messages.Skip(_mails).Select(Write).Concat(sites.Receiver.Requests.Skip(_calls).Select(call => call.Path + call.Body));

        private static string Write(MimeMessage mail) =>
            string.Join('\n', mail.Headers.Select(header => $"{header.Field}: {header.Value}")) + mail.TextBody + mail.HtmlBody;
    }
}
