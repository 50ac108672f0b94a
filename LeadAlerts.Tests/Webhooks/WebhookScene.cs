using LeadAlerts.Core.Members;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Webhooks;

/// <summary>A roofer's site with an owner, an endpoint of theirs and a receiver behind it.</summary>
internal sealed class WebhookScene : IAsyncDisposable
{
    private WebhookScene(AlertScene alerts, Receiver receiver, Guid ownerId)
    {
        Alerts = alerts;
        Receiver = receiver;
        OwnerId = ownerId;
    }

    public AlertScene Alerts { get; }

    public Receiver Receiver { get; }

    public Guid OwnerId { get; }

    public Guid SiteId => Alerts.Site.Id;

    public Guid EndpointId { get; private set; }

    public string Secret { get; private set; } = "";

    public WebhookDesk Desk => Alerts.Database.Get<WebhookDesk>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<WebhookScene> OpenAsync(WebhookEvents events = WebhookEvents.All, Action<WebhookOptions>? change = null)
    {
        var alerts = await AlertScene.OpenAsync(configure: services => services.Configure<WebhookOptions>(options =>
        {
            options.AllowLoopback = true;
            change?.Invoke(options);
        }));
        var owner = new ApplicationUser { UserName = "ana@example.com", Email = "ana@example.com", EmailConfirmed = true };
        await using (var db = await alerts.Database.OpenAsync())
        {
            db.Add(owner);
            await db.SaveChangesAsync(Cancel);
            db.Add(new Member(alerts.Site.Id, owner.Id, MemberRole.Owner, alerts.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        var scene = new WebhookScene(alerts, await Receiver.StartAsync(), owner.Id);
        var added = Assert.IsType<WebhookOutcome.Done>(await scene.AddAsync(scene.Receiver.Url, events));
        scene.EndpointId = added.EndpointId;
        scene.Secret = added.Secret!;
        return scene;
    }

    public Task<WebhookOutcome> AddAsync(string url, WebhookEvents events = WebhookEvents.All) =>
        Desk.AddAsync(SiteId, OwnerId, new WebhookDraft(url, "CRM", events), Cancel);

    /// <summary>Does what the dispatcher and its jobs do with webhooks until nothing is due.</summary>
    public async Task WorkAsync()
    {
        var rows = Alerts.Database.Get<WebhookRows>();
        while (await rows.FindAsync(take: 100, takeFailing: 100, Cancel) is { Count: > 0 } due)
        {
            foreach (var id in due)
            {
                await SendAsync(id);
            }
        }
    }

    public Task<Guid?> SendAsync(Guid deliveryId) => Alerts.Database.Get<WebhookSending>().SendAsync(deliveryId, Cancel);

    public async Task<List<WebhookDelivery>> DeliveriesAsync()
    {
        await using var db = await Alerts.Database.OpenAsync();
        return await db.WebhookDeliveries.AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(Cancel);
    }

    public async Task<WebhookEndpoint> EndpointAsync()
    {
        await using var db = await Alerts.Database.OpenAsync();
        return await db.WebhookEndpoints.AsNoTracking().SingleAsync(row => row.Id == EndpointId, Cancel);
    }

    /// <summary>A delivery that is due now, without a story.</summary>
    public async Task<Guid> PingAsync() =>
        Assert.IsType<WebhookOutcome.Done>(await Desk.PingAsync(SiteId, OwnerId, EndpointId, Cancel)).DeliveryId!.Value;

    /// <summary>A delivery of an event that is tried again.</summary>
    public async Task<Guid> EventAsync()
    {
        await using var db = await Alerts.Database.OpenAsync();
        var delivery = new WebhookDelivery(
            await db.WebhookEndpoints.SingleAsync(row => row.Id == EndpointId, Cancel),
            Guid.NewGuid(),
            WebhookEvents.LeadCreated,
            "{}",
            Alerts.Clock.GetUtcNow());
        db.Add(delivery);
        await db.SaveChangesAsync(Cancel);
        return delivery.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Alerts.DisposeAsync();
    }
}
