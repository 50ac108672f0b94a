using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>The word that somebody has a lead, when it waited.</summary>
public sealed class HeldClaimTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_dropped_when_nobody_has_the_lead_by_then()
    {
        var decision = Release(raisedAt: Now.AddHours(-10), new LeadStanding(LeadStatus.New) { Since = Now.AddHours(-9) });

        Assert.Equal((AlertAction.Drop, AlertReason.ClaimTakenBack), (decision.Action, decision.Reason));
    }

    [Fact]
    public void It_goes_out_while_somebody_has_the_lead() =>
        Assert.Equal(AlertAction.Send, Release(Now.AddHours(-10), new LeadStanding(LeadStatus.New) { IsClaimed = true, Since = Now.AddHours(-10) }).Action);

    [Fact]
    public void The_word_that_it_was_given_back_goes_out() =>
        Assert.Equal(AlertAction.Send, Release(Now.AddHours(-9), new LeadStanding(LeadStatus.New) { Since = Now.AddHours(-9) }).Action);

    private static ReleaseDecision Release(DateTimeOffset raisedAt, LeadStanding standing)
    {
        var siteId = Guid.CreateVersion7();
        var recipient = new AlertRecipient(siteId, "sam@brightroof.example", "Sam", Now.AddDays(-1));
        recipient.Confirm(Now.AddDays(-1));
        return Assert.Single(AlertPolicy.Release(
            new HeldAlertCase(SitePlan.Free, Disabled: false, AlertSettings.CreateFirst(siteId, Now.AddDays(-1)), TimeZoneInfo.Utc, null, recipient)
            {
                Alerts = [new HeldAlert(AlertKind.Claim, AlertReason.QuietHours, raisedAt) { Lead = standing }],
            },
            Now));
    }
}
