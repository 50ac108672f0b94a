using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Webhooks;

public sealed class WebhookDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_and_owners_of_other_sites_see_and_change_nothing()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var other = await OwnedSite.AddAsync(scene.Alerts.Database, "other", scene.Alerts.Clock.GetUtcNow());
        var queries = scene.Alerts.Database.Get<WebhookQueries>();
        var ping = await scene.PingAsync();
        await scene.WorkAsync();
        var draft = new WebhookDraft("https://evil.example/", "", WebhookEvents.All);

        foreach (var (siteId, actorId) in new[] { (scene.SiteId, other.Owner.Id), (other.Id, other.Owner.Id), (scene.SiteId, Guid.Empty) })
        {
            Assert.Empty(await queries.ListAsync(siteId, actorId, Cancel));
            Assert.Empty(await queries.ListLogAsync(siteId, actorId, scene.EndpointId, Cancel));
            Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.SaveAsync(siteId, actorId, scene.EndpointId, draft, Cancel));
            Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.RotateAsync(siteId, actorId, scene.EndpointId, Cancel));
            Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.PingAsync(siteId, actorId, scene.EndpointId, Cancel));
            Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.SendAgainAsync(siteId, actorId, ping, Cancel));
            Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.SetDisabledAsync(siteId, actorId, scene.EndpointId, disabled: true, Cancel));
            Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.DeleteAsync(siteId, actorId, scene.EndpointId, Cancel));
        }

        Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.AddAsync(scene.SiteId, other.Owner.Id, draft, Cancel));
        Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.AddAsync(other.Id, other.Member.Id, draft, Cancel));
        Assert.Single(await queries.ListAsync(scene.SiteId, scene.OwnerId, Cancel));
        Assert.Single(scene.Receiver.Requests);
    }

    [Theory]
    [InlineData("https://127.0.0.1.nip.example:22/", "CRM", WebhookEvents.All)]
    [InlineData("https://example.com/", "CRM", WebhookEvents.None)]
    [InlineData("https://example.com/", "CRM", WebhookEvents.Ping)]
    [InlineData("", "CRM", WebhookEvents.All)]
    public async Task What_does_not_hold_is_refused_and_nothing_saved(string url, string description, WebhookEvents events)
    {
        await using var scene = await WebhookScene.OpenAsync();

        Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.AddAsync(scene.SiteId, scene.OwnerId, new WebhookDraft(url, description, events), Cancel));
        Assert.IsType<WebhookOutcome.Refused>(
            await scene.Desk.SaveAsync(scene.SiteId, scene.OwnerId, scene.EndpointId, new WebhookDraft(url, description, events), Cancel));

        Assert.Equal(scene.Receiver.Url, (await scene.EndpointAsync()).Url);
    }

    [Fact]
    public async Task A_site_has_a_bounded_number_of_endpoints()
    {
        await using var scene = await WebhookScene.OpenAsync(change: options => options.MaxEndpointsPerSite = 2);

        Assert.IsType<WebhookOutcome.Done>(await scene.AddAsync("https://example.com/2"));
        Assert.IsType<WebhookOutcome.Refused>(await scene.AddAsync("https://example.com/3"));
    }

    [Fact]
    public async Task A_new_secret_signs_beside_the_old_one()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var fresh = Assert.IsType<WebhookOutcome.Done>(await scene.Desk.RotateAsync(scene.SiteId, scene.OwnerId, scene.EndpointId, Cancel)).Secret!;
        await scene.PingAsync();

        await scene.WorkAsync();

        var request = Assert.Single(scene.Receiver.Requests);
        var now = scene.Alerts.Clock.GetUtcNow();
        var id = request.Headers["webhook-id"];
        Assert.Equal(
            $"{WebhookSecrets.Sign(fresh, id, now, request.Body)} {WebhookSecrets.Sign(scene.Secret, id, now, request.Body)}",
            request.Headers["webhook-signature"]);
        Assert.DoesNotContain(fresh, (await scene.EndpointAsync()).Secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settled_delivery_can_be_sent_again_as_the_same_event()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var id = await scene.EventAsync();
        await scene.WorkAsync();

        Assert.IsType<WebhookOutcome.Done>(await scene.Desk.SendAgainAsync(scene.SiteId, scene.OwnerId, id, Cancel));
        await scene.WorkAsync();

        Assert.Equal(2, scene.Receiver.Requests.Count);
        Assert.Single(scene.Receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task What_comes_due_while_an_endpoint_is_off_is_cancelled_and_can_be_sent_later()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var id = await scene.EventAsync();
        await scene.Desk.SetDisabledAsync(scene.SiteId, scene.OwnerId, scene.EndpointId, disabled: true, Cancel);

        await scene.WorkAsync();
        Assert.Equal(WebhookState.Cancelled, (await scene.DeliveriesAsync()).Single().State);
        Assert.IsType<WebhookOutcome.Refused>(await scene.Desk.SendAgainAsync(scene.SiteId, scene.OwnerId, id, Cancel));
        await scene.Desk.SetDisabledAsync(scene.SiteId, scene.OwnerId, scene.EndpointId, disabled: false, Cancel);
        await scene.Desk.SendAgainAsync(scene.SiteId, scene.OwnerId, id, Cancel);
        await scene.WorkAsync();

        Assert.Single(scene.Receiver.Requests);
    }

    [Fact]
    public async Task An_endpoint_is_deleted_with_its_log()
    {
        await using var scene = await WebhookScene.OpenAsync();
        await scene.PingAsync();

        Assert.IsType<WebhookOutcome.Done>(await scene.Desk.DeleteAsync(scene.SiteId, scene.OwnerId, scene.EndpointId, Cancel));

        Assert.Empty(await scene.DeliveriesAsync());
        Assert.Empty(await scene.Alerts.ReadAsync(db => db.WebhookEndpoints.ToListAsync(Cancel)));
    }
}
