using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Many sites whose own mail servers are out of use keep nobody else waiting.</summary>
public sealed class BrokenServersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_whose_server_works_has_its_turn_though_fifty_others_wait_longer_for_theirs()
    {
        await using var scene = await AlertScene.OpenAsync();
        Guid healthy = default;
        for (var i = 0; i <= 50; i++)
        {
            healthy = await AddSiteAsync(scene, isPaused: i < 50);
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var due = await scene.Database.Get<DueRows>().FindAlertsAsync(10, Cancel);
        Assert.Equal([healthy, healthy], due.Select(alert => alert.ServerOf!.Value));

        // When they are tried again, one alert of each of those that wait longest tries.
        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(50, (await scene.Database.Get<DueRows>().FindAlertsAsync(10, Cancel)).Count);
    }

    private static async Task<Guid> AddSiteAsync(AlertScene scene, bool isPaused)
    {
        var now = scene.Clock.GetUtcNow();
        var site = new Site("Other Roof", "America/Los_Angeles", "US", now);
        var recipient = new AlertRecipient(site.Id, "owner@other.example", "", now);
        var settings = new SiteMailSettings(site.Id);
        settings.Change(new SiteMailDraft("smtp.other.example", 587, MailSecurity.Auto, null, null, "owner@other.example"), null, Guid.NewGuid(), now);
        var status = new MailSenderStatus(site.Id);
        if (isPaused)
        {
            status.Pause("down", now.AddHours(1), now);
        }

        await using var db = await scene.Database.OpenAsync();
        db.AddRange(
            site, recipient, settings, status,
            new Alert(site.Id, leadId: null, recipient, AlertKind.Test, sequence: 1, settingsVersion: 1, qualifiedAt: now, now),
            new Alert(site.Id, leadId: null, recipient, AlertKind.Test, sequence: 2, settingsVersion: 1, qualifiedAt: now, now));
        await db.SaveChangesAsync(Cancel);
        return site.Id;
    }
}
