using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

[Collection(typeof(LookedAt))]
public sealed class ShellTests(ShopOnShow shop)
{
    [BrowserFact]
    public async Task A_missing_page_says_so_in_the_products_look_without_console_errors()
    {
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(shop.Address);
        browser.IsExpected = trouble => trouble.Contains("404", StringComparison.Ordinal);

        await page.GotoAsync("/no-such-page");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        Assert.Equal("rgb(246, 247, 249)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(browser.Troubles);
    }
}
