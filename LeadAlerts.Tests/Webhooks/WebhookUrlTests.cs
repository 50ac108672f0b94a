using LeadAlerts.Core.Webhooks;

namespace LeadAlerts.Tests.Webhooks;

public sealed class WebhookUrlTests
{
    [Theory]
    [InlineData("https://example.com/hooks/leads?key=1", "https://example.com/hooks/leads?key=1")]
    [InlineData("  https://Example.com:8443/x ", "https://example.com:8443/x")]
    [InlineData("https://93.184.215.14/", "https://93.184.215.14/")]
    public void An_address_on_the_internet_is_taken(string typed, string url)
    {
        Assert.True(WebhookUrl.TryParse(typed, allowLoopback: false, out var parsed, out var problem), problem);

        Assert.Equal(url, parsed.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "complete address")]
    [InlineData("example.com", "complete address")]
    [InlineData("http://example.com/", "https://")]
    [InlineData("file:///etc/passwd", "https://")]
    [InlineData("https://me:secret@example.com/", "user name")]
    [InlineData("https://example.com/#part", "#")]
    [InlineData("https://example.com:22/", "port")]
    [InlineData("https://example.com:80/", "port")]
    [InlineData("https://localhost/", "public internet")]
    [InlineData("https://api.localhost/", "public internet")]
    [InlineData("https://intranet/", "public internet")]
    [InlineData("https://printer.local/", "public internet")]
    [InlineData("https://üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.de/", "public internet")]
    [InlineData("https://metadata.google.internal/", "public internet")]
    [InlineData("https://metadata.google.internal./", "public internet")]
    [InlineData("https://127.0.0.1/", "public internet")]
    [InlineData("https://2130706433/", "public internet")]
    [InlineData("https://0x7f.1/", "public internet")]
    [InlineData("https://[::1]/", "public internet")]
    [InlineData("https://[::ffff:169.254.169.254]/", "public internet")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "public internet")]
    public void Another_address_is_refused_with_its_reason(string? typed, string reason)
    {
        Assert.False(WebhookUrl.TryParse(typed, allowLoopback: false, out _, out var problem));

        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5081/hook", true)]
    [InlineData("http://localhost:5081/hook", true)]
    [InlineData("http://10.0.0.1:5081/hook", false)]
    [InlineData("https://10.0.0.1/hook", false)]
    public void Development_may_use_its_own_machine_and_nothing_else_inside(string typed, bool taken) =>
        Assert.Equal(taken, WebhookUrl.TryParse(typed, allowLoopback: true, out _, out _));
}
