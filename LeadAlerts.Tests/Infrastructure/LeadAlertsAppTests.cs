using System.Net;

namespace LeadAlerts.Tests.Infrastructure;

public sealed class LeadAlertsAppTests
{
    [Fact]
    public async Task The_shipped_settings_bind_and_the_product_starts()
    {
        await using var app = new LeadAlertsApp();

        var response = await app.Visit().GetAsync("/no-such-page", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is nothing here", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
