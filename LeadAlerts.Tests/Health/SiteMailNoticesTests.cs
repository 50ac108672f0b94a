using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace LeadAlerts.Tests.Health;

public sealed class SiteMailNoticesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owners_are_told_once_when_their_server_is_out_of_use_for_half_an_hour_and_once_when_it_works()
    {
        await using var scene = await OpenAsync();
        await PauseAsync(scene);
        await LookForAsync(scene, TimeSpan.FromMinutes(29));
        Assert.Empty(scene.Mail.Mails);

        await LookForAsync(scene, TimeSpan.FromHours(3));
        var down = Assert.Single(scene.Mail.Mails);
        Assert.Equal(("ana@brightroof.example", null), (down.Recipient, down.Server));
        Assert.Contains("535 wrong password", await TextAsync(down), StringComparison.Ordinal);

        // It answers, but has not taken a mail yet; then it takes one.
        await ChangeAsync(scene, status => status.Reach());
        await LookForAsync(scene, TimeSpan.FromMinutes(20));
        Assert.Single(scene.Mail.Mails);
        await ChangeAsync(scene, status => status.Resume(scene.Clock.GetUtcNow()));
        await LookForAsync(scene, TimeSpan.FromHours(1));
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Contains("go out again", await TextAsync(scene.Mail.Mails[1]), StringComparison.Ordinal);

        // The next pause is told by itself.
        await PauseAsync(scene);
        await LookForAsync(scene, TimeSpan.FromMinutes(31));
        Assert.Equal(3, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task A_short_pause_is_not_worth_a_mail_and_neither_is_its_end()
    {
        await using var scene = await OpenAsync();
        await PauseAsync(scene);
        await LookForAsync(scene, TimeSpan.FromMinutes(20));
        await ChangeAsync(scene, status => status.Resume(scene.Clock.GetUtcNow()));
        await LookForAsync(scene, TimeSpan.FromHours(1));

        Assert.Empty(scene.Mail.Mails);
    }

    [Fact]
    public async Task Two_servers_tell_once()
    {
        await using var scene = await OpenAsync();
        await PauseAsync(scene);
        scene.Clock.Advance(TimeSpan.FromMinutes(30));
        var other = ActivatorUtilities.CreateInstance<SiteMailNotices>(scene.Database.Services);

        await Task.WhenAll(scene.Database.Get<SiteMailNotices>().TellAsync(Cancel), other.TellAsync(Cancel));

        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task While_the_installations_server_is_out_of_use_too_it_is_tried_again()
    {
        await using var scene = await OpenAsync();
        await PauseAsync(scene);
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("down"));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("down"));
        await LookForAsync(scene, TimeSpan.FromMinutes(45));
        Assert.Empty(scene.Mail.Mails);

        await LookForAsync(scene, TimeSpan.FromMinutes(60));
        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task Nobody_is_told_of_the_installations_own_server_or_of_a_disabled_site()
    {
        await using var scene = await OpenAsync();
        await PauseAsync(scene);
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetDisabled(true));
        await scene.ReadAsync(db =>
        {
            var installation = new MailSenderStatus(siteId: null);
            installation.Pause("down", scene.Clock.GetUtcNow(), scene.Clock.GetUtcNow());
            db.Add(installation);
            return db.SaveChangesAsync(Cancel);
        });
        await LookForAsync(scene, TimeSpan.FromHours(1));

        Assert.Empty(scene.Mail.Mails);
    }

    private static async Task<AlertScene> OpenAsync()
    {
        var scene = await AlertScene.OpenAsync();
        await using var db = await scene.Database.OpenAsync();
        var (owner, member, invited) = (Person("ana", confirmed: true), Person("pat", confirmed: true), Person("lee", confirmed: false));
        db.AddRange(owner, member, invited, new MailSenderStatus(scene.Site.Id));
        await db.SaveChangesAsync(Cancel);
        var now = scene.Clock.GetUtcNow();
        db.AddRange(
            new Member(scene.Site.Id, owner.Id, MemberRole.Owner, now),
            new Member(scene.Site.Id, member.Id, MemberRole.Member, now),
            new Member(scene.Site.Id, invited.Id, MemberRole.Owner, now));
        await db.SaveChangesAsync(Cancel);
        return scene;
    }

    private static ApplicationUser Person(string name, bool confirmed) => new()
    {
        UserName = $"{name}@brightroof.example", NormalizedUserName = $"{name}@brightroof.example".ToUpperInvariant(), Email = $"{name}@brightroof.example",
        EmailConfirmed = confirmed,
    };

    private static Task PauseAsync(AlertScene scene)
    {
        var now = scene.Clock.GetUtcNow();
        return ChangeAsync(scene, status => status.Pause("535 wrong password", now.AddMinutes(1), now));
    }

    private static async Task ChangeAsync(AlertScene scene, Action<MailSenderStatus> change)
    {
        await using var db = await scene.Database.OpenAsync();
        change(await db.MailSenders.SingleAsync(row => row.SiteId == scene.Site.Id, Cancel));
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task LookForAsync(AlertScene scene, TimeSpan span)
    {
        for (var end = scene.Clock.GetUtcNow() + span; scene.Clock.GetUtcNow() < end;)
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
            await scene.Database.Get<SiteMailNotices>().TellAsync(Cancel);
        }
    }

    private static async Task<string> TextAsync(OutgoingMail mail) =>
        (await MimeMessage.LoadAsync(new MemoryStream(mail.Mime.ToArray()), Cancel)).TextBody!;
}
