using System.Net;
using System.Text.Json.Nodes;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Health;

public sealed class ReadyTests
{
    private const string Secret = "535 5.7.8 wrong password for smtp-user-17";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Monitors_get_a_code_and_only_administrators_the_detail()
    {
        await using var app = new LeadAlertsApp();
        await app.AddUserAsync("admin@example.com", admin: true);
        var administrator = new BrowserlessVisitor(app);
        await administrator.SignInAsync("admin@example.com");
        await PauseMailAsync(app);

        var stranger = await app.Visit().GetAsync("/health/ready", Cancel);
        var words = await stranger.Content.ReadAsStringAsync(Cancel);
        var detail = await (await administrator.GetAsync("/health/ready")).Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, stranger.StatusCode);
        Assert.Equal([HealthCodes.MailPaused], JsonNode.Parse(words)!["checks"]!["alerts"]!["reasons"]!.AsArray().Select(code => (string?)code));
        Assert.DoesNotContain("535", words, StringComparison.Ordinal);
        Assert.Contains(Secret, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_read_on_today_and_alerts_that_all_is_well_or_what_is_not()
    {
        await using var app = new LeadAlertsApp();
        var (site, _) = await app.AddSiteAsync("Bright Roof");
        await app.AddMemberAsync(site, await app.AddUserAsync("owner@example.com"), MemberRole.Owner);
        var owner = new BrowserlessVisitor(app);
        await owner.SignInAsync("owner@example.com");
        await FinishCanaryAsync(app, number: 1, problem: null);
        foreach (var path in (string[])["/", "/alerts"])
        {
            var page = await ReadAsync(owner, path);
            Assert.Contains("Nobody receives alerts:", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Alerts healthy", page, StringComparison.Ordinal);
        }

        await app.AddRecipientAsync(site, "owner@example.com");
        foreach (var path in (string[])["/", "/alerts"])
        {
            Assert.Contains("Alerts healthy, last checked", await ReadAsync(owner, path), StringComparison.Ordinal);
        }

        await FinishCanaryAsync(app, number: 2, problem: "It was not judged within 5 minutes.");
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthOptions>>().Value.CanaryEvery = TimeSpan.FromDays(1);
        foreach (var path in (string[])["/", "/alerts"])
        {
            var page = await ReadAsync(owner, path);
            Assert.Contains("Alerts cannot be relied upon", page, StringComparison.Ordinal);
            Assert.Contains("not judged within 5 minutes", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Alerts healthy", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_test_chat_goes_through_the_running_product()
    {
        await using var app = new LeadAlertsApp(clock: null, new Dictionary<string, string>
        {
            ["Health:CanaryEvery"] = "1.00:00:00",
            ["Health:CanaryAfterStart"] = "00:00:00",
        });
        app.Visit();
        var health = app.Services.GetRequiredService<AlertsHealth>();

        HealthReport report;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancel);
            report = await health.JudgeAsync(Cancel);
        }
        while (report.CheckedAt is null);

        Assert.Empty(report.Problems);
        Assert.Empty(app.Mail.Mails);
    }

    private static async Task PauseMailAsync(LeadAlertsApp app)
    {
        await using var db = await app.OpenAsync();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var sender = new MailSenderStatus(siteId: null);
        sender.Pause(Secret, now.AddMinutes(1), now.AddMinutes(-10));
        db.Add(sender);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task FinishCanaryAsync(LeadAlertsApp app, int number, string? problem)
    {
        await using var db = await app.OpenAsync();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var run = new CanaryRun(number, now);
        run.Finish(problem, now);
        db.Add(run);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task<string> ReadAsync(BrowserlessVisitor visitor, string path) =>
        await (await visitor.GetAsync(path)).Content.ReadAsStringAsync(Cancel);
}
