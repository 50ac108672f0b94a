using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using MimeKit;

namespace LeadAlerts.Tests.Privacy;

public sealed class ErasedMailsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_digest_is_emptied_for_the_visitors_name_but_not_for_a_word_that_holds_it()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var now = scene.Alerts.Clock.GetUtcNow();
        var chat = new Conversation(scene.SiteId, "api", "mark", now) { VisitorId = "v-mark", VisitorName = "Mark" };
        var others = Digest(scene.SiteId, scene.Alerts.Recipient, 901, "Pat wants gutters before the market opens, please mark the day.", now);
        var his = Digest(scene.SiteId, scene.Alerts.Recipient, 902, "Mark's gutters: not a lead.", now);
        await SaveAsync(scene, chat, chat.Append(MessageRole.Visitor, "Hello", now), others, his);

        Assert.NotNull(await scene.Alerts.Database.Get<VisitorErasure>().EraseAsync(scene.SiteId, scene.OwnerId, "v-mark", Cancel));

        var left = await scene.Alerts.AlertsAsync();
        Assert.Equal(others.Mime, left.Single(alert => alert.Id == others.Id).Mime);
        Assert.DoesNotContain(left, alert => alert.Id == his.Id && alert.Mime.Length > 0);
    }

    [Fact]
    public async Task The_built_in_mailbox_loses_this_visitors_mails_and_neither_another_sites_nor_another_visitors()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var database = scene.Alerts.Database;
        var now = scene.Alerts.Clock.GetUtcNow();
        var site = new Site("Elsewhere", "UTC", "US", now);
        var recipient = new AlertRecipient(site.Id, "owner@elsewhere.example", "Eve", now);
        var chat = new Conversation(site.Id, "api", "c1", now) { VisitorEmail = PrivacyScene.Email, VisitorName = "Quxzarna Velt" };
        var elsewhere = Digest(site.Id, recipient, 1, $"Quxzarna Velt, {PrivacyScene.Email}, asks for a roof.", now);
        await SaveAsync(
            scene, site, recipient, chat, chat.Append(MessageRole.Visitor, "Hello", now), elsewhere,
            TeamNotice.OfAssignment(scene.SiteId, scene.LeadId, scene.OwnerId, "Sam", now));
        scene.Alerts.Clock.Advance(TeamNotice.Grace);
        Assert.Equal(1, await database.Get<TeamNotices>().SendDueAsync(10, Cancel));

        var mailbox = database.Get<FolderMailSender>();
        foreach (var mime in scene.Alerts.Mail.Mails.Select(mail => mail.Mime).Append(elsewhere.Mime))
        {
            await mailbox.SendAsync(new OutgoingMail("alerts@leads.example", "owner@brightroof.example", mime), _ => Task.CompletedTask, Cancel);
        }

        Assert.Equal(["alert", "notice", "reply"], mailbox.List(100).Select(mail => mail.Message.MessageId!.Split('.')[0]).Distinct().Order());
        Assert.NotNull(await database.Get<VisitorErasure>().EraseAsync(scene.SiteId, scene.OwnerId, PrivacyScene.Email, Cancel));

        var left = mailbox.List(100).Select(mail => mail.Message).ToList();
        Assert.Contains(elsewhere.MessageId, left.Select(mail => mail.MessageId));
        Assert.True(left.Exists(mail => mail.TextBody!.Contains("Pat Ng", StringComparison.Ordinal)));
        Assert.False(left.Exists(mail =>
            mail.MessageId != elsewhere.MessageId
            && $"{mail.To} {mail.Subject} {mail.TextBody} {mail.HtmlBody}".Contains(PrivacyScene.Marker, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("Mark asks for gutters", "Mark", true)]
    [InlineData("the market, please mark it", "Mark", false)]
    [InlineData("MARIA ORTIZ's roof", "Maria Ortiz", true)]
    [InlineData("Maria Ortizen", "Maria Ortiz", false)]
    [InlineData("Al is here", "Al", false)]
    public void A_name_stands_there_as_a_whole(string text, string name, bool isThere) => Assert.Equal(isThere, WholeWords.HasName(text, name));

    [Theory]
    [InlineData("Write to <ANN@example.com>.", "ann@example.com", true)]
    [InlineData("It is ann@example.com.", "ann@example.com", true)]
    [InlineData("joann@example.com", "ann@example.com", false)]
    [InlineData("jo.ann@example.com", "ann@example.com", false)]
    [InlineData("ann@example.com.au", "ann@example.com", false)]
    [InlineData("joann@example.com or ann@example.com", "ann@example.com", true)]
    [InlineData("ann@example.com", "@example.com", false)]
    public void An_address_stands_there_as_a_whole(string text, string email, bool isThere) => Assert.Equal(isThere, WholeWords.HasEmail(text, email));

    [Theory]
    [InlineData("tel:+14155552671\"", "+14155552671", true)]
    [InlineData("+141555526712", "+14155552671", false)]
    [InlineData("call 12 now", "12", false)]
    public void A_number_stands_there_as_a_whole(string text, string phone, bool isThere) => Assert.Equal(isThere, WholeWords.HasPhone(text, phone));

    private static Alert Digest(Guid siteId, AlertRecipient recipient, int sequence, string text, DateTimeOffset now)
    {
        var alert = new Alert(siteId, leadId: null, recipient, AlertKind.Digest, sequence, settingsVersion: 1, now, now);
        var messageId = $"alert.{alert.Id:N}@leads.example";
        var draft = new MailDraft(
            messageId, now, new MailboxAddress("", "alerts@leads.example"), new MailboxAddress("", recipient.Address), "Your week", $"<p>{text}</p>", text);
        alert.Compose(messageId, "Your week", draft.ToBytes());
        return alert;
    }

    private static async Task SaveAsync(PrivacyScene scene, params object[] rows)
    {
        await using var db = await scene.Alerts.Database.OpenAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync(Cancel);
    }
}
