using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadAlerts.Tests.Privacy;

public sealed class RetentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_older_goes_without_a_trace_and_what_is_newer_stays()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(40));
        var fresh = await scene.Alerts.ChatAsync("Do you clean gutters? I'm Lee, lee@example.com, please call me.");
        await scene.Alerts.WorkAsync();
        Assert.Equal(13, await scene.Alerts.Database.Get<SitePrivacy>().CountOlderAsync(scene.SiteId, scene.OwnerId, 30, Cancel));
        Assert.True(await scene.Alerts.Database.Get<SitePrivacy>().SaveAsync(scene.SiteId, scene.OwnerId, 30, Cancel));

        var gone = (await scene.Alerts.Database.Get<RetentionSweep>().RunAsync(Cancel)).Gone;

        Assert.Equal(13, gone.Conversations);
        Assert.Equal([fresh], await scene.Alerts.ReadAsync(db => db.Conversations.Select(chat => chat.Id).ToListAsync(Cancel)));
        Assert.DoesNotContain(await scene.Alerts.AlertsAsync(), alert => alert.Kind == AlertKind.Digest);
        Assert.True(await scene.Alerts.Database.Get<DataCleaning>().RunAsync(Cancel));

        // A view is a member's own work: it stays until the visitor is erased.
        await scene.Alerts.ReadAsync(db => db.SavedViews.ExecuteDeleteAsync(Cancel));
        await scene.Alerts.ReadAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancel));
        Assert.False(scene.IsInFiles(PrivacyScene.Marker));
        Assert.True((await scene.Alerts.Database.Get<RetentionSweep>().RunAsync(Cancel)).Gone.IsNone);
        var rows = (await scene.Alerts.Database.Get<SiteActivity>().ReadAsync(scene.SiteId, scene.OwnerId, null, null, Cancel)).Rows;
        Assert.Contains(rows, row => row.Actor is null && row.Text.StartsWith("Older than 30 days, deleted: 13 chats", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Text == "Conversations kept: for ever → 30 days");
    }

    [Fact]
    public async Task A_lead_with_a_newer_chat_stays_and_nobody_is_told_of_it_anew()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(20));
        await scene.Alerts.ChatAsync("It's Quxzarna again: any news?", visitorId: "v-quxzar");
        await scene.Alerts.WorkAsync();
        var told = (await scene.Alerts.AlertsAsync()).Count(alert => alert.LeadId == scene.LeadId);
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(15));
        await scene.Alerts.Database.Get<SitePrivacy>().SaveAsync(scene.SiteId, scene.OwnerId, 30, Cancel);

        await scene.Alerts.Database.Get<RetentionSweep>().RunAsync(Cancel);

        var chats = await scene.Alerts.ReadAsync(db => db.Conversations.Where(chat => chat.LeadId == scene.LeadId).Select(chat => chat.Id).ToListAsync(Cancel));
        Assert.NotEqual(scene.ChatId, Assert.Single(chats));
        var mails = (await scene.Alerts.AlertsAsync()).Where(alert => alert.LeadId == scene.LeadId).ToList();
        Assert.Equal(told, mails.Count);
        Assert.Contains(mails, mail => mail is { Subject: "Erased", Mime.Length: 0 });
    }

    [Fact]
    public async Task A_site_at_which_it_fails_keeps_no_other_from_its_sweep_and_has_its_own_soon_after()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var (database, clock) = (scene.Alerts.Database, scene.Alerts.Clock);
        var old = clock.GetUtcNow();
        var other = new Site("Elsewhere", "UTC", "US", old);
        other.KeepConversations(30);
        var chat = new Conversation(other.Id, "api", "c1", old);
        await using (var db = await database.OpenAsync())
        {
            db.AddRange(other, chat, chat.Append(MessageRole.Visitor, "Hello", old));
            await db.SaveChangesAsync(Cancel);
            var trigger = $"""
                CREATE TRIGGER "Fails" BEFORE DELETE ON "Conversations" WHEN lower(OLD."SiteId") = '{scene.SiteId}' BEGIN SELECT RAISE(ABORT, 'no'); END
                """;
            await db.Database.ExecuteSqlRawAsync(trigger, Cancel);
        }

        clock.Advance(TimeSpan.FromDays(40));
        Assert.True(await database.Get<SitePrivacy>().SaveAsync(scene.SiteId, scene.OwnerId, 30, Cancel));
        var feed = new InboxFeed(clock, NullLogger<InboxFeed>.Instance);
        using var keeper = new PrivacyKeeper(
            database.Get<RetentionSweep>(), database.Get<DataCleaning>(), feed, clock, NullLogger<PrivacyKeeper>.Instance);

        await keeper.LookAsync(Cancel);
        Assert.Equal((13, 0), (await CountAsync(scene.SiteId), await CountAsync(other.Id)));
        Assert.Equal(1, feed.VersionOf(other.Id));

        await scene.Alerts.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Fails\"", Cancel));
        await keeper.LookAsync(Cancel);
        Assert.Equal(13, await CountAsync(scene.SiteId));
        clock.Advance(TimeSpan.FromMinutes(10));
        await keeper.LookAsync(Cancel);
        Assert.Equal(0, await CountAsync(scene.SiteId));

        Task<int> CountAsync(Guid siteId) => scene.Alerts.ReadAsync(db => db.Conversations.CountAsync(row => row.SiteId == siteId, Cancel));
    }

    [Fact]
    public async Task Deliveries_go_with_the_chats_that_they_name_also_those_made_since_they_were_read()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        await using var db = await scene.Alerts.Database.OpenAsync();
        var traces = await WebhookTraces.ReadAsync(db, scene.SiteId, scene.Alerts.Clock.GetUtcNow(), Cancel);
        var known = await traces.FindAsync(db, [scene.LeadId], Cancel);
        Assert.NotEmpty(known);

        scene.Alerts.Clock.Advance(TimeSpan.FromMinutes(1));
        var endpoint = await db.WebhookEndpoints.SingleAsync(Cancel);
        var now = scene.Alerts.Clock.GetUtcNow();
        var named = new WebhookDelivery(endpoint, Guid.NewGuid(), WebhookEvents.LeadCreated, $$"""{"lead_id":"{{scene.LeadId}}"}""", now);
        db.AddRange(named, new WebhookDelivery(endpoint, Guid.NewGuid(), WebhookEvents.LeadCreated, "{}", now));
        await db.SaveChangesAsync(Cancel);

        Assert.Equal([.. known, named.Id], await traces.FindAsync(db, [scene.LeadId], Cancel));
    }

    [Fact]
    public async Task A_site_that_keeps_for_ever_loses_nothing()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(4000));

        Assert.True((await scene.Alerts.Database.Get<RetentionSweep>().RunAsync(Cancel)).Gone.IsNone);
        Assert.False(await scene.Alerts.Database.Get<SitePrivacy>().SaveAsync(scene.SiteId, scene.OwnerId, 0, Cancel));
        Assert.False(await scene.Alerts.Database.Get<SitePrivacy>().SaveAsync(scene.SiteId, scene.OwnerId, Site.RetentionMaxDays + 1, Cancel));
    }
}
