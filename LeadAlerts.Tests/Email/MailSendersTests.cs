using LeadAlerts.Core.Email;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace LeadAlerts.Tests.Email;

public sealed class MailSendersTests
{
    private static readonly byte[] Mime = new MailDraft(
        "alert.1@leads.example",
        DateTimeOffset.UnixEpoch,
        new MailboxAddress("", "alerts@leads.example"),
        new MailboxAddress("", "owner@brightroof.example"),
        "Hot lead",
        "<p>Hello</p>",
        "Hello").ToBytes();

    // What never comes is to fail, not to hang.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_s_mail_goes_through_its_own_server_and_one_that_hangs_holds_up_nobody_else()
    {
        var release = new TaskCompletionSource();
        await using var slow = new ScriptedSmtpServer { Before = verb => verb == "MAIL" ? release.Task : Task.CompletedTask };
        await using var quick = new ScriptedSmtpServer();
        await using var house = new ScriptedSmtpServer();
        await using var senders = Senders(house, allowPrivate: true);

        // More than the slow server has connections.
        var hangs = Server(slow);
        var hanging = Enumerable.Range(0, 5).Select(_ => SendAsync(senders, hangs)).ToList();
        Assert.IsType<MailOutcome.Accepted>(await SendAsync(senders, Server(quick)));
        Assert.IsType<MailOutcome.Accepted>(await SendAsync(senders, null));

        Assert.All(hanging, task => Assert.False(task.IsCompleted));
        Assert.Equal((0, 1, 1), (slow.Messages.Count, quick.Messages.Count, house.Messages.Count));
        release.SetResult();
        Assert.All(await Task.WhenAll(hanging), outcome => Assert.IsType<MailOutcome.Accepted>(outcome));
        Assert.InRange(slow.Connections, 1, 2);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("localhost")]
    public async Task A_site_s_server_has_to_be_on_the_open_internet(string host)
    {
        await using var house = new ScriptedSmtpServer();
        await using var senders = Senders(house, allowPrivate: false);

        var outcome = await SendAsync(senders, new SiteMailServer(Guid.NewGuid(), 1, new EmailOptions { Host = host, Port = house.Port, Security = MailSecurity.None }));

        Assert.Contains("open internet", Assert.IsType<MailOutcome.Unavailable>(outcome).Reply, StringComparison.Ordinal);
        Assert.Equal(0, house.Connections);
    }

    [Fact]
    public async Task The_way_is_tried_without_a_mail_and_where_there_is_none_that_is_said()
    {
        await using var house = new ScriptedSmtpServer();
        await using var senders = Senders(house, allowPrivate: false);
        await using var database = await TestDatabase.CreateAsync();
        var options = Options.Create(new EmailOptions());
        await using var builtIn = new MailSenders(database.Get<FolderMailSender>(), options, TimeProvider.System);
        await using var missing = new MailSenders(new MissingMailSender(), options, TimeProvider.System);

        Assert.Null(await senders.TryOutAsync(Cancel));
        Assert.Null(await builtIn.TryOutAsync(Cancel));
        Assert.Contains("Email:Host", (await missing.TryOutAsync(Cancel))!.Reply, StringComparison.Ordinal);
        Assert.Equal(1, house.Connections);
        Assert.Empty(house.Messages);
    }

    [Fact]
    public async Task A_password_is_stored_encrypted_for_its_site_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        var servers = database.Get<SiteMailServers>();
        var (site, other) = (Guid.NewGuid(), Guid.NewGuid());
        var closed = servers.Close(site, "canary-5261");
        var draft = new SiteMailDraft("smtp.example.com", 587, MailSecurity.StartTls, "sam", null, "sam@example.com");

        Assert.Equal("canary-5261", Opened(site, closed)?.Password);
        Assert.Null(Opened(other, closed));
        Assert.DoesNotContain("canary", System.Text.Encoding.Latin1.GetString(closed), StringComparison.Ordinal);

