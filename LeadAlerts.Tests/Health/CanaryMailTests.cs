using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Tests.Health;

/// <summary>A mail server that fails while no lead comes is found by the test chat.</summary>
public sealed class CanaryMailTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CONNECT", "554 5.7.1 go away", "no mail could go out: 554 5.7.1 go away")]
    [InlineData("MAIL", "550 5.7.1 not your domain", "the mail server refuses the sender's address: 550 5.7.1 not your domain")]
    public async Task Trouble_that_lasts_is_named_and_nobody_is_mailed(string verb, string answer, string words)
    {
        await using var server = new ScriptedSmtpServer { Answer = (asked, _) => asked == verb ? answer : null };
        await using var scene = await OpenAsync(server);
        var canary = scene.Database.Get<Canary>();
        await BeginAsync(scene, canary);

        // Each minute once, while there is patience.
        Assert.True(await canary.TickAsync(Cancel));
        Assert.True(await canary.TickAsync(Cancel));
        Assert.Equal(1, server.Connections);
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await canary.TickAsync(Cancel));

        Assert.Equal(2, server.Connections);
        var run = Assert.Single(await CanaryTests.RunsAsync(scene));
        Assert.Equal((CanaryState.Failed, $"It became a lead, but {words}"), (run.State, run.Problem));
        var problem = (await scene.Database.Get<AlertsHealth>().JudgeAsync(Cancel)).Problems.Single(each => each.Code == HealthCodes.CanaryFailed);
        Assert.Contains(words, problem.Words, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
        Assert.Empty(server.Recipients);
    }

    [Fact]
    public async Task Trouble_of_a_moment_fails_nothing_and_a_mail_server_that_works_is_asked_once()
    {
        var isBusy = true;
        await using var server = new ScriptedSmtpServer { Answer = (asked, _) => asked == "MAIL" && isBusy ? "451 4.7.1 try again later" : null };
        await using var scene = await OpenAsync(server);
        var canary = scene.Database.Get<Canary>();
        await BeginAsync(scene, canary);
        Assert.True(await canary.TickAsync(Cancel));

        isBusy = false;
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await canary.TickAsync(Cancel));
        Assert.False(await canary.TickAsync(Cancel));

        Assert.Equal(2, server.Connections);
        Assert.Equal(CanaryState.Passed, Assert.Single(await CanaryTests.RunsAsync(scene)).State);
    }

    private static async Task BeginAsync(AlertScene scene, Canary canary)
    {
        scene.Clock.Advance(scene.Database.Get<IOptions<HealthOptions>>().Value.CanaryAfterStart);
        Assert.True(await canary.TickAsync(Cancel));
        await scene.WorkAsync();
    }

    private static Task<AlertScene> OpenAsync(ScriptedSmtpServer server) => AlertScene.OpenAsync(configure: services =>
    {
        services.Configure<EmailOptions>(options => (options.Host, options.Port, options.Security) = ("127.0.0.1", server.Port, MailSecurity.None));
        services.Replace(ServiceDescriptor.Singleton<IMailSender>(provider => new MailSenders(
            provider.GetRequiredService<SmtpMailSender>(), provider.GetRequiredService<IOptions<EmailOptions>>(), provider.GetRequiredService<TimeProvider>())));
    });
}
