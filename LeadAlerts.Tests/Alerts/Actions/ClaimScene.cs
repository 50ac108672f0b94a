using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Alerts.Actions;

/// <summary>A lead of which two recipients have been told by mail.</summary>
internal sealed class ClaimScene : IAsyncDisposable
{
    private ClaimScene(AlertScene scene, AlertRecipient kim, IReadOnlyList<Alert> alerts)
    {
        Base = scene;
        Kim = kim;
        Alerts = alerts;
    }

    public AlertScene Base { get; }

    public AlertRecipient Sam => Base.Recipient;

    public AlertRecipient Kim { get; }

    /// <summary>Sam's, then Kim's.</summary>
    public IReadOnlyList<Alert> Alerts { get; }

    public Guid LeadId => Alerts[0].LeadId!.Value;

    public MailActions Actions => Base.Database.Get<MailActions>();

    public DateTimeOffset Now => Base.Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ClaimScene> OpenAsync(Action<IServiceCollection>? configure = null)
    {
        var scene = await AlertScene.OpenAsync(configure: configure);
        var kim = new AlertRecipient(scene.Site.Id, "kim@brightroof.example", "Kim", scene.Clock.GetUtcNow().AddSeconds(1));
        kim.Confirm(scene.Clock.GetUtcNow());
        await using (var db = await scene.Database.OpenAsync())
        {
            db.Add(kim);
            await db.SaveChangesAsync(Cancel);
        }

        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var alerts = await scene.AlertsAsync();
        return new ClaimScene(scene, kim, [.. alerts.OrderBy(alert => alert.RecipientId == kim.Id)]);
    }

    public string Token(MailActionPurpose purpose, AlertRecipient recipient)
    {
        var alert = Alerts.Single(alert => alert.RecipientId == recipient.Id);
        var isAboutMail = purpose is MailActionPurpose.Mute or MailActionPurpose.Stop;
        return Base.Database.Get<MailActionLinks>().CreateToken(purpose, alert.Id, recipient.Id, isAboutMail ? alert.Id : LeadId, Now);
    }

    public Task<Lead> LeadAsync() => Base.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));

    public Task ChangeLeadAsync(Action<Lead> change) => Base.ChangeAsync(LeadId, change);

    public Task<AlertRecipient> RecipientAsync(AlertRecipient recipient) =>
        Base.ReadAsync(db => db.AlertRecipients.AsNoTracking().SingleAsync(row => row.Id == recipient.Id, Cancel));

    public Task<List<Alert>> ClaimAlertsAsync() =>
        Base.ReadAsync(db => db.Alerts.AsNoTracking().Where(alert => alert.Kind == AlertKind.Claim).OrderBy(alert => alert.RaisedAt).ToListAsync(Cancel));

    public ValueTask DisposeAsync() => Base.DisposeAsync();
}
