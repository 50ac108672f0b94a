using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Sites;

public sealed class WidgetOriginTests
{
    [Theory]
    [InlineData("https://brightroof.example", true)]
    [InlineData("https://www.brightroof.example", true)]
    [InlineData("https://BRIGHTROOF.example", true)]
    [InlineData("https://alerts.example", true)]
    [InlineData("http://brightroof.example", false)]
    [InlineData("https://brightroof.example:8443", false)]
    [InlineData("https://brightroof.example.evil.example", false)]
    [InlineData("https://evilbrightroof.example", false)]
    [InlineData("https://shop.brightroof.example", false)]
    [InlineData("null", false)]
    [InlineData("file://", false)]
    [InlineData("https://evil.example", false)]
    public void A_page_belongs_to_the_website_or_it_does_not(string origin, bool allowed) =>
        Assert.Equal(allowed, WidgetOrigin.IsAllowed(origin, "https://alerts.example", "https://brightroof.example/start"));

    [Fact]
    public void A_site_without_a_website_answers_every_page() =>
        Assert.True(WidgetOrigin.IsAllowed("https://any.example", "https://alerts.example", null));
}
