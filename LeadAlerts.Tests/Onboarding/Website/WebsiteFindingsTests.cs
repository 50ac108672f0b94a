using LeadAlerts.Core.Members;
using LeadAlerts.Core.Onboarding.Website;
using LeadAlerts.Core.Sites;
using LeadAlerts.Web.Components.Pages.Sites;

namespace LeadAlerts.Tests.Onboarding.Website;

public sealed class WebsiteFindingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Server = new("https://leads.example.com/");

    private static readonly SiteDetail Site = new(
        Guid.NewGuid(), "Brightroof", "https://brightroof.example", MemberRole.Owner, SitePlan.Free, Disabled: false, "st_mine", "UTC", "US", new BusinessProfile(), WidgetLook.Standard,
        WidgetSeenAt: null);

    private static readonly WebsiteReport Fine = new(new Uri("https://brightroof.example/"), SnippetState.Found, null, [], [], IsOriginKnown: true, IsMixed: false);

    [Theory]
    [InlineData(SnippetState.Found, FindingKind.Good, "Open the page once")]
    [InlineData(SnippetState.OtherKey, FindingKind.Bad, "has the key st_123456789…")]
    [InlineData(SnippetState.OtherAddress, FindingKind.Bad, "Replace it")]
    [InlineData(SnippetState.Held, FindingKind.Warn, "cookie notice")]
    [InlineData(SnippetState.Module, FindingKind.Bad, "take type=\"module\" out")]
    [InlineData(SnippetState.Missing, FindingKind.Bad, "Paste it before </body>")]
    internal void The_line_is_told_with_what_to_do(SnippetState state, FindingKind kind, string words)
    {
        var finding = Assert.Single(Of(Fine with { Snippet = state, Instead = "st_1234567890" }));

        Assert.Equal(kind, finding.Kind);
        Assert.Contains(words, finding.Text, StringComparison.Ordinal);
        Assert.Contains("https://brightroof.example", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_not_in_the_page_may_come_from_a_tag_manager_and_is_there_where_the_chat_was_seen()
    {
        var missing = Fine with { Snippet = SnippetState.Missing, TagManagers = ["Google Tag Manager"] };

        Assert.Contains("uses Google Tag Manager", Assert.Single(Of(missing)).Text, StringComparison.Ordinal);
        Assert.Equal(FindingKind.Good, Assert.Single(Of(missing, Site with { WidgetSeenAt = Now.AddHours(-2) })).Kind);
        Assert.Equal(FindingKind.Warn, Assert.Single(Of(missing, Site with { WidgetSeenAt = Now.AddDays(-2) })).Kind);
    }

    [Fact]
    public void A_policy_that_blocks_the_chat_comes_with_what_to_add()
    {
        var found = Of(Fine with { Gaps = [new("script-src", ByNonce: false), new("connect-src", ByNonce: false)] });
        Assert.Equal(2, found.Count);
        Assert.Equal("script-src https://leads.example.com\nconnect-src https://leads.example.com", found[1].Copy);

        var strict = Of(Fine with { Gaps = [new("script-src", ByNonce: true)] })[1];
        Assert.Contains("same nonce", strict.Text, StringComparison.Ordinal);
        Assert.Null(strict.Copy);
    }

    [Fact]
    public void What_keeps_the_chat_from_a_page_that_has_the_line_is_told_too()
    {
        var found = Of(Fine with { IsOriginKnown = false, IsMixed = true, Page = new Uri("https://roofs.example/") });

        Assert.Equal([FindingKind.Good, FindingKind.Bad, FindingKind.Bad], found.Select(finding => finding.Kind));
        Assert.True(found[2].ChangesAddress);
        Assert.True(Assert.Single(WebsiteFindings.Of(new WebsiteCheckOutcome.NoWebsite(), Site, Server, Now)).ChangesAddress);
        Assert.Contains(
            "https://brightroof.example: It sleeps.",
            Assert.Single(WebsiteFindings.Of(new WebsiteCheckOutcome.Unreachable("https://brightroof.example", "It sleeps."), Site, Server, Now)).Text,
            StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Of(WebsiteReport report, SiteDetail? site = null) =>
        WebsiteFindings.Of(new WebsiteCheckOutcome.Checked(report), site ?? Site, Server, Now);
}