        EmailOptions? Opened(Guid siteId, byte[] password)
        {
            var settings = new SiteMailSettings(siteId);
            settings.Change(draft, password, Guid.NewGuid(), DateTimeOffset.UnixEpoch);
            return servers.Open(settings).Options;
        }
    }

    [Fact]
    public async Task Settings_that_begin_again_with_the_first_version_are_others()
    {
        await using var database = await TestDatabase.CreateAsync();
        var servers = database.Get<SiteMailServers>();
        var siteId = Guid.NewGuid();

        Assert.Equal("old.example.com", Opened("old.example.com", DateTimeOffset.UnixEpoch)?.Host);
        Assert.Equal("new.example.com", Opened("new.example.com", DateTimeOffset.UnixEpoch.AddMinutes(1))?.Host);

        EmailOptions? Opened(string host, DateTimeOffset now)
        {
            var settings = new SiteMailSettings(siteId);
            settings.Change(new SiteMailDraft(host, 587, MailSecurity.StartTls, null, null, "sam@example.com"), null, Guid.NewGuid(), now);
            return servers.Open(settings).Options;
        }
    }

    [Fact]
    public async Task What_replaced_a_server_is_used_at_once_and_the_old_connection_is_closed()
    {
        var closed = new TaskCompletionSource();
        await using var former = new ScriptedSmtpServer { Answer = (verb, _) => Noted(closed, verb) };
        await using var next = new ScriptedSmtpServer();
        await using var house = new ScriptedSmtpServer();
        await using var senders = Senders(house, allowPrivate: true);
        var first = Server(former);
        await SendAsync(senders, first);

        await SendAsync(senders, Server(next) with { SiteId = first.SiteId, SavedAt = first.SavedAt.AddMinutes(1) });

        Assert.Equal((1, 1), (former.Messages.Count, next.Messages.Count));
        await closed.Task.WaitAsync(Limit, Cancel);
    }

    [Fact]
    public async Task What_is_sent_while_its_server_is_replaced_arrives_and_its_connection_is_closed_then()
    {
        var (closed, began, release) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var former = new ScriptedSmtpServer
        {
            Answer = (verb, _) => Noted(closed, verb),
            Before = verb =>
            {
                began.TrySetResult();
                return verb == "." ? release.Task : Task.CompletedTask;
            },
        };
        await using var next = new ScriptedSmtpServer();
        await using var house = new ScriptedSmtpServer();
        await using var senders = Senders(house, allowPrivate: true);
        var first = Server(former);
        var sending = SendAsync(senders, first);
        await began.Task.WaitAsync(Limit, Cancel);

        await SendAsync(senders, Server(next) with { SiteId = first.SiteId, Version = 2 });
        Assert.False(closed.Task.IsCompleted);
        release.SetResult();

        Assert.IsType<MailOutcome.Accepted>(await sending);
        await closed.Task.WaitAsync(Limit, Cancel);
    }

    [Fact]
    public async Task The_connections_of_a_server_that_no_mail_names_any_more_are_closed()
    {
        var closed = new TaskCompletionSource();
        await using var own = new ScriptedSmtpServer { Answer = (verb, _) => Noted(closed, verb) };
        await using var house = new ScriptedSmtpServer();
        var clock = new FakeTimeProvider();
        await using var senders = Senders(house, allowPrivate: true, clock);
        var server = Server(own);
        await SendAsync(senders, server);

        clock.Advance(server.Options!.IdleTimeout);
        await SendAsync(senders, null);

        await closed.Task.WaitAsync(Limit, Cancel);
        Assert.IsType<MailOutcome.Accepted>(await SendAsync(senders, server));
        Assert.Equal(2, own.Connections);
    }

    private static string? Noted(TaskCompletionSource closed, string verb)
    {
        if (verb == "QUIT")
        {
            closed.TrySetResult();
        }

        return null;
    }

    private static MailSenders Senders(ScriptedSmtpServer house, bool allowPrivate, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var options = Options.Create(new EmailOptions
        {
            Host = "127.0.0.1", Port = house.Port, Security = MailSecurity.None, AllowPrivateSiteServers = allowPrivate,
        });
        return new MailSenders(new SmtpMailSender(options, clock), options, clock);
    }

    private static SiteMailServer Server(ScriptedSmtpServer server) => new(
        Guid.NewGuid(), 1, new EmailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, MaxConnections = 2 });

    private static Task<MailOutcome> SendAsync(MailSenders senders, SiteMailServer? server) => senders.SendAsync(
        new OutgoingMail("alerts@leads.example", "owner@brightroof.example", Mime) { Server = server }, _ => Task.CompletedTask, Cancel);
}
