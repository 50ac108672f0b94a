using System.Net;
using System.Net.Sockets;
using LeadAlerts.Core.Email;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Tests.Email;

public sealed class SmtpMailSenderTests
{
    private static readonly byte[] Mime = new MailDraft(
        "alert.1@leads.example",
        new DateTimeOffset(2026, 6, 2, 14, 2, 0, TimeSpan.FromHours(-7)),
        new MailboxAddress("Bright Roof · Lead Alerts", "alerts@leads.example"),
        new MailboxAddress("Sam", "owner@brightroof.example"),
        "Hot lead 86: Zoë – roof leak",
        "<p>Ünïcode, and a very long line " + new string('x', 3000) + "</p>\n.\n..dots\n",
        "From here on\n.\n..dots at the start of lines\n" + new string('y', 3000)).ToBytes();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_frozen_bytes_arrive_unchanged_and_a_connection_is_used_again()
    {
        await using var server = new ScriptedSmtpServer();
        await using var sender = Sender(server);

        for (var i = 0; i < 3; i++)
        {
            var outcome = await SendAsync(sender);
            Assert.StartsWith("250 ", Assert.IsType<MailOutcome.Accepted>(outcome).Reply, StringComparison.Ordinal);
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(3, server.Messages.Count);
        Assert.All(server.Messages, message => Assert.Equal(Mime, message));
        Assert.All(Mime, character => Assert.InRange(character, 9, 126));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such user", typeof(MailOutcome.Refused))]
    [InlineData("RCPT", "451 4.7.1 greylisted", typeof(MailOutcome.Deferred))]
    [InlineData("RCPT", "DROP", typeof(MailOutcome.Deferred))]
    [InlineData("MAIL", "550 5.7.1 sender refused", typeof(MailOutcome.Unavailable))]
    [InlineData("MAIL", "553 5.7.1 not your address", typeof(MailOutcome.Unavailable))]
    [InlineData("MAIL", "552 5.3.4 message too long", typeof(MailOutcome.Refused))]
    [InlineData("MAIL", "530 5.7.0 sign in first", typeof(MailOutcome.Unavailable))]
    [InlineData("MAIL", "421 4.3.2 busy", typeof(MailOutcome.Deferred))]
    [InlineData("DATA", "554 5.6.0 no", typeof(MailOutcome.Refused))]
    [InlineData("DATA", "451 4.3.0 later", typeof(MailOutcome.Deferred))]
    [InlineData("DATA", "DROP", typeof(MailOutcome.Deferred))]
    [InlineData(".", "554 5.7.1 spam", typeof(MailOutcome.Refused))]
    [InlineData(".", "452 4.3.1 disk full", typeof(MailOutcome.Deferred))]
    [InlineData(".", "DROP", typeof(MailOutcome.Ambiguous))]
    [InlineData(".", "what?", typeof(MailOutcome.Ambiguous))]
    [InlineData("CONNECT", "554 go away", typeof(MailOutcome.Unavailable))]
    [InlineData("CONNECT", "421 4.3.2 too many connections", typeof(MailOutcome.Deferred))]
    [InlineData("CONNECT", "DROP", typeof(MailOutcome.Unavailable))]
    [InlineData("AUTH", "535 5.7.8 wrong password", typeof(MailOutcome.Unavailable))]
    public async Task What_the_server_does_is_sorted(string verb, string answer, Type outcome)
    {
        await using var server = new ScriptedSmtpServer { Answer = (at, _) => at == verb ? answer : null };
        server.Extensions = verb == "AUTH" ? ["AUTH PLAIN LOGIN"] : server.Extensions;
        await using var sender = Sender(server, options =>
        {
            options.UserName = verb == "AUTH" ? "user" : null;
            options.Password = verb == "AUTH" ? "canary-5261" : null;
        });

        var actual = await SendAsync(sender);

        Assert.IsType(outcome, actual);
        Assert.DoesNotContain("canary-5261", actual.Reply, StringComparison.Ordinal);
        Assert.InRange(actual.Reply.Length, 3, 1000);
    }

    [Fact]
    public async Task A_refusal_of_our_own_address_says_that_it_is_about_that()
    {
        await using var server = new ScriptedSmtpServer { Answer = (at, _) => at == "MAIL" ? "550 5.7.1 sender refused" : null };
        await using var sender = Sender(server);

        var outcome = Assert.IsType<MailOutcome.Unavailable>(await SendAsync(sender));

        Assert.Equal((MailStep.Sender, "550 5.7.1 sender refused"), (outcome.Step, outcome.Reply));
        Assert.Equal(MailStep.Sender, (await sender.TryOutAsync(Cancel))!.Step);
    }

    [Fact]
    public async Task A_refused_connection_and_an_unknown_host_pause_the_sender()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var refused = new SmtpMailSender(Options.Create(new EmailOptions { Host = "127.0.0.1", Port = port }), TimeProvider.System);
        await using var unknown = new SmtpMailSender(Options.Create(new EmailOptions { Host = "no-such-host.invalid" }), TimeProvider.System);

        Assert.Contains("ConnectionRefused", Assert.IsType<MailOutcome.Unavailable>(await SendAsync(refused)).Reply, StringComparison.Ordinal);
        Assert.IsType<MailOutcome.Unavailable>(await SendAsync(unknown));
    }

    [Fact]
    public async Task A_server_without_the_encryption_that_is_asked_for_pauses_the_sender()
    {
        await using var server = new ScriptedSmtpServer();
        await using var sender = Sender(server, options => options.Security = MailSecurity.StartTls);

        Assert.IsType<MailOutcome.Unavailable>(await SendAsync(sender));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_after_the_message_leaves_it_unknown()
    {
        await using var server = new ScriptedSmtpServer { Before = verb => verb == "." ? Task.Delay(Timeout.Infinite, Cancel) : Task.CompletedTask };
        await using var sender = Sender(server, options => options.ReplyTimeout = TimeSpan.FromMilliseconds(300));

        Assert.IsType<MailOutcome.Ambiguous>(await SendAsync(sender));
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_replaced_without_a_word()
    {
        await using var server = new ScriptedSmtpServer();
        await using var sender = Sender(server);
        await SendAsync(sender);
        var mails = 0;
        server.Answer = (verb, _) => verb == "MAIL" && Interlocked.Increment(ref mails) == 1 ? "421 4.4.2 idle too long" : null;

        Assert.IsType<MailOutcome.Accepted>(await SendAsync(sender));
        Assert.Equal(2, server.Connections);
        Assert.Equal(2, server.Messages.Count);
    }

    [Fact]
    public async Task Nothing_leaves_when_the_note_that_it_is_about_to_leave_fails()
    {
        await using var server = new ScriptedSmtpServer();
        await using var sender = Sender(server);

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendAsync(
            new OutgoingMail("alerts@leads.example", "owner@brightroof.example", Mime), _ => throw new InvalidOperationException(), Cancel));

        Assert.Empty(server.Recipients);
        Assert.IsType<MailOutcome.Accepted>(await SendAsync(sender));
    }

    [Fact]
    public async Task A_slow_answer_to_one_mail_does_not_hold_up_the_others()
    {
        var first = 0;
        var release = new TaskCompletionSource();
        await using var server = new ScriptedSmtpServer
        {
            Before = verb => verb == "." && Interlocked.Increment(ref first) == 1 ? release.Task : Task.CompletedTask,
        };
        await using var sender = Sender(server);

        var slow = SendAsync(sender);
        while (Volatile.Read(ref first) == 0)
        {
            await Task.Yield();
        }

        Assert.IsType<MailOutcome.Accepted>(await SendAsync(sender));
        Assert.False(slow.IsCompleted);
        release.SetResult();
        Assert.IsType<MailOutcome.Accepted>(await slow);
    }

    private static SmtpMailSender Sender(ScriptedSmtpServer server, Action<EmailOptions>? change = null)
    {
        var options = new EmailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None };
        change?.Invoke(options);
        return new SmtpMailSender(Options.Create(options), TimeProvider.System);
    }

    private static Task<MailOutcome> SendAsync(SmtpMailSender sender) => sender.SendAsync(
        new OutgoingMail("alerts@leads.example", "owner@brightroof.example", Mime), _ => Task.CompletedTask, Cancel);
}
