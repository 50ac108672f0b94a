using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Does what the dispatchers and their jobs do, beside those of the product where it runs.</summary>
internal static class DueJobs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Works until nothing of any site is due or under way.</summary>
    public static async Task FinishAsync(IServiceProvider services)
    {
        for (var round = 0; round < 500; round++)
        {
            await WorkAsync(services);
            if (!await IsBusyAsync(services))
            {
                return;
            }

            // A job of the product has it in hand.
            await Task.Delay(20, Cancel);
        }

        throw new InvalidOperationException("There is always something due.");
    }

    private static async Task WorkAsync(IServiceProvider services)
    {
        var rows = services.GetRequiredService<DueRows>();
        foreach (var id in await rows.FindConversationsAsync(100, Cancel))
        {
            await services.GetRequiredService<LeadReview>().RunAsync(id, Cancel);
        }

        foreach (var id in await rows.FindReleasesAsync(100, Cancel))
        {
            await services.GetRequiredService<HeldAlerts>().ReleaseAsync(id, Cancel);
        }

        foreach (var id in await rows.FindFollowUpsAsync(100, Cancel))
        {
            await services.GetRequiredService<LeadFollowUps>().RunAsync(id, Cancel);
        }

        foreach (var due in await rows.FindAlertsAsync(100, Cancel))
        {
            await services.GetRequiredService<AlertDelivery>().SendAsync(due.Id, Cancel);
        }

        foreach (var id in await services.GetRequiredService<WebhookRows>().FindAsync(take: 100, takeFailing: 100, Cancel))
        {
            await services.GetRequiredService<WebhookSending>().SendAsync(id, Cancel);
        }

        await services.GetRequiredService<TeamNotices>().SendDueAsync(100, Cancel);
        await services.GetRequiredService<SnoozeEnds>().WakeDueAsync(100, Cancel);
    }

    private static async Task<bool> IsBusyAsync(IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var db = await services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(Cancel);
        return await db.Conversations.AnyAsync(row => row.ReviewDueAt != null && row.ReviewDueAt <= now, Cancel)
            || await db.Alerts.AnyAsync(row => (row.State == AlertState.Due && row.DueAt <= now) || row.State == AlertState.Sending, Cancel)
            || await db.WebhookDeliveries.AnyAsync(row => (row.State == WebhookState.Due && row.DueAt <= now) || row.State == WebhookState.Sending, Cancel)
            || await db.TeamNotices.AnyAsync(row => row.State == TeamNoticeState.Due && row.DueAt <= now, Cancel);
    }
}
