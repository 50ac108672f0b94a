using LeadAlerts.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

public sealed class ShellTests
{
    [BrowserFact]
    public async Task A_missing_page_says_so_in_the_products_look_without_console_errors()
    {
        await using var browser = await BrowserApp.StartAsync();
        var page = await browser.OpenAsync();
        browser.Browser.IsExpected = trouble => trouble.Contains("404", StringComparison.Ordinal);

        await page.GotoAsync("/no-such-page");

        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        Assert.Equal("rgb(246, 247, 249)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(browser.Browser.Troubles);
    }
}
