using LeadAlerts.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>On a phone a lead takes the list's place, and gives it back.</summary>
public sealed class PhoneInboxTests
{
    [BrowserFact]
    public async Task A_lead_takes_the_focus_with_the_place_of_the_list_and_the_list_is_where_it_was_left()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (_, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, Enumerable.Range(10, 20).Select(i => (
            $"c{i}", $"Hi, my roof leaks and I need somebody to repair it this week. How much would it be? Call 415-555-01{i}.")));
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address, width: 390, height: 700);
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads");
        await page.WaitUntilItWorksAsync();
        var rows = page.Locator("a.la-lead-row");
        await Expect(rows).ToHaveCountAsync(20);
        await rows.Nth(14).ScrollIntoViewIfNeededAsync();
        var top = await page.EvaluateAsync<int>("scrollY");
        Assert.True(top > 300, $"The list is long enough to be scrolled, but only by {top} pixels.");

        await rows.Nth(14).PressAsync("Enter");
        await Expect(page.Locator("#lead-title")).ToBeFocusedAsync();

        await page.Locator(".la-back").ClickAsync();
        await Expect(rows.Nth(14)).ToBeFocusedAsync();
        Assert.Equal(top, await page.EvaluateAsync<int>("scrollY"));
        Assert.Empty(browser.Troubles);
    }
}
