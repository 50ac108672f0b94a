using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

public sealed class LeadReviewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hot_conversation_becomes_a_lead_with_one_alert_that_is_accepted()
    {
        await using var scene = await AlertScene.OpenAsync();
        var id = await scene.ChatAsync(AlertScene.HotWords);

        await scene.WorkAsync();

        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal(AlertState.Accepted, alert.State);
        Assert.Equal(AlertKind.New, alert.Kind);
        Assert.Equal(1, alert.SettingsVersion);
        var mail = Assert.Single(scene.Mail.Mails);
        Assert.Equal("owner@brightroof.example", mail.Recipient);
        Assert.Equal(alert.Mime, mail.Mime.ToArray());
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        Assert.Equal("+14155552671", lead.Contact.Phone);
        Assert.Equal(lead.Id, alert.LeadId);
        var conversation = await scene.ReadAsync(db => db.Conversations.SingleAsync(row => row.Id == id, Cancel));
        Assert.Equal(lead.Id, conversation.LeadId);
        Assert.Null(conversation.ReviewDueAt);
        Assert.Equal(1, conversation.ReviewedThrough);
        var assessment = await scene.ReadAsync(db => db.Assessments.SingleAsync(Cancel));
        Assert.Equal((int)AlertVerdict.Raised, assessment.AlertVerdict);
        Assert.Contains("leaking", (await scene.ReadAsync(db => db.SearchDocuments.SingleAsync(Cancel))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_with_a_mail_server_of_its_own_sends_from_its_own_address()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ReadAsync(async db =>
        {
            var settings = new SiteMailSettings(scene.Site.Id);
            settings.Change(new SiteMailDraft("mail.brightroof.example", 587, MailSecurity.StartTls, null, null, "hello@brightroof.example"), null, Guid.NewGuid(), scene.Clock.GetUtcNow());
            db.SiteMailSettings.Add(settings);
            return await db.SaveChangesAsync(Cancel);
        });

        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));

        using var mail = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(Assert.Single(await scene.AlertsAsync()).Mime), Cancel);
        Assert.Equal("hello@brightroof.example", Assert.Single(mail.From.Mailboxes).Address);
    }

    [Fact]
    public async Task Small_talk_becomes_no_lead_and_the_reason_is_kept()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ChatAsync("hello, nice website");

        await scene.WorkAsync();

        Assert.Empty(await scene.AlertsAsync());
        Assert.Equal(0, await scene.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        Assert.Equal((int)AlertVerdict.BelowThreshold, (await scene.ReadAsync(db => db.Assessments.SingleAsync(Cancel))).AlertVerdict);
    }

    [Fact]
    public async Task The_strongest_chat_tells_a_leads_story_until_it_is_the_strongest_no_longer()
    {
        await using var scene = await AlertScene.OpenAsync();
        var first = await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();
        var story = await scene.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));
        scene.Clock.Advance(TimeSpan.FromHours(2));

        // Enough for a lead of its own, and yet less than the first chat.
        var second = await scene.ChatAsync("About the quote: could we make it Friday? You can mail me too: maria@example.com", "v1");
        await scene.WorkAsync();
        var after = await scene.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));
        var weaker = await scene.ReadAsync(db => db.Conversations.AsNoTracking().SingleAsync(row => row.Id == second, Cancel));
        Assert.InRange(weaker.Score!.Value, 1, story.Score - 1);
        Assert.Equal((story.Score, story.Category, story.Headline), (after.Score, after.Category, after.Headline));
        Assert.Equal("maria@example.com", after.Contact.Email);
        Assert.True(after.LastActivityAt > story.LastActivityAt);

        await scene.SayAsync(first, "Never mind, my neighbor has repaired it. I need nobody any more, please do not call.");
        await scene.WorkAsync();
        var last = await scene.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));
        var scores = await scene.ReadAsync(db => db.Conversations.Select(row => row.Score).ToListAsync(Cancel));
        Assert.Equal(scores.Max(), last.Score);
        Assert.True(last.Score < story.Score);
    }

    [Fact]
    public async Task A_second_review_raises_no_second_alert()
    {
        await using var scene = await AlertScene.OpenAsync();
        var id = await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        await scene.SayAsync(id, "My address is 12 Main Street in Oakland, my budget is $9,000.");
        await scene.WorkAsync();

        Assert.Single(await scene.AlertsAsync());
        Assert.Equal(1, await scene.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        var verdicts = await scene.ReadAsync(db => db.Assessments.OrderBy(row => row.ThroughSequence).Select(row => row.AlertVerdict).ToListAsync(Cancel));
        Assert.Equal([(int)AlertVerdict.Raised, (int)AlertVerdict.AlreadyAlerted], verdicts);
    }

    [Theory]
    [InlineData("v-1", "v-1")]
    [InlineData(null, "v-2")]
    public async Task Two_conversations_of_one_visitor_are_one_lead(string? first, string? second)
    {
        // The second case is recognised by the phone number alone.
        await using var scene = await AlertScene.OpenAsync();
        var one = await scene.ChatAsync(AlertScene.HotWords, first);
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromHours(3));
        var two = await scene.ChatAsync("Me again about the leaking roof: how much would the repair be? Call me at 415-555-2671 please.", second);
        await scene.WorkAsync();

        var leads = await scene.ReadAsync(db => db.Conversations.Where(row => row.Id == one || row.Id == two).Select(row => row.LeadId).ToListAsync(Cancel));
        Assert.NotNull(leads[0]);
        Assert.Equal(leads[0], leads[1]);
        Assert.Single(await scene.AlertsAsync());
    }

    [Fact]
    public async Task Two_visitors_are_two_leads_and_a_visitor_of_another_site_is_nobody_known()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ChatAsync(AlertScene.HotWords, "v-1");
        await scene.ChatAsync(AlertScene.HotWords.Replace("555-2671", "555-2672", StringComparison.Ordinal), "v-2");
        await scene.WorkAsync();

        Assert.Equal(2, await scene.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        Assert.Equal(2, (await scene.AlertsAsync()).Count);
    }

    [Fact]
    public async Task A_visitor_who_comes_back_long_after_the_lead_was_lost_is_a_new_lead()
    {
        await using var scene = await AlertScene.OpenAsync();
        await scene.ChatAsync(AlertScene.HotWords, "v-1");
        await scene.WorkAsync();
        var lead = await scene.ReadAsync(db => db.Leads.SingleAsync(Cancel));
        await scene.ChangeAsync<Lead>(lead.Id, row => row.SetStatus(LeadStatus.Lost, scene.Clock.GetUtcNow()));

        scene.Clock.Advance(TimeSpan.FromDays(60));
        await scene.ChatAsync(AlertScene.HotWords, "v-1");
        await scene.WorkAsync();

        Assert.Equal(2, (await scene.AlertsAsync()).Count);
    }

    [Fact]
    public async Task A_site_on_another_plan_gets_the_lead_but_no_alert_and_the_reason_is_kept()
    {
        await using var scene = await AlertScene.OpenAsync(site => site.SetPlan(SitePlan.Paid));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        var row = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((AlertState.Suppressed, AlertReason.NotFreePlan, 0), (row.State, row.Reason, row.Mime.Length));
        Assert.Empty(scene.Mail.Mails);
        Assert.Equal(1, await scene.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        Assert.Equal((int)AlertVerdict.NotFreePlan, (await scene.ReadAsync(db => db.Assessments.SingleAsync(Cancel))).AlertVerdict);
    }

    [Fact]
    public async Task Of_two_workers_one_reviews()
    {
        await using var scene = await AlertScene.OpenAsync();
        var id = await scene.ChatAsync(AlertScene.HotWords);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => scene.ReviewAsync(id))));

        Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal(1, await scene.ReadAsync(db => db.Assessments.CountAsync(Cancel)));
        Assert.Single(await scene.AlertsAsync());
    }

    [Fact]
    public async Task Conversations_of_one_visitor_that_are_reviewed_at_once_make_one_lead()
    {
        await using var scene = await AlertScene.OpenAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await scene.ChatAsync(AlertScene.HotWords, "v-1"));
        }

        await Task.WhenAll(ids.Select(id => Task.Run(() => scene.ReviewAsync(id))));

        Assert.Equal(1, await scene.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        Assert.Single(await scene.AlertsAsync());
    }

    [Fact]
    public async Task A_claim_that_another_worker_took_over_changes_nothing_and_an_abandoned_one_is_taken_over()
    {
        await using var scene = await AlertScene.OpenAsync();
        var id = await scene.ChatAsync(AlertScene.HotWords);
        await HoldAsync(scene, id, scene.Clock.GetUtcNow() + Conversation.ReviewLease);
        Assert.Null(await scene.ReviewAsync(id));
        Assert.Empty(await scene.Database.Get<DueRows>().FindConversationsAsync(10, Cancel));

        scene.Clock.Advance(Conversation.ReviewLease);

        Assert.Equal([id], await scene.Database.Get<DueRows>().FindConversationsAsync(10, Cancel));
        Assert.NotNull(await scene.ReviewAsync(id));
    }

    [Fact]
    public async Task Messages_that_arrive_during_a_review_are_reviewed_next()
    {
        await using var scene = await AlertScene.OpenAsync();
        var id = await scene.ChatAsync(AlertScene.HotWords);
        await scene.ReviewAsync(id);
        await scene.SayAsync(id, "Never mind, I found somebody else.");

        Assert.Equal([id], await scene.Database.Get<DueRows>().FindConversationsAsync(10, Cancel));
    }

    [Fact]
    public async Task A_review_that_fails_is_due_again_later_and_its_neighbour_proceeds()
    {
        await using var scene = await AlertScene.OpenAsync();
        var poison = await scene.ChatAsync("x");
        var good = await scene.ChatAsync(AlertScene.HotWords);

        // A conversation without the site it belongs to cannot be judged; nothing but a damaged database brings this about.
        await scene.ReadAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF; UPDATE Conversations SET SiteId = '00000000-0000-0000-0000-000000000001' WHERE ExternalId = 'c1'; PRAGMA foreign_keys=ON", Cancel));

        await Assert.ThrowsAnyAsync<Exception>(() => scene.ReviewAsync(poison));
        await scene.ReviewAsync(good);

        var row = await scene.ReadAsync(db => db.Conversations.SingleAsync(conversation => conversation.Id == poison, Cancel));
        Assert.Equal(1, row.ReviewAttempts);
        Assert.Equal(scene.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), row.ReviewDueAt);
        Assert.Null(row.ReviewToken);
        Assert.Single(await scene.AlertsAsync());
        scene.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([poison], await scene.Database.Get<DueRows>().FindConversationsAsync(10, Cancel));
    }

    [Fact]
    public async Task Latency_is_measured_from_the_message_that_was_read_last()
    {
        await using var scene = await AlertScene.OpenAsync();
        var id = await scene.ChatAsync("hello");
        scene.Clock.Advance(TimeSpan.FromSeconds(7));
        await scene.SayAsync(id, AlertScene.HotWords);
        var said = scene.Clock.GetUtcNow();
        scene.Clock.Advance(TimeSpan.FromSeconds(2));

        await scene.WorkAsync();

        Assert.Equal(said, Assert.Single(await scene.AlertsAsync()).QualifiedAt);
    }

    private static Task<int> HoldAsync(AlertScene scene, Guid id, DateTimeOffset until) => scene.ReadAsync(db => db.Conversations
        .Where(row => row.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReviewToken, Guid.NewGuid()).SetProperty(row => row.ReviewLeaseUntil, until), Cancel));
}
