using LeadAlerts.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>The administration on a telephone.</summary>
public sealed class AdminOnPhoneTests
{
    [BrowserFact]
    public async Task Sites_and_users_fit_and_nothing_scrolls_sideways()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddSiteAsync("Brightroof roofing and gutters of San Francisco and the whole of the East Bay", "somebody-with-a-long-name@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(
            database.DataFolder, new Dictionary<string, string> { ["Admin__Email"] = "admin@example.com", ["Admin__Password"] = LeadAlertsApp.Password });
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address, width: 390, height: 844);
        await page.SignInAsync("admin@example.com");

        foreach (var (path, change) in new[] { ("/admin", "To paid"), ("/admin?part=users", "Shut out") })
        {
            await page.GotoAsync(path);
            await page.WaitUntilItWorksAsync();
            await Expect(page.Locator(".la-table button").Filter(new() { HasText = change }).First).ToBeVisibleAsync();
            Assert.Equal(0, await page.Locator(".la-table-frame").EvaluateAsync<int>("frame => frame.scrollWidth - frame.clientWidth"));
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        }

        Assert.Empty(browser.Troubles);
    }
}
