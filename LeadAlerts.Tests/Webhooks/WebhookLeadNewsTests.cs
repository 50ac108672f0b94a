using System.Text.Json.Nodes;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Inbox;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Webhooks;

/// <summary>What people do with leads is told as what visitors say.</summary>
public sealed class WebhookLeadNewsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_member_does_with_a_lead_is_told_and_so_is_that_it_was_taken_back()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);
        var desk = scene.Alerts.Database.Get<LeadDesk>();

        var done = await ChangeAsync(scene, lead, new LeadCommand.SetStatus(LeadStatus.Contacted));
        var data = await SingleAsync(scene, 1);
        Assert.Equal(["status"], Changed(data));
        Assert.Equal("contacted", (string?)data["status"]);

        await desk.UndoAsync(scene.SiteId, done.Changes, scene.OwnerId, Cancel);
        Assert.Equal("new", (string?)(await SingleAsync(scene, 2))["status"]);

        await ChangeAsync(scene, lead, new LeadCommand.Assign(scene.OwnerId));
        data = await SingleAsync(scene, 3);
        Assert.Equal(["assignee"], Changed(data));
        Assert.Equal((scene.OwnerId.ToString(), "ana@example.com"), ((string?)data["assignee"]!["id"], (string?)data["assignee"]!["name"]));

        await ChangeAsync(scene, lead, new LeadCommand.Snooze(scene.Alerts.Clock.GetUtcNow().AddDays(1)));
        data = await SingleAsync(scene, 4);
        Assert.Equal(["snoozed_until"], Changed(data));
        Assert.Equal("2026-06-03T21:02:03Z", (string?)data["snoozed_until"]);
    }

    [Fact]
    public async Task A_look_and_what_changes_nothing_are_not_told()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);

        await scene.Alerts.Database.Get<LeadDesk>().MarkSeenAsync(scene.SiteId, lead, scene.OwnerId, scene.Alerts.Clock.GetUtcNow(), Cancel);
        await ChangeAsync(scene, lead, new LeadCommand.SetStatus(LeadStatus.New));

        Assert.Empty(await scene.DeliveriesAsync());
    }

    [Fact]
    public async Task Who_takes_a_lead_from_a_mail_is_told_by_name_also_when_that_is_no_member()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        await LeadAsync(scene);
        var alert = Assert.Single(await scene.Alerts.AlertsAsync());
        var token = scene.Alerts.Database.Get<MailActionLinks>().CreateToken(
            MailActionPurpose.Contacted, alert.Id, alert.RecipientId, alert.LeadId!.Value, scene.Alerts.Clock.GetUtcNow());

        Assert.IsType<MailActionView.Done>((await scene.Alerts.Database.Get<MailActions>().ActAsync(token, Cancel)).View);

        var data = await SingleAsync(scene, 1);
        Assert.Equal(["status", "assignee"], Changed(data));
        Assert.Null(data["assignee"]!["id"]);
        Assert.Equal("Sam Bright", (string?)data["assignee"]!["name"]);
    }

    [Fact]
    public async Task A_merge_that_brings_a_contact_is_told_and_its_end_too()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var silent = await LeadAsync(scene, "Hi, my roof is leaking over the kitchen and I need somebody to repair it this week. How much would it be, and can you come on Thursday?");
        var known = await LeadAsync(scene);
        var merging = scene.Alerts.Database.Get<LeadMerging>();
        var version = await scene.Alerts.ReadAsync(db => db.Leads.Where(lead => lead.Id == silent).Select(lead => lead.Version).SingleAsync(Cancel));

        var (_, done) = await merging.MergeAsync(scene.SiteId, silent, version, known, scene.OwnerId, Cancel);
        var data = await SingleAsync(scene, 1);
        Assert.Contains("contact", Changed(data));
        Assert.Equal((silent.ToString(), "+14155552671"), ((string?)data["lead_id"], (string?)data["contact"]!["phone"]));

        Assert.Equal(DeskOutcome.Done, await merging.UndoAsync(scene.SiteId, done!, Cancel));
        data = await SingleAsync(scene, 2);
        Assert.Contains("contact", Changed(data));
        Assert.Null(data["contact"]!["phone"]);
    }

    [Fact]
    public async Task A_reply_that_was_accepted_is_told_as_contacted()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene, AlertScene.HotWords + " Or write to maria@example.com.");

        Assert.IsType<ReplyOutcome.Sent>(
            await scene.Alerts.Database.Get<ReplyDesk>().SendAsync(scene.SiteId, lead, scene.OwnerId, "Your roof", "We can come on Thursday.", Cancel));

        Assert.Equal(["status"], Changed(await SingleAsync(scene, 1)));
    }

    [Fact]
    public async Task A_snooze_that_ends_by_itself_is_told_once_when_it_is_over()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);
        var snoozes = scene.Alerts.Database.Get<SnoozeEnds>();
        await ChangeAsync(scene, lead, new LeadCommand.Snooze(scene.Alerts.Clock.GetUtcNow().AddDays(1)));
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Empty(await snoozes.WakeDueAsync(take: 100, Cancel));
        Assert.Equal(["snoozed_until"], Changed(await SingleAsync(scene, 1)));

        Assert.Equal([scene.SiteId], await snoozes.WakeDueAsync(take: 100, Cancel));
        var data = await SingleAsync(scene, 2);
        Assert.Equal(["snoozed_until"], Changed(data));
        Assert.Equal((lead.ToString(), null), ((string?)data["lead_id"], (string?)data["snoozed_until"]));
        Assert.Empty(await snoozes.WakeDueAsync(take: 100, Cancel));
        Assert.Equal(2, (await scene.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task A_snooze_that_ended_long_before_the_product_ran_again_is_no_news()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);
        var now = scene.Alerts.Clock.GetUtcNow();
        await scene.Alerts.ChangeAsync<Lead>(lead, row => row.Snooze(now.AddHours(1), now));
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal([scene.SiteId], await scene.Alerts.Database.Get<SnoozeEnds>().WakeDueAsync(take: 100, Cancel));

        Assert.Null((await scene.Alerts.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel))).SnoozedUntil);
        Assert.Empty(await scene.DeliveriesAsync());
    }

    [Fact]
    public async Task A_snooze_that_ends_is_no_change_to_those_who_work_the_lead()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);
        await ChangeAsync(scene, lead, new LeadCommand.Snooze(scene.Alerts.Clock.GetUtcNow().AddDays(1)));
        var before = await ReadAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(1));

        Assert.NotEmpty(await scene.Alerts.Database.Get<SnoozeEnds>().WakeDueAsync(take: 100, Cancel));

        var after = await ReadAsync();
        Assert.Null(after.SnoozedUntil);
        Assert.Equal(
            (before.Version, before.StandingSince, before.EscalateAt, before.LastActivityAt), (after.Version, after.StandingSince, after.EscalateAt, after.LastActivityAt));

        Task<Lead> ReadAsync() => scene.Alerts.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));
    }

    [Fact]
    public async Task Snoozes_of_two_sites_that_end_together_are_told_each_to_its_own()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);
        var theirs = await OwnedSite.AddAsync(scene.Alerts.Database, "neighbour", scene.Alerts.Clock.GetUtcNow());
        Assert.IsType<WebhookOutcome.Done>(
            await scene.Desk.AddAsync(theirs.Id, theirs.Owner.Id, new WebhookDraft(scene.Receiver.Url, "Theirs", WebhookEvents.All), Cancel));
        var builder = new InboxBuilder(scene.Alerts.Database);
        var now = scene.Alerts.Clock.GetUtcNow();
        var other = await builder.AddLeadAsync(theirs.Site, change: row => row.Snooze(now.AddHours(1), now));
        await scene.Alerts.ChangeAsync<Lead>(lead, row => row.Snooze(now.AddHours(1), now));
        scene.Alerts.Clock.Advance(TimeSpan.FromHours(1));

        var sites = await scene.Alerts.Database.Get<SnoozeEnds>().WakeDueAsync(take: 100, Cancel);

        Assert.Equal(new[] { scene.SiteId, theirs.Id }.Order(), sites.Order());
        Assert.Equal(
            new[] { (scene.SiteId, lead), (theirs.Id, other.Id) }.Order(),
            (await scene.DeliveriesAsync()).Select(delivery => (delivery.SiteId, Guid.Parse((string)JsonNode.Parse(delivery.Body)!["data"]!["lead_id"]!))).Order());
    }

    [Fact]
    public async Task The_leads_of_somebody_who_deletes_the_account_are_told_as_nobodys()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var lead = await LeadAsync(scene);
        var member = await new InboxBuilder(scene.Alerts.Database).AddMemberAsync(scene.Alerts.Site, "sam@roof.example");
        await ChangeAsync(scene, lead, new LeadCommand.Assign(member.Id));
        Assert.Equal(member.Id.ToString(), (string?)(await SingleAsync(scene, 1))["assignee"]!["id"]);

        Assert.Equal(AccountRemovalOutcome.Done, await scene.Alerts.Database.Get<AccountRemoval>().DeleteAsync(member.Id, Cancel));

        var data = await SingleAsync(scene, 2);
        Assert.Equal(["assignee"], Changed(data));
        Assert.Equal((lead.ToString(), null), ((string?)data["lead_id"], data["assignee"]));
    }

    [Fact]
    public async Task Another_site_hears_nothing_of_it()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.LeadUpdated);
        var theirs = await OwnedSite.AddAsync(scene.Alerts.Database, "neighbour", scene.Alerts.Clock.GetUtcNow());
        Assert.IsType<WebhookOutcome.Done>(
            await scene.Desk.AddAsync(theirs.Id, theirs.Owner.Id, new WebhookDraft(scene.Receiver.Url, "Theirs", WebhookEvents.All), Cancel));
        var lead = await LeadAsync(scene);

        await scene.Alerts.Database.Get<LeadDesk>().ChangeAsync(
            theirs.Id, [new SeenLead(lead, LeadStatus.New)], new LeadCommand.SetStatus(LeadStatus.Won), theirs.Owner.Id, Cancel);
        Assert.Empty(await scene.DeliveriesAsync());
        await ChangeAsync(scene, lead, new LeadCommand.SetStatus(LeadStatus.Won));

        Assert.Equal(scene.SiteId, Assert.Single(await scene.DeliveriesAsync()).SiteId);
    }

    private static async Task<Guid> LeadAsync(WebhookScene scene, string words = AlertScene.HotWords)
    {
        var chat = await scene.Alerts.ChatAsync(words);
        await scene.Alerts.ReviewAsync(chat);
        return await scene.Alerts.ReadAsync(db => db.Conversations.Where(row => row.Id == chat).Select(row => row.LeadId!.Value).SingleAsync(Cancel));
    }

    private static async Task<DeskResult> ChangeAsync(WebhookScene scene, Guid leadId, LeadCommand command)
    {
        var status = await scene.Alerts.ReadAsync(db => db.Leads.Where(lead => lead.Id == leadId).Select(lead => lead.Status).SingleAsync(Cancel));
        return await scene.Alerts.Database.Get<LeadDesk>().ChangeAsync(scene.SiteId, [new SeenLead(leadId, status)], command, scene.OwnerId, Cancel);
    }

    /// <summary>The data of the latest event, of which there are so many.</summary>
    private static async Task<JsonNode> SingleAsync(WebhookScene scene, int count)
    {
        var all = await scene.DeliveriesAsync();
        Assert.Equal(count, all.Count);
        Assert.All(all, delivery => Assert.Equal(WebhookEvents.LeadUpdated, delivery.Type));
        scene.Alerts.Clock.Advance(TimeSpan.FromSeconds(1));
        return JsonNode.Parse(all[^1].Body)!["data"]!;
    }

    private static IEnumerable<string?> Changed(JsonNode data) => data["changed"]!.AsArray().Select(name => (string?)name);
}
