using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Privacy;

public sealed class ConversationErasureTests
{
    // A word that only her first chat holds.
    private const string Told = "quxzarium";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_deleted_chat_and_its_lead_no_word_is_left_in_the_files()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var erasure = scene.Alerts.Database.Get<ConversationErasure>();
        var trace = (await erasure.FindAsync(scene.SiteId, scene.OwnerId, scene.ChatId, Cancel))!;
        Assert.True(trace is { LeadGoes: true, Notes: 1, Replies: 1, Mails: > 0, MailWaits: false });
        Assert.Null(await erasure.EraseAsync(scene.SiteId, scene.OwnerId, scene.ChatId, withLead: false, Cancel));
        var others = await CountAsync(scene);

        var rows = (await erasure.EraseAsync(scene.SiteId, scene.OwnerId, scene.ChatId, withLead: true, Cancel))!;

        Assert.Equal((1, 1), (rows.Conversations, rows.Leads));
        Assert.Equal(others - 1, await CountAsync(scene));
        var proof = Assert.Single(await scene.Alerts.Database.Get<VisitorErasure>().ListAsync(scene.SiteId, scene.OwnerId, 10, Cancel));
        Assert.Equal((ErasureKind.Conversation, null), (proof.Kind, proof.CleanedAt));
        await CleanAsync(scene);
        Assert.False(scene.IsInFiles(PrivacyScene.Marker), "A word of the chat is left in the data folder.");
        var entry = (await scene.Alerts.Database.Get<SiteActivity>().ReadAsync(scene.SiteId, scene.OwnerId, AuditArea.Privacy, null, Cancel)).Rows[0];
        Assert.StartsWith("A chat deleted: 1 chat, 1 lead, ", entry.Text, StringComparison.Ordinal);
        Assert.Null(await erasure.FindAsync(scene.SiteId, scene.OwnerId, scene.ChatId, Cancel));
    }

    [Fact]
    public async Task A_lead_with_another_chat_stays_and_that_chat_tells_its_story()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var second = await ComeBackAsync(scene);
        var erasure = scene.Alerts.Database.Get<ConversationErasure>();
        var told = (await scene.Alerts.AlertsAsync()).Count(alert => alert.LeadId == scene.LeadId);
        Assert.True((await erasure.FindAsync(scene.SiteId, scene.OwnerId, scene.ChatId, Cancel)) is { LeadGoes: false, OtherChats: 1, MailWaits: false });

        var rows = (await erasure.EraseAsync(scene.SiteId, scene.OwnerId, scene.ChatId, withLead: false, Cancel))!;

        Assert.Equal((1, 0), (rows.Conversations, rows.Leads));
        await CleanAsync(scene);
        Assert.False(scene.IsInFiles(Told), "A word of the chat is left in the data folder.");
        await using var db = await scene.Alerts.Database.OpenAsync();
        var lead = await db.Leads.SingleAsync(row => row.Id == scene.LeadId, Cancel);
        var chat = await db.Conversations.SingleAsync(row => row.LeadId == scene.LeadId, Cancel);
        Assert.Equal((second, second, chat.Headline), (chat.Id, lead.FirstConversationId, lead.Headline));
        Assert.Equal((PrivacyScene.Email, 1, 1), (lead.Contact.Email, await db.LeadNotes.CountAsync(Cancel), await db.LeadReplies.CountAsync(Cancel)));
        var mails = (await scene.Alerts.AlertsAsync()).Where(alert => alert.LeadId == scene.LeadId).ToList();
        Assert.Equal(told, mails.Count);
        Assert.All(mails, mail => Assert.Empty(mail.Mime));
    }

    [Fact]
    public async Task While_a_mail_about_a_lead_that_stays_waits_nothing_is_deleted()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        await ComeBackAsync(scene);
        var erasure = scene.Alerts.Database.Get<ConversationErasure>();
        var alert = (await scene.Alerts.AlertsAsync()).First(row => row.LeadId == scene.LeadId);
        await scene.Alerts.ChangeAsync<Alert>(alert.Id, row => row.Hold(AlertReason.QuietHours, scene.Alerts.Clock.GetUtcNow().AddHours(8)));
        var others = await CountAsync(scene);

        Assert.True((await erasure.FindAsync(scene.SiteId, scene.OwnerId, scene.ChatId, Cancel))!.MailWaits);
        Assert.Null(await erasure.EraseAsync(scene.SiteId, scene.OwnerId, scene.ChatId, withLead: true, Cancel));
        Assert.Equal(others, await CountAsync(scene));
    }

    [Fact]
    public async Task A_chat_that_is_no_lead_goes_alone()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var chatId = await scene.Alerts.ChatAsync("Are you hiring? My zwirbulator is fast.", visitorId: "v-job");
        await scene.Alerts.WorkAsync();
        var leads = await scene.Alerts.ReadAsync(db => db.Leads.CountAsync(Cancel));

        var rows = (await scene.Alerts.Database.Get<ConversationErasure>().EraseAsync(scene.SiteId, scene.OwnerId, chatId, withLead: false, Cancel))!;

        Assert.Equal((1, 0), (rows.Conversations, rows.Leads));
        Assert.Equal(leads, await scene.Alerts.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        await CleanAsync(scene);
        Assert.False(scene.IsInFiles("zwirbulator"), "A word of the chat is left in the data folder.");
    }

    [Fact]
    public async Task Only_an_owner_deletes_and_only_on_the_chats_own_site()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var now = scene.Alerts.Clock.GetUtcNow();
        var elsewhere = new Site("Elsewhere", "UTC", "US", now);
        var (stranger, member) = (NewUser("stranger@example.com"), NewUser("helper@example.com"));
        await using (var db = await scene.Alerts.Database.OpenAsync())
        {
            db.AddRange(
                elsewhere, stranger, member,
                new Member(siteId: elsewhere.Id, userId: stranger.Id, MemberRole.Owner, now),
                new Member(siteId: scene.SiteId, userId: member.Id, MemberRole.Member, now));
            await db.SaveChangesAsync(Cancel);
        }

        var erasure = scene.Alerts.Database.Get<ConversationErasure>();
        var others = await CountAsync(scene);
        foreach (var (siteId, actorId) in new[] { (scene.SiteId, member.Id), (scene.SiteId, stranger.Id), (elsewhere.Id, stranger.Id) })
        {
            Assert.Null(await erasure.FindAsync(siteId, actorId, scene.ChatId, Cancel));
            Assert.Null(await erasure.EraseAsync(siteId, actorId, scene.ChatId, withLead: true, Cancel));
        }

        Assert.Equal(others, await CountAsync(scene));
    }

    private static async Task<Guid> ComeBackAsync(PrivacyScene scene)
    {
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(2));
        var second = await scene.Alerts.ChatAsync("Me again: can you also clean my gutters next week? How much is it?", visitorId: "v-quxzar");
        await scene.Alerts.WorkAsync();
        Assert.Equal(scene.LeadId, await scene.Alerts.ReadAsync(db => db.Conversations.Where(chat => chat.Id == second).Select(chat => chat.LeadId).SingleAsync(Cancel)));
        return second;
    }

    private static async Task CleanAsync(PrivacyScene scene)
    {
        Assert.True(await scene.Alerts.Database.Get<DataCleaning>().RunAsync(Cancel));

        // A view is a member's own work: it stays until the visitor is erased.
        await scene.Alerts.ReadAsync(db => db.SavedViews.ExecuteDeleteAsync(Cancel));
        await scene.Alerts.ReadAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancel));
    }

    private static Task<int> CountAsync(PrivacyScene scene) => scene.Alerts.ReadAsync(db => db.Conversations.CountAsync(Cancel));

    private static ApplicationUser NewUser(string email) => new() { UserName = email, Email = email };
}
