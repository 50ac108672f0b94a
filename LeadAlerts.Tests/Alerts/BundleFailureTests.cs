using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Somebody stands in for each lead of a mail that told several and reached nobody.</summary>
public sealed class BundleFailureTests
{
    private const string Second = "second@brightroof.example";

    [Fact]
    public async Task The_mail_with_the_leads_of_the_night_is_refused_and_the_fallback_hears_of_each()
    {
        await using var scene = await OpenAsync();
        scene.Mail.Answers.Enqueue(_ => new MailOutcome.Refused("550 no such user"));
        await MorningAsync(scene);

        await CheckAsync(scene);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_mail_with_the_leads_of_the_night_comes_back_and_the_fallback_hears_of_each(bool namesTheMail)
    {
        await using var scene = await OpenAsync();
        await MorningAsync(scene);
        var bundle = Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Release);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Database.Get<BounceDesk>().RecordAsync(
            new BounceReport(BounceType.Hard, namesTheMail ? bundle.MessageId : null, scene.Recipient.Address, "550 no such user"));
        await scene.WorkAsync();

        await CheckAsync(scene);
    }

    [Fact]
    public async Task The_recipient_stops_before_the_mail_with_the_leads_of_the_night_leaves_and_the_fallback_hears_of_each()
    {
        await using var scene = await OpenAsync();
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.Database.Get<HeldAlerts>().ReleaseAsync(scene.Recipient.Id, AlertScene.Cancel);
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Stop(scene.Clock.GetUtcNow()));
        await scene.WorkAsync();

        await CheckAsync(scene);
    }

    private static async Task<AlertScene> OpenAsync()
    {
        // It is 14:02; the night of this site ends at 18:00.
        var scene = await HoldAndReleaseTests.OpenAsync(
            draft => draft with { Schedule = new AlertSchedule(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All), HotScore = 100 });
        await scene.AddRecipientAsync(Second, RecipientRole.Fallback);
        for (var i = 0; i < 3; i++)
        {
            await scene.ChatAsync(AlertScene.WordsOf(i), $"v{i}");
        }

        await scene.WorkAsync();
        return scene;
    }

    private static async Task MorningAsync(AlertScene scene)
    {
        scene.Clock.Advance(TimeSpan.FromHours(5));
        await scene.WorkAsync();
    }

    private static async Task CheckAsync(AlertScene scene)
    {
        await scene.WorkForAsync(TimeSpan.FromMinutes(2));
        var told = (await scene.AlertsAsync())
            .Where(alert => alert.RecipientAddress == Second && alert.LeadId != null && alert.State is AlertState.Accepted or AlertState.Bundled)
            .Select(alert => alert.LeadId)
            .Where(lead => lead is not null);
        Assert.Equal(3, told.Distinct().Count());
        Assert.Equal(3, scene.Mail.Mails.Count(mail => mail.Recipient == Second));
    }
}
