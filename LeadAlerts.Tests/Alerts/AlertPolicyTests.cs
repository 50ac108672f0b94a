using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SitePlan.Free, true, 70, null, false, true, AlertVerdict.Raised)]
    [InlineData(SitePlan.Free, true, 69, null, false, true, AlertVerdict.BelowThreshold)]
    [InlineData(SitePlan.Paid, true, 95, null, false, true, AlertVerdict.NotFreePlan)]
    [InlineData(SitePlan.Paid, true, 10, null, false, true, AlertVerdict.BelowThreshold)]
    [InlineData(SitePlan.Free, false, 95, null, false, true, AlertVerdict.AlertsOff)]
    [InlineData(SitePlan.Free, true, 95, null, false, false, AlertVerdict.NoRecipient)]
    [InlineData(SitePlan.Free, true, 95, LeadStatus.New, true, true, AlertVerdict.AlreadyAlerted)]
    [InlineData(SitePlan.Free, true, 10, LeadStatus.New, true, true, AlertVerdict.AlreadyAlerted)]
    [InlineData(SitePlan.Free, true, 95, LeadStatus.Contacted, false, true, AlertVerdict.Raised)]
    [InlineData(SitePlan.Free, true, 95, LeadStatus.NotALead, false, true, AlertVerdict.MarkedNotALead)]
    public void The_first_reason_counts(
        SitePlan plan, bool enabled, int score, LeadStatus? status, bool alerted, bool confirmed, AlertVerdict verdict)
    {
        var siteId = Guid.NewGuid();
        var settings = AlertSettings.CreateFirst(siteId, Now).Next(new AlertSettingsDraft(enabled, 70, CriterionSetting.Defaults), Guid.NewGuid(), Now);
        var recipient = new AlertRecipient(siteId, "owner@brightroof.example", "", Now);
        var stopped = new AlertRecipient(siteId, "stopped@brightroof.example", "", Now);
        stopped.Confirm(Now);
        stopped.Stop(Now);
        if (confirmed)
        {
            recipient.Confirm(Now);
        }

        var facts = new LeadFacts(score, null, null, Urgent: false, AsksToBook: false, Hot: score >= 80, Withdrew: false);
        var decision = AlertPolicy.Decide(
            new AlertCase(
                plan,
                settings,
                TimeZoneInfo.Utc,
                MutedUntil: null,
                new LeadEvent { Score = score, Standing = status is { } stands ? new LeadStanding(stands) : null, Facts = facts },
                [new RecipientPast(stopped), new RecipientPast(recipient) { Told = alerted ? facts : null, ToldAt = alerted ? Now : null }]),
            Now);

        Assert.Equal(verdict, decision.Verdict);
        Assert.Equal(verdict == AlertVerdict.Raised ? [recipient] : [], decision.Recipients.Where(each => each.IsMail).Select(each => each.Recipient));
    }

    [Fact]
    public void Delays_grow_to_their_limits()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), RetryDelays.AfterReview(1));
        Assert.Equal(TimeSpan.FromMinutes(2), RetryDelays.AfterReview(3));
        Assert.Equal(TimeSpan.FromHours(1), RetryDelays.AfterReview(10));
        Assert.Equal(TimeSpan.FromSeconds(8), RetryDelays.AfterAlert(TimeSpan.FromSeconds(10), 1, 0));
        Assert.Equal(TimeSpan.FromHours(1.2), RetryDelays.AfterAlert(TimeSpan.FromSeconds(10), 1000, 1));
        Assert.Equal(TimeSpan.FromSeconds(60), RetryDelays.AfterSender(TimeSpan.FromSeconds(10), 10, 0.5));
    }
}
