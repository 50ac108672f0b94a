using System.Text.Json;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Privacy;

public sealed class VisitorErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PrivacyScene.Email)]
    [InlineData("(415) 555-2671")]
    [InlineData("v-quxzar")]
    public async Task Of_an_erased_visitor_no_word_is_left_in_the_files(string typed)
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var erasure = scene.Alerts.Database.Get<VisitorErasure>();
        var trace = (await erasure.FindAsync(scene.SiteId, scene.OwnerId, typed, Cancel))!;
        Assert.Equal((scene.ChatId, scene.LeadId, 1, 1), (Assert.Single(trace.Chats).Id, Assert.Single(trace.Leads).Id, trace.Notes, trace.Replies));
        Assert.True(scene.IsInFiles(PrivacyScene.Marker));
        var others = await scene.Alerts.ReadAsync(db => db.Conversations.CountAsync(chat => chat.Id != scene.ChatId, Cancel));

        var rows = (await erasure.EraseAsync(scene.SiteId, scene.OwnerId, typed, Cancel))!;

        Assert.Equal((1, 1), (rows.Conversations, rows.Leads));
        Assert.True(await scene.Alerts.Database.Get<DataCleaning>().RunAsync(Cancel));
        Assert.False(scene.IsInFiles(PrivacyScene.Marker), "A word of the visitor is left in the data folder.");
        Assert.False(scene.IsInFiles("5552671"), "The visitor's number is left in the data folder.");
        Assert.Equal(others, await scene.Alerts.ReadAsync(db => db.Conversations.CountAsync(Cancel)));
        Assert.Null(await erasure.FindAsync(scene.SiteId, scene.OwnerId, typed, Cancel));
        var proof = Assert.Single(await erasure.ListAsync(scene.SiteId, scene.OwnerId, 10, Cancel));
        Assert.Equal((ErasureKind.Visitor, scene.Alerts.Clock.GetUtcNow()), (proof.Kind, proof.CleanedAt));
        var entry = (await scene.Alerts.Database.Get<SiteActivity>().ReadAsync(scene.SiteId, scene.OwnerId, AuditArea.Privacy, null, Cancel)).Rows[0];
        Assert.StartsWith("A visitor erased: 1 chat, 1 lead, ", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_that_told_of_the_visitor_is_emptied_and_stays_on_record()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var before = (await scene.Alerts.AlertsAsync()).Single(alert => alert.Kind == AlertKind.Digest);

        await scene.Alerts.Database.Get<VisitorErasure>().EraseAsync(scene.SiteId, scene.OwnerId, PrivacyScene.Email, Cancel);

        var after = (await scene.Alerts.AlertsAsync()).Single(alert => alert.Kind == AlertKind.Digest);
        Assert.Equal((before.Id, AlertState.Accepted, "Erased", 0), (after.Id, after.State, after.Subject, after.Mime.Length));
    }

    [Fact]
    public async Task Only_owners_find_export_and_erase_and_only_on_their_own_site()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var database = scene.Alerts.Database;
        var stranger = await AddOwnerElsewhereAsync(scene);
        var member = await AddMemberAsync(scene);
        foreach (var actor in (Guid[])[stranger.UserId, member])
        {
            Assert.Null(await database.Get<VisitorErasure>().FindAsync(scene.SiteId, actor, PrivacyScene.Email, Cancel));
            Assert.Null(await database.Get<VisitorErasure>().EraseAsync(scene.SiteId, actor, PrivacyScene.Email, Cancel));
            Assert.Null(await database.Get<VisitorExport>().WriteAsync(scene.SiteId, actor, PrivacyScene.Email, Cancel));
            Assert.Empty(await database.Get<VisitorErasure>().ListAsync(scene.SiteId, actor, 10, Cancel));
            Assert.False(await database.Get<SitePrivacy>().SaveAsync(scene.SiteId, actor, 1, Cancel));
            Assert.False(await database.Get<SiteRemoval>().DeleteAsync(scene.SiteId, actor, "Bright Roof", Cancel));
        }

        // The same visitor on another site is another visitor.
        var rows = await database.Get<VisitorErasure>().EraseAsync(stranger.SiteId, stranger.UserId, PrivacyScene.Email, Cancel);
        Assert.Equal(1, rows!.Conversations);
        Assert.NotNull(await database.Get<VisitorErasure>().FindAsync(scene.SiteId, scene.OwnerId, PrivacyScene.Email, Cancel));
    }

    [Fact]
    public async Task An_export_holds_what_is_stored_and_nobody_elses()
    {
        await using var scene = await PrivacyScene.OpenAsync();

        var json = (await scene.Alerts.Database.Get<VisitorExport>().WriteAsync(scene.SiteId, scene.OwnerId, scene.LeadId.ToString(), Cancel))!;

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var chat = Assert.Single(root.GetProperty("conversations").EnumerateArray());
        Assert.Equal(2, chat.GetProperty("messages").GetArrayLength());
        Assert.NotEqual(0, chat.GetProperty("assessments").GetArrayLength());
        Assert.NotEqual(0, chat.GetProperty("summaries").GetArrayLength());
        var lead = Assert.Single(root.GetProperty("leads").EnumerateArray());
        Assert.Equal(PrivacyScene.Email, lead.GetProperty("contact").GetProperty("email").GetString());
        Assert.Equal((1, 1), (lead.GetProperty("notes").GetArrayLength(), lead.GetProperty("replies").GetArrayLength()));
        Assert.NotEqual(0, root.GetProperty("webhooks").GetArrayLength());
        Assert.Contains(root.GetProperty("mails").EnumerateArray(), mail => mail.GetProperty("text").GetString()?.Contains("Quxzarna", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("pat1@example.com", System.Text.Encoding.UTF8.GetString(json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_many_share_is_not_taken_for_one_visitor()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        await using (var db = await scene.Alerts.Database.OpenAsync())
        {
            var now = scene.Alerts.Clock.GetUtcNow();
            db.AddRange(Enumerable.Range(0, VisitorErasure.ConversationsMax + 1).Select(
                number => new Conversation(scene.SiteId, "api", $"shared-{number}", now) { VisitorEmail = "shop@example.com" }));
            await db.SaveChangesAsync(Cancel);
        }

        var erasure = scene.Alerts.Database.Get<VisitorErasure>();
        Assert.True((await erasure.FindAsync(scene.SiteId, scene.OwnerId, "SHOP@example.com", Cancel))!.IsTooMuch);
        Assert.Null(await erasure.EraseAsync(scene.SiteId, scene.OwnerId, "shop@example.com", Cancel));
    }

    [Fact]
    public async Task Every_table_that_knows_a_chat_or_a_lead_is_erased()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        await using var db = await scene.Alerts.Database.OpenAsync();
        string[] ties = ["ConversationId", "LeadId", "AlertId", "NoteId", "SubjectId", "MergedId", "SurvivorId"];
        var tables = db.Model.GetEntityTypes()
            .Where(type => type.GetProperties().Any(property => ties.Contains(property.Name)))
            .Select(type => type.ClrType.Name)
            .ToList();

        Assert.Empty(tables.Except(ErasingRows.Tables).Except(["CanaryRun"]));
    }

    private static async Task<(Guid SiteId, Guid UserId)> AddOwnerElsewhereAsync(PrivacyScene scene)
    {
        var now = scene.Alerts.Clock.GetUtcNow();
        var site = new Site("Elsewhere", "UTC", "US", now);
        var user = new ApplicationUser { UserName = "stranger@example.com", Email = "stranger@example.com" };
        var chat = new Conversation(site.Id, "api", "c1", now) { VisitorEmail = PrivacyScene.Email };
        await SaveAsync(scene, site, user, new Member(siteId: site.Id, userId: user.Id, MemberRole.Owner, now), chat, chat.Append(MessageRole.Visitor, "Hello", now));
        return (site.Id, user.Id);
    }

    private static async Task<Guid> AddMemberAsync(PrivacyScene scene)
    {
        var user = new ApplicationUser { UserName = "helper@example.com", Email = "helper@example.com" };
        await SaveAsync(scene, user, new Member(siteId: scene.SiteId, userId: user.Id, MemberRole.Member, scene.Alerts.Clock.GetUtcNow()));
        return user.Id;
    }

    private static async Task SaveAsync(PrivacyScene scene, params object[] rows)
    {
        await using LeadAlertsDbContext db = await scene.Alerts.Database.OpenAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync(Cancel);
    }
}
