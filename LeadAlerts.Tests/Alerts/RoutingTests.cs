using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

public sealed class RoutingTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);
    private readonly Guid _siteId = Guid.NewGuid();

    [Theory]
    [InlineData(RecipientRole.Always, 60, AlertAction.Send, AlertReason.None)]
    [InlineData(RecipientRole.HotOnly, 60, AlertAction.Skip, AlertReason.NotHotEnough)]
    [InlineData(RecipientRole.HotOnly, 90, AlertAction.Send, AlertReason.None)]
    [InlineData(RecipientRole.DigestOnly, 90, AlertAction.OnlyInDigest, AlertReason.DigestOnly)]
    [InlineData(RecipientRole.Fallback, 90, AlertAction.Send, AlertReason.None)]
    public void A_role_says_when(RecipientRole role, int score, AlertAction action, AlertReason reason)
    {
        var decision = Assert.Single(Decide(Lead(score), Recipient(role)).Recipients);

        Assert.Equal((action, reason), (decision.Action, decision.Reason));
    }

    [Theory]
    [InlineData("kind", true)]
    [InlineData("other kind", false)]
    [InlineData("criterion", true)]
    [InlineData("other criterion", false)]
    [InlineData("language", true)]
    [InlineData("other language", false)]
    [InlineData("page", true)]
    [InlineData("other page", false)]
    [InlineData("kind but other page", false)]
    public void A_route_says_which(string what, bool fits)
    {
        var route = what switch
        {
            "kind" => new RecipientRoute { Categories = [ConversationCategory.Complaint, ConversationCategory.NewEnquiry] },
            "other kind" => new RecipientRoute { Categories = [ConversationCategory.Complaint] },
            "criterion" => new RecipientRoute { Criteria = [Criterion.UrgentNeed] },
            "other criterion" => new RecipientRoute { Criteria = [Criterion.AsksPrice] },
            "language" => new RecipientRoute { Languages = ["es", "de"] },
            "other language" => new RecipientRoute { Languages = ["en"] },
            "page" => new RecipientRoute { PagePrefix = "/Emergency" },
            "other page" => new RecipientRoute { PagePrefix = "/contact" },
            _ => new RecipientRoute { Categories = [ConversationCategory.NewEnquiry], PagePrefix = "/contact" },
        };

        var decision = Assert.Single(Decide(Lead(60), Recipient(RecipientRole.Always, route)).Recipients);

        Assert.Equal(fits ? AlertAction.Send : AlertAction.Skip, decision.Action);
        Assert.Equal(fits ? AlertReason.None : AlertReason.OtherRoute, decision.Reason);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("bounced")]
    [InlineData("muted")]
    [InlineData("not confirmed")]
    [InlineData("other route")]
    public void A_fallback_takes_over_when_no_first_one_can_be_told(string how)
    {
        var first = Recipient(RecipientRole.Always, how == "other route" ? new RecipientRoute { Languages = ["en"] } : null, confirmed: how != "not confirmed");
        switch (how)
        {
            case "stopped":
                first.Stop(Now);
                break;
            case "bounced":
                first.Bounce("550 no such user", Now);
                break;
            case "muted":
                first.Mute(Now.AddHours(24));
                break;
        }

        var fallback = Recipient(RecipientRole.Fallback);
        var decision = Decide(Lead(60), first, fallback);

        Assert.Equal(AlertVerdict.Raised, decision.Verdict);
        Assert.Equal(AlertAction.Send, decision.Recipients.Single(each => each.Recipient == fallback).Action);
        Assert.Equal(how == "muted" ? AlertAction.Hold : AlertAction.Skip, decision.Recipients.Single(each => each.Recipient == first).Action);
    }

    [Fact]
    public void A_lukewarm_lead_that_only_a_hot_recipient_could_get_is_left_to_nobody_and_said_so()
    {
        var decision = Decide(Lead(60), Recipient(RecipientRole.HotOnly), Recipient(RecipientRole.Fallback));

        Assert.Equal(AlertVerdict.NobodyForIt, decision.Verdict);
        Assert.Equal([AlertReason.NotHotEnough, AlertReason.FallbackNotNeeded], decision.Recipients.Select(each => each.Reason));
    }

    [Fact]
    public void Who_only_gets_hot_leads_is_told_when_it_becomes_one()
    {
        var (first, hot) = (Recipient(RecipientRole.Always), Recipient(RecipientRole.HotOnly));
        var lead = Lead(60);
        var later = Lead(90);
        var of = new AlertCase(SitePlan.Free, Settings(), TimeZoneInfo.Utc, null, later,
        [
            new RecipientPast(first) { Told = lead.Facts, ToldAt = Now.AddHours(-1) },
            new RecipientPast(hot) { LeftOut = AlertReason.NotHotEnough },
        ]);

        var decision = AlertPolicy.Decide(of, Now);

        Assert.Equal(
            [(AlertKind.Update, LeadChanges.Hot), (AlertKind.New, LeadChanges.None)], decision.Recipients.Select(each => (each.Kind, each.Changes)));
    }

    [Fact]
    public void Who_was_added_later_hears_of_an_old_lead_only_when_there_is_news()
    {
        var (first, added) = (Recipient(RecipientRole.Always), Recipient(RecipientRole.Always));
        var lead = Lead(60);
        AlertCase Case(LeadEvent now) => new(SitePlan.Free, Settings(), TimeZoneInfo.Utc, null, now,
            [new RecipientPast(first) { Told = lead.Facts, ToldAt = Now.AddHours(-1) }, new RecipientPast(added)]);

        Assert.Equal(AlertVerdict.AlreadyAlerted, AlertPolicy.Decide(Case(lead), Now).Verdict);
        var news = AlertPolicy.Decide(Case(lead with { Facts = lead.Facts with { Phone = "+14155550101" } }), Now);
        Assert.Equal([AlertKind.Update, AlertKind.New], news.Recipients.Select(each => each.Kind));
    }

    [Theory]
    [InlineData("/contact/", "/contact/")]
    [InlineData(" contact ", "/contact")]
    [InlineData("/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_typed_page_is_tidied(string? typed, string? kept) => Assert.Equal(kept, new RecipientRoute { PagePrefix = typed }.Tidied().PagePrefix);

    private AlertDecision Decide(LeadEvent lead, params AlertRecipient[] recipients) => AlertPolicy.Decide(
        new AlertCase(SitePlan.Free, Settings(), TimeZoneInfo.Utc, MutedUntil: null, lead, [.. recipients.Select(each => new RecipientPast(each))]), Now);

    private AlertSettings Settings() => AlertSettings.CreateFirst(_siteId, Now).Next(new AlertSettingsDraft(true, 50, CriterionSetting.Defaults), null, Now);

    private AlertRecipient Recipient(RecipientRole role, RecipientRoute? route = null, bool confirmed = true)
    {
        var recipient = new AlertRecipient(_siteId, $"{Guid.NewGuid():N}@brightroof.example", "", Now);
        if (confirmed)
        {
            recipient.Confirm(Now);
        }

        recipient.Assign(role, route ?? RecipientRoute.Everything, getsDigest: false);
        return recipient;
    }

    private static LeadEvent Lead(int score) => new()
    {
        Score = score,
        Facts = new LeadFacts(score, null, null, Urgent: true, AsksToBook: false, Hot: score >= 80, Withdrew: false),
        Category = ConversationCategory.NewEnquiry,
        Criteria = [Criterion.UrgentNeed],
        Language = "es",
        PagePath = "/emergency/roof",
    };
}
