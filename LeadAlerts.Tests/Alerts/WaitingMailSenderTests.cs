using System.Text;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace LeadAlerts.Tests.Alerts;

/// <summary>In whose name mails go out that were composed before the site's mail server changed.</summary>
public sealed class WaitingMailSenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_goes_out_in_the_name_of_the_new_server_and_otherwise_as_it_was()
    {
        await using var server = new ScriptedSmtpServer();
        await using var scene = await OpenAsync();
        var owner = await OwnerAsync(scene);
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var before = Assert.Single(await scene.AlertsAsync()).Mime;

        await SaveAsync(scene, owner, server, "sam@brightroof.example");
        await scene.WorkAsync();

        var mail = Assert.Single(scene.Mail.Mails);
        Assert.Equal("sam@brightroof.example", mail.EnvelopeSender);
        Assert.Equal("sam@brightroof.example", From(mail.Mime.ToArray()));
        Assert.Equal(Lines(before), Lines(mail.Mime.ToArray()));

        // And back.
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", "2672", StringComparison.Ordinal), "v2"));
        Assert.True(await scene.Database.Get<SiteMailDesk>().RemoveAsync(scene.Site.Id, owner, Cancel));
        await scene.WorkAsync();
        Assert.Equal(From(before), From(scene.Mail.Mails[^1].Mime.ToArray()));
    }

    [Fact]
    public async Task What_is_held_is_renamed_too_and_what_may_have_arrived_is_not()
    {
        await using var server = new ScriptedSmtpServer();
        await using var scene = await OpenAsync();
        var owner = await OwnerAsync(scene);
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Ambiguous("lost"));
        await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords.Replace("2671", "2672", StringComparison.Ordinal), "v2"));
        var (first, second) = (await scene.AlertsAsync()) switch { var all => (all.Single(row => row.ResentAfterUnknown), all.Single(row => !row.ResentAfterUnknown)) };
        await scene.ReadAsync(db => db.Alerts.Where(row => row.Id == second.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, AlertState.Held), Cancel));

        await SaveAsync(scene, owner, server, "sam@brightroof.example");

        var alerts = await scene.AlertsAsync();
        Assert.Equal(first.Mime, alerts.Single(row => row.Id == first.Id).Mime);
        Assert.Equal("sam@brightroof.example", From(alerts.Single(row => row.Id == second.Id).Mime));
    }

    [Fact]
    public async Task One_that_was_refused_is_sent_again_in_the_new_name()
    {
        await using var server = new ScriptedSmtpServer();
        await using var scene = await OpenAsync();
        var owner = await OwnerAsync(scene);
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 5.7.1 not your domain"));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        await SaveAsync(scene, owner, server, "sam@brightroof.example");

        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.IsType<ResendOutcome.Queued>(await scene.Database.Get<AlertResend>().QueueAsync(scene.Site.Id, alert.Id, owner));
        await scene.WorkAsync();

        Assert.Equal("sam@brightroof.example", From(scene.Mail.Mails[^1].Mime.ToArray()));
    }

    private static string From(byte[] mime) => MimeMessage.Load(new MemoryStream(mime), Cancel).From.Mailboxes.Single().Address;

    /// <summary>All of a mail but its sender.</summary>
    private static List<string> Lines(byte[] mime) =>
        [.. Encoding.UTF8.GetString(mime).Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Where(line => !line.StartsWith("From:", StringComparison.Ordinal))];

    private static Task<AlertScene> OpenAsync() =>
        AlertScene.OpenAsync(configure: services => services.Configure<EmailOptions>(options => options.AllowPrivateSiteServers = true));

    private static async Task<Guid> OwnerAsync(AlertScene scene)
    {
        var owner = new ApplicationUser { UserName = "ana@brightroof.example", NormalizedUserName = "ANA@BRIGHTROOF.EXAMPLE", Email = "ana@brightroof.example", EmailConfirmed = true };
        await using var db = await scene.Database.OpenAsync();
        db.Add(owner);
        await db.SaveChangesAsync(Cancel);
        db.Add(new Member(scene.Site.Id, owner.Id, MemberRole.Owner, scene.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
        return owner.Id;
    }

    private static async Task SaveAsync(AlertScene scene, Guid owner, ScriptedSmtpServer server, string from) =>
        Assert.Equal(
            new SiteMailOutcome.Works(Saved: true),
            await scene.Database.Get<SiteMailDesk>().TryAsync(
                scene.Site.Id, owner, new SiteMailDraft("127.0.0.1", server.Port, MailSecurity.None, null, null, from), save: true, Cancel));
}
