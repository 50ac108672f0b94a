using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>Whoever stands in hears of a lead while the one whose it is has muted the mails.</summary>
public sealed class MutedFallbackTests
{
    // A Tuesday; the nights of the pure cases are from 18:00 to 8:00.
    private static readonly DateTimeOffset Day = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]

    // The mute was pressed at 19:30 the day before and ends in the next night: nobody else would hear for 22 hours.
    [InlineData(10, 19.5, AlertReason.QuietHours, AlertAction.Send)]
    [InlineData(10, 12, AlertReason.RecipientMuted, AlertAction.Send)]
    [InlineData(20, 34, AlertReason.RecipientMuted, AlertAction.Hold)]
    [InlineData(20, 44, AlertReason.QuietHours, AlertAction.Hold)]

    // The night lasts longer than the mute: it keeps nothing back.
    [InlineData(20, 23, AlertReason.QuietHours, AlertAction.Skip)]
    public void A_mute_that_outlasts_the_first_open_time_calls_for_the_fallback(double at, double mutedUntil, AlertReason reason, AlertAction fallbacks)
    {
        var (first, fallback) = (Recipient(RecipientRole.Always), Recipient(RecipientRole.Fallback));
        first.Mute(Day.AddHours(mutedUntil));
        var settings = AlertSettings.CreateFirst(Guid.NewGuid(), Day).Next(
            new AlertSettingsDraft(true, 50, CriterionSetting.Defaults) { Schedule = new AlertSchedule(new TimeOnly(18, 0), new TimeOnly(8, 0), Weekdays.All) }, null, Day);
        var lead = new LeadEvent { Score = 60, Facts = new LeadFacts(60, null, null, Urgent: false, AsksToBook: false, Hot: false, Withdrew: false) };

        var decision = AlertPolicy.Decide(
            new AlertCase(SitePlan.Free, settings, TimeZoneInfo.Utc, MutedUntil: null, lead, [new RecipientPast(first), new RecipientPast(fallback)]), Day.AddHours(at));

        Assert.Equal((AlertAction.Hold, reason), decision.Recipients.Single(each => each.Recipient == first) is var held ? (held.Action, held.Reason) : default);
        Assert.Equal(fallbacks, decision.Recipients.Single(each => each.Recipient == fallback).Action);
    }

    [Theory]
    [InlineData(10)]

    // It ends in the next night, which is then the reason for which the mail waits on.
    [InlineData(26)]
    public async Task A_mute_pressed_in_the_night_calls_for_the_fallback_in_the_morning(double hours)
    {
        // The scene begins at 14:02; its night is from 14:00 to 18:00.
        await using var scene = await HoldAndReleaseTests.OpenAsync(
            draft => draft with { Schedule = new AlertSchedule(new TimeOnly(14, 0), new TimeOnly(18, 0), Weekdays.All), HotScore = 100 });
        await scene.AddRecipientAsync("second@brightroof.example", RecipientRole.Fallback);
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();
        var until = scene.Clock.GetUtcNow().AddHours(hours);
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Mute(until));
        await scene.WorkForAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(scene.Mail.Mails);

        scene.Clock.Advance(TimeSpan.FromMinutes(210));
        await scene.WorkAsync();
        Assert.Equal("second@brightroof.example", Assert.Single(scene.Mail.Mails).Recipient);

        // The one whose it is hears of it all the same, and the fallback no second time.
        scene.Clock.Advance(TimeSpan.FromHours(48));
        await scene.WorkAsync();
        Assert.Equal(["second@brightroof.example", "owner@brightroof.example"], scene.Mail.Mails.Select(mail => mail.Recipient));
    }

    private static AlertRecipient Recipient(RecipientRole role)
    {
        var recipient = new AlertRecipient(Guid.NewGuid(), $"{role}@brightroof.example", "", Day);
        recipient.Confirm(Day);
        recipient.Assign(role, RecipientRoute.Everything, getsDigest: false);
        return recipient;
    }
}
