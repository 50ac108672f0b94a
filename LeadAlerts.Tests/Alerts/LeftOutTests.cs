using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Who gets no mail stands in the log with the reason.</summary>
public sealed class LeftOutTests
{
    [Theory]
    [InlineData(true, AlertReason.AlertsOff)]
    [InlineData(false, AlertReason.NotFreePlan)]
    public async Task With_alerts_off_or_on_another_plan_each_recipient_has_one_row_that_says_so(bool off, AlertReason reason)
    {
        await using var scene = await AlertScene.OpenAsync(site => site.SetPlan(off ? SitePlan.Free : SitePlan.Paid));
        await scene.AddRecipientAsync("kim@brightroof.example");
        await scene.AddRecipientAsync("second@brightroof.example", RecipientRole.Fallback);
        if (off)
        {
            await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false });
        }

        var chat = await scene.ChatAsync(AlertScene.HotWords, "v1");
        await scene.WorkAsync();
        await scene.SayAsync(chat, "Please answer soon!");
        await scene.WorkAsync();

        Assert.Empty(scene.Mail.Mails);
        var rows = await scene.AlertsAsync();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(AlertState.Suppressed, row.State));
        Assert.Equal(2, rows.Count(row => row.Reason == reason));
        Assert.Equal(AlertReason.FallbackNotNeeded, rows.Single(row => row.RecipientAddress.StartsWith("second", StringComparison.Ordinal)).Reason);

        // Switched on again, the next word tells it as a new lead.
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = true });
        await scene.ChangeAsync<Site>(scene.Site.Id, site => site.SetPlan(SitePlan.Free));
        await scene.SayAsync(chat, "My mail is maria.o@example.com.");
        await scene.WorkAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
    }
}
