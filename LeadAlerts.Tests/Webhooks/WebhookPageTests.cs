using LeadAlerts.Core.Members;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Webhooks;

public sealed class WebhookPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_that_a_server_posts_arrives_at_the_owners_endpoint()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = new LeadAlertsApp(clock: null, new Dictionary<string, string>
        {
            ["Webhooks:AllowLoopback"] = "true",
        });
        var (site, key) = await app.AddSiteAsync("Bright Roof");
        var owner = await app.AddUserAsync("ana@example.com");
        await app.AddMemberAsync(site, owner, MemberRole.Owner);
        await app.Services.GetRequiredService<WebhookDesk>().AddAsync(
            site.Id, owner.Id, new WebhookDraft(receiver.Url, "CRM", WebhookEvents.LeadCreated), Cancel);
        var arrived = new TaskCompletionSource();
        receiver.Answers.Enqueue(_ =>
        {
            arrived.SetResult();
            return Task.CompletedTask;
        });

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/conversations")
        {
            Headers = { { "X-Site-Key", key } },
            Content = new StringContent(
                """{"conversation_id":"c1","ended":true,"messages":[{"id":"1","role":"visitor","text":"My roof is leaking, I need a repair this week. How much? Call me: I'm Maria Ortiz, (415) 555-2671."}]}""",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        (await app.Visit().SendAsync(request, Cancel)).EnsureSuccessStatusCode();
        await arrived.Task.WaitAsync(Cancel);

        Assert.Contains("\"type\":\"lead.created\"", receiver.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_see_their_endpoints_and_members_do_not()
    {
        await using var app = new LeadAlertsApp();
        var (site, _) = await app.AddSiteAsync("Shared");
        var owner = await app.AddUserAsync("owner@example.com");
        var member = await app.AddUserAsync("member@example.com");
        await app.AddMemberAsync(site, owner, MemberRole.Owner);
        await app.AddMemberAsync(site, member, MemberRole.Member);
        var added = Assert.IsType<WebhookOutcome.Done>(await app.Services.GetRequiredService<WebhookDesk>().AddAsync(
            site.Id, owner.Id, new WebhookDraft("https://hooks.example.com/secret-part", "Our CRM", WebhookEvents.All), Cancel));
        var path = $"/sites/{site.Id}?part=webhooks&endpoint={added.EndpointId}";

        var seen = await ReadAsync(app, "owner@example.com", path);
        var hidden = await ReadAsync(app, "member@example.com", path);

        Assert.Contains("https://hooks.example.com/secret-part", seen, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent yet.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(added.Secret!, seen, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.example.com", hidden, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_was_switched_off_by_itself_says_why()
    {
        await using var app = new LeadAlertsApp();
        var (site, _) = await app.AddSiteAsync("Shared");
        var owner = await app.AddUserAsync("owner@example.com");
        await app.AddMemberAsync(site, owner, MemberRole.Owner);
        await app.Services.GetRequiredService<WebhookDesk>().AddAsync(
            site.Id, owner.Id, new WebhookDraft("https://hooks.example.com/", "Our CRM", WebhookEvents.All), Cancel);
        await using (var db = await app.OpenAsync())
        {
            (await db.WebhookEndpoints.SingleAsync(Cancel)).Disable("Nothing could be delivered for three days.", site.CreatedAt);
            await db.SaveChangesAsync(Cancel);
        }

        var page = await ReadAsync(app, "owner@example.com", $"/sites/{site.Id}?part=webhooks");

        Assert.Contains("Switched off by itself.", page, StringComparison.Ordinal);
        Assert.Contains("Nothing could be delivered for three days.", page, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(LeadAlertsApp app, string email, string path)
    {
        var visitor = new BrowserlessVisitor(app);
        await visitor.SignInAsync(email);
        return await (await visitor.GetAsync(path)).Content.ReadAsStringAsync(Cancel);
    }
}
