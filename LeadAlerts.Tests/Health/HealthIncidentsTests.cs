using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace LeadAlerts.Tests.Health;

public sealed class HealthIncidentsTests
{
    private static readonly HealthReport Well = new([], null, null, null);

    private static readonly HealthReport Bad = new(
        [new HealthProblem(HealthCodes.ReviewsLate, "Chats are judged late.", "Look at the queue.")], null, null, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrators_are_told_once_when_it_lasts_and_once_when_it_is_over()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);

        await RecordAsync(scene, Bad);
        Assert.Empty(scene.Mail.Mails);
        for (var minute = 0; minute < 60; minute++)
        {
            await RecordAsync(scene, Bad, after: TimeSpan.FromMinutes(1));
        }

        var bad = Assert.Single(scene.Mail.Mails);
        Assert.Equal("admin@example.com", bad.Recipient);
        Assert.Contains("Chats are judged late. Look at the queue.", await TextAsync(bad), StringComparison.Ordinal);

        for (var minute = 0; minute < 60; minute++)
        {
            await RecordAsync(scene, Well, after: TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Contains("Lead alerts are well again", await TextAsync(scene.Mail.Mails[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_over_soon_is_not_worth_a_mail()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);

        await RecordAsync(scene, Bad);
        for (var minute = 0; minute < 30; minute++)
        {
            await RecordAsync(scene, Well, after: TimeSpan.FromMinutes(1));
        }

        Assert.Empty(scene.Mail.Mails);
        Assert.NotNull((await scene.ReadAsync(db => db.HealthIncidents.SingleAsync(Cancel))).ClosedAt);
    }

    [Fact]
    public async Task What_comes_and_goes_is_one_incident()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);

        for (var i = 0; i < 20; i++)
        {
            await RecordAsync(scene, Bad, after: TimeSpan.FromMinutes(2));
            await RecordAsync(scene, Well, after: TimeSpan.FromMinutes(2));
        }

        Assert.Single(scene.Mail.Mails);
        Assert.Equal(1, await scene.ReadAsync(db => db.HealthIncidents.CountAsync(Cancel)));
    }

    [Fact]
    public async Task When_mail_is_what_fails_they_are_told_as_soon_as_it_works()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);
        for (var i = 0; i < 3; i++)
        {
            scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("down"));
        }

        for (var minute = 0; minute < 30; minute++)
        {
            await RecordAsync(scene, Bad, after: TimeSpan.FromMinutes(1));
        }

        Assert.Empty(scene.Mail.Answers);
        Assert.Single(scene.Mail.Mails);
    }

    [Fact]
    public async Task A_second_thing_that_goes_wrong_meanwhile_is_told_once_when_it_lasts()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);
        var worse = Bad with { Problems = [.. Bad.Problems, new HealthProblem(HealthCodes.DispatcherSilent, "Work has stopped.")] };
        await RecordForAsync(scene, Bad, minutes: 10);
        Assert.Single(scene.Mail.Mails);

        // For a minute alone it is not worth a mail.
        await RecordForAsync(scene, worse, minutes: 1);
        await RecordForAsync(scene, Bad, minutes: 10);
        Assert.Single(scene.Mail.Mails);

        await RecordForAsync(scene, worse, minutes: 20);
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Contains("Work has stopped.", await TextAsync(scene.Mail.Mails[1]), StringComparison.Ordinal);

        // What was told stays told, whatever comes and goes.
        await RecordForAsync(scene, Bad, minutes: 10);
        await RecordForAsync(scene, worse, minutes: 10);
        Assert.Equal(2, scene.Mail.Mails.Count);

        await RecordForAsync(scene, Well, minutes: 20);
        Assert.Equal(3, scene.Mail.Mails.Count);
        Assert.Contains("Lead alerts are well again", await TextAsync(scene.Mail.Mails[2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_of_mail_that_could_not_be_told_is_told_when_it_is_over()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);
        for (var i = 0; i < 50; i++)
        {
            scene.Mail.Answers.Enqueue(_ => new MailOutcome.Unavailable("down"));
        }

        await RecordForAsync(scene, Bad, minutes: 60);
        Assert.Empty(scene.Mail.Mails);
        scene.Mail.Answers.Clear();
        await RecordForAsync(scene, Well, minutes: 30);

        Assert.Contains("Lead alerts are well again", await TextAsync(Assert.Single(scene.Mail.Mails)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_tell_once()
    {
        await using var scene = await AlertScene.OpenAsync();
        await CanaryTests.AddAdministratorAsync(scene);
        var other = ActivatorUtilities.CreateInstance<HealthIncidents>(scene.Database.Services);

        await RecordAsync(scene, Bad);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(scene.Database.Get<HealthIncidents>().RecordAsync(Bad, Cancel), other.RecordAsync(Bad, Cancel));

        Assert.Single(scene.Mail.Mails);
    }

    private static Task RecordAsync(AlertScene scene, HealthReport report, TimeSpan after = default)
    {
        scene.Clock.Advance(after);
        return scene.Database.Get<HealthIncidents>().RecordAsync(report, Cancel);
    }

    private static async Task RecordForAsync(AlertScene scene, HealthReport report, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await RecordAsync(scene, report, after: TimeSpan.FromMinutes(1));
        }
    }

    private static async Task<string> TextAsync(OutgoingMail mail)
    {
        using var bytes = new MemoryStream(mail.Mime.ToArray());
        return (await MimeMessage.LoadAsync(bytes, Cancel)).TextBody!;
    }
}
