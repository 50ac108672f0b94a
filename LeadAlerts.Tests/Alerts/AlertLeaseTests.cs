using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertLeaseTests
{
    private const int Busy = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Faults => [new SqliteException("database is locked", Busy), new DbUpdateException("not now"), new TimeoutException()];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_renewal_that_fails_gives_no_alert_away_and_spoils_no_answer(Exception fault)
    {
        var writes = new BrokenCommands();
        await using var scene = await OpenAsync(writes);
        var id = await RaiseAsync(scene);
        var claimedUntil = scene.Clock.GetUtcNow() + Alert.Lease;
        scene.Mail.AfterData = async () =>
        {
            // The server takes its time over the final dot, and something else holds the database as the first renewal comes.
            writes.Fault = text => IsRenewal(text) ? fault : null;
            await PassAsync(scene, () => Task.FromResult(writes.Failed > 0));
            writes.Fault = _ => null;
            await PassAsync(scene, async () => await LeaseAsync(scene) > claimedUntil);
        };

        await scene.SendAsync(id);

        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((AlertState.Accepted, false), (alert.State, alert.ResentAfterUnknown));
        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_recorded_at_once_is_recorded_as_soon_as_it_can()
    {
        var writes = new BrokenCommands();
        await using var scene = await OpenAsync(writes);
        var id = await RaiseAsync(scene);
        scene.Mail.AfterData = () =>
        {
            writes.Fault = text => text.Contains("UPDATE \"Alerts\"", StringComparison.Ordinal) ? new SqliteException("database is locked", Busy) : null;
            return Task.CompletedTask;
        };

        var sending = scene.SendAsync(id);
        await WaitAsync(() => writes.Failed > 0);
        writes.Fault = _ => null;
        await PassAsync(scene, () => Task.FromResult(sending.IsCompleted));
        await sending;

        var alert = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((AlertState.Accepted, false), (alert.State, alert.ResentAfterUnknown));
    }

    private static bool IsRenewal(string text) =>
        text.Contains("UPDATE \"Alerts\"", StringComparison.Ordinal) && text.Contains("\"LeaseUntil\" =", StringComparison.Ordinal);

    private static Task<AlertScene> OpenAsync(BrokenCommands writes) =>
        AlertScene.OpenAsync(configure: services => services.ConfigureDbContext<LeadAlertsDbContext>(options => options.AddInterceptors(writes)));

    private static async Task<Guid> RaiseAsync(AlertScene scene)
    {
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        return Assert.Single(await scene.AlertsAsync()).Id;
    }

    private static async Task<DateTimeOffset?> LeaseAsync(AlertScene scene) =>
        await scene.ReadAsync(db => db.Alerts.Select(alert => alert.LeaseUntil).SingleAsync(Cancel));

    /// <summary>Lets time pass until something is so, at most as much as a lease: by then another worker may take the alert.</summary>
    private static async Task PassAsync(AlertScene scene, Func<Task<bool>> isSo)
    {
        var step = Alert.Lease / 60;
        var passed = TimeSpan.Zero;
        for (var looks = 0; looks < 2000; looks++)
        {
            if (await isSo())
            {
                return;
            }

            if (passed < Alert.Lease)
            {
                scene.Clock.Advance(step);
                passed += step;
            }

            // What was waiting for the clock has a turn.
            await Task.Delay(5, Cancel);
        }

        Assert.Fail("It did not come about within a lease.");
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        for (var looks = 0; looks < 2000 && !isSo(); looks++)
        {
            await Task.Delay(5, Cancel);
        }

        Assert.True(isSo());
    }
}
