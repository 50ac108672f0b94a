using Bunit;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Web.Components.Pages.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.LanguageModel;

public sealed class LanguageModelCardTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);

    private readonly BunitContext _context = new();

    public LanguageModelCardTests() => _context.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void It_tells_who_reads_and_what_that_came_to()
    {
        var text = Show(new LanguageModelStanding("gpt-5-mini", "api.openai.com", null, 37, 200, 0, new ModelTokens(61_234, 8_001), null, null, Now.AddHours(-3)));

        Assert.Contains("gpt-5-mini at api.openai.com", text, StringComparison.Ordinal);
        Assert.Contains("37 of 200 reviews", text, StringComparison.Ordinal);
        Assert.Contains("61,234 sent, 8,001 received", text, StringComparison.Ordinal);
        Assert.Contains("Last answer 3 hours ago", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_what_goes_wrong_and_that_alerts_go_out_all_the_same()
    {
        var text = Show(new LanguageModelStanding(
            "m", "localhost", Now.AddSeconds(30), 200, 200, 6, default, "The endpoint refuses the API key (401).", Now.AddMinutes(-5), null));

        Assert.Contains("used up", text, StringComparison.Ordinal);
        Assert.Contains("left alone for a while", text, StringComparison.Ordinal);
        Assert.Contains("Alerts go out as always", text, StringComparison.Ordinal);
        Assert.Contains("5 minutes ago: The endpoint refuses the API key (401).", text, StringComparison.Ordinal);
        Assert.Contains("Failed today", text, StringComparison.Ordinal);
    }

    private string Show(LanguageModelStanding standing) => string.Join(
        ' ',
        _context.Render<LanguageModelCard>(parameters => parameters.Add(card => card.Standing, standing)).Find("section").TextContent
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
