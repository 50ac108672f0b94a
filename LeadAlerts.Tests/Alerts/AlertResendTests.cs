using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertResendTests
{
    private static readonly Guid Person = Guid.NewGuid();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AlertState.Accepted)]
    [InlineData(AlertState.Failed)]
    [InlineData(AlertState.Unknown)]
    public async Task What_is_settled_goes_out_once_more_with_the_same_bytes_and_on_record(AlertState state)
    {
        await using var scene = await RaisedAsync();
        var id = (await AlertAsync(scene)).Id;
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), Cancel));
        var accepted = (await AlertAsync(scene)).AcceptedAt;
        scene.Clock.Advance(TimeSpan.FromDays(10));

        Assert.IsType<ResendOutcome.Queued>(await scene.Database.Get<AlertResend>().QueueAsync(scene.Site.Id, id, Person));
        Assert.IsType<ResendOutcome.InFlight>(await scene.Database.Get<AlertResend>().QueueAsync(scene.Site.Id, id, Person));
        await scene.WorkAsync();

        var alert = await AlertAsync(scene);
        Assert.Equal((AlertState.Accepted, 2, accepted), (alert.State, alert.AttemptCount, alert.AcceptedAt));
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Equal(scene.Mail.Mails[0].Mime.ToArray(), scene.Mail.Mails[1].Mime.ToArray());
        var attempts = (await scene.Database.Get<DeliveryQueries>().FindAsync(scene.Site.Id, id, Cancel))!.Attempts;
        Assert.Equal([null, "A former member"], attempts.Select(attempt => attempt.RequestedBy));
    }

    [Fact]
    public async Task A_resend_that_is_put_off_has_its_own_72_hours()
    {
        await using var scene = await RaisedAsync();
        scene.Clock.Advance(TimeSpan.FromDays(30));
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Deferred("451 later"));
        await scene.Database.Get<AlertResend>().QueueAsync(scene.Site.Id, (await AlertAsync(scene)).Id, Person);
        await scene.WorkAsync();

        Assert.Equal(AlertState.Due, (await AlertAsync(scene)).State);
    }

    [Fact]
    public async Task Another_sites_alert_one_without_a_mail_and_a_stopped_recipient_are_refused()
    {
        await using var scene = await RaisedAsync();
        var resend = scene.Database.Get<AlertResend>();
        var id = (await AlertAsync(scene)).Id;
        Assert.IsType<ResendOutcome.NothingToSend>(await resend.QueueAsync(Guid.NewGuid(), id, Person));

        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Stop(scene.Clock.GetUtcNow()));
        Assert.IsType<ResendOutcome.NotAllowed>(await resend.QueueAsync(scene.Site.Id, id, Person));

        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, AlertState.Suppressed).SetProperty(row => row.Mime, Array.Empty<byte>()), Cancel));
        Assert.IsType<ResendOutcome.NothingToSend>(await resend.QueueAsync(scene.Site.Id, id, Person));
        Assert.Single(scene.Mail.Mails);
    }

    private static async Task<AlertScene> RaisedAsync()
    {
        var scene = await AlertScene.OpenAsync();
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        return scene;
    }

    private static async Task<Alert> AlertAsync(AlertScene scene) => Assert.Single(await scene.AlertsAsync());
}
