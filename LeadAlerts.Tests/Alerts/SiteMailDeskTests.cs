using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace LeadAlerts.Tests.Alerts;

public sealed class SiteMailDeskTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private OwnedSite _site = null!;
    private ScriptedSmtpServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SiteMailDesk Desk => _database.Get<SiteMailDesk>();

    public async ValueTask InitializeAsync()
    {
        _server = new ScriptedSmtpServer { Extensions = ["AUTH PLAIN LOGIN"] };
        _database = await TestDatabase.CreateAsync(services =>
            services.Configure<EmailOptions>(options => options.AllowPrivateSiteServers = true));
        _site = await OwnedSite.AddAsync(_database, "roof", DateTimeOffset.UnixEpoch);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_works_is_saved_with_its_password_encrypted_and_never_shown()
    {
        Assert.Equal(new SiteMailOutcome.Works(Saved: false), await TryAsync(Draft(), save: false));
        Assert.Null(await Desk.FindAsync(_site.Id, _site.Owner.Id, Cancel));

        Assert.Equal(new SiteMailOutcome.Works(Saved: true), await TryAsync(Draft(), save: true));

        var view = await Desk.FindAsync(_site.Id, _site.Owner.Id, Cancel);
        Assert.Equal(("127.0.0.1", true, "sam@roof.example"), (view!.Host, view.HasPassword, view.From));
        Assert.DoesNotContain("canary-5261", view.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-5261", Draft().ToString(), StringComparison.Ordinal);
        Assert.Empty(_server.Messages);
    }

    [Theory]
    [InlineData("AUTH", "535 5.7.8 no", MailStep.SignIn)]
    [InlineData("MAIL", "550 5.7.1 not yours", MailStep.Sender)]
    [InlineData("CONNECT", "DROP", MailStep.Connection)]
    public async Task What_does_not_work_is_named_and_the_settings_before_stay(string verb, string answer, MailStep step)
    {
        await TryAsync(Draft(), save: true);
        _server.Answer = (at, _) => at == verb ? answer : null;

        var outcome = await TryAsync(Draft() with { From = "new@roof.example", Password = "other" }, save: true);

        Assert.Equal(step, Assert.IsType<SiteMailOutcome.Broken>(outcome).Step);
        Assert.Equal("sam@roof.example", (await Desk.FindAsync(_site.Id, _site.Owner.Id, Cancel))!.From);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_and_an_encryption_that_is_not_offered_are_told_apart()
    {
        Assert.Equal(MailStep.Name, Assert.IsType<SiteMailOutcome.Broken>(await TryAsync(Draft() with { Host = "no-such-host.invalid" }, save: true)).Step);
        Assert.Equal(MailStep.Encryption, Assert.IsType<SiteMailOutcome.Broken>(await TryAsync(Draft() with { Security = MailSecurity.StartTls }, save: true)).Step);
    }

    [Fact]
    public async Task The_stored_password_goes_to_no_other_server()
    {
        await TryAsync(Draft(), save: true);

        Assert.IsType<SiteMailOutcome.Works>(await TryAsync(Draft() with { Password = null }, save: true));
        Assert.IsType<SiteMailOutcome.Invalid>(await TryAsync(Draft() with { Password = null, Host = "localhost" }, save: true));
    }

    [Theory]
    [InlineData("", 587, "a@b.example")]
    [InlineData("smtp.example.com", 0, "a@b.example")]
    [InlineData("smtp.example.com", 70000, "a@b.example")]
    [InlineData("smtp.example.com\r\nRCPT", 587, "a@b.example")]
    [InlineData("smtp.example.com", 587, "a@b")]
    public async Task What_cannot_be_is_refused_before_it_is_tried(string host, int port, string from) =>
        Assert.IsType<SiteMailOutcome.Invalid>(await TryAsync(new SiteMailDraft(host, port, MailSecurity.Auto, null, null, from), save: true));

    [Fact]
    public async Task Only_an_owner_sees_and_changes_it_and_can_go_back()
    {
        await TryAsync(Draft(), save: true);
        var stranger = Guid.NewGuid();

        Assert.Null(await Desk.FindAsync(_site.Id, stranger, Cancel));
        Assert.IsType<SiteMailOutcome.NotOwner>(await Desk.TryAsync(_site.Id, stranger, Draft(), save: true, Cancel));
        Assert.False(await Desk.RemoveAsync(_site.Id, stranger, Cancel));
        Assert.True(await Desk.RemoveAsync(_site.Id, _site.Owner.Id, Cancel));
        Assert.Null(await Desk.FindAsync(_site.Id, _site.Owner.Id, Cancel));
    }

    [Fact]
    public async Task A_server_that_is_saved_after_another_was_removed_gets_the_next_mail()
    {
        await using var next = new ScriptedSmtpServer { Extensions = ["AUTH PLAIN LOGIN"] };
        await TryAsync(Draft(), save: true);
        await SendAsync();
        await Desk.RemoveAsync(_site.Id, _site.Owner.Id, Cancel);
        await TryAsync(Draft() with { Port = next.Port }, save: true);

        await SendAsync();

        Assert.Equal((1, 1), (_server.Messages.Count, next.Messages.Count));
    }

    /// <summary>Sends as an alert is: through what is stored now.</summary>
    private async Task SendAsync()
    {
        await using var db = await _database.OpenAsync();
        var settings = await db.SiteMailSettings.AsNoTracking().SingleAsync(Cancel);
        var mime = new MailDraft(
            "alert.1@roof.example", DateTimeOffset.UnixEpoch, new MailboxAddress("", settings.From), new MailboxAddress("", "sam@roof.example"), "Hot lead", "<p>x</p>", "x").ToBytes();
        var mail = new OutgoingMail(settings.From, "sam@roof.example", mime) { Server = _database.Get<SiteMailServers>().Open(settings) };
        Assert.IsType<MailOutcome.Accepted>(await _database.Get<IMailSender>().SendAsync(mail, _ => Task.CompletedTask, Cancel));
    }

    private SiteMailDraft Draft() => new("127.0.0.1", _server.Port, MailSecurity.Auto, "sam", "canary-5261", "sam@roof.example");

    private Task<SiteMailOutcome> TryAsync(SiteMailDraft draft, bool save) => Desk.TryAsync(_site.Id, _site.Owner.Id, draft, save, Cancel);
}
