using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>Where the keys go in the inbox, and that what was done can be taken back.</summary>
public sealed class InboxKeysTests
{
    [BrowserFact]
    public async Task Keys_are_for_the_selection_the_focus_stays_with_the_work_and_Z_takes_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (_, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, Enumerable.Range(10, 6).Select(i => (
            $"c{i}", $"Hi, my roof leaks and I need somebody to repair it this week. How much would it be? Call 415-555-01{i}.")));
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads");
        await page.WaitUntilItWorksAsync();
        var rows = page.Locator("a.la-lead-row");
        var active = page.Locator("a.la-lead-row.active");
        var notice = page.Locator(".mud-snackbar");
        await Expect(rows).ToHaveCountAsync(6);

        // The lead is done, and the row of the next one has the focus.
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("a.la-lead-row.active:not(.la-row-unread)")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(rows).ToHaveCountAsync(5);
        await Expect(active).ToBeFocusedAsync();

        // Two are selected: the key is for both. One notice stands, the latest.
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".la-bulk-count")).ToHaveTextAsync("2 selected");
        await page.Keyboard.PressAsync("e");
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(notice).ToHaveCountAsync(1);
        await Expect(notice).ToContainTextAsync("2 leads: contacted");

        // Z takes back one after the other, also when the notice is gone.
        await page.Keyboard.PressAsync("z");
        await Expect(rows).ToHaveCountAsync(5);
        await Expect(notice).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+z");
        await Expect(rows).ToHaveCountAsync(6);
        Assert.Empty(browser.Troubles);
    }

    [BrowserFact]
    public async Task What_is_typed_to_find_a_lead_to_merge_goes_into_its_field_on_a_phone_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (_, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, [
            ("c1", "Hi, my roof leaks and I need somebody to repair it this week. How much would it be? I'm Adaline, adaline@example.com."),
            ("c2", "We need a new roof on our house in Oakland, can you come on Friday? I'm Everett, everett@example.com."),
        ]);
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address, width: 390, height: 844);
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads?tab=all");
        await page.WaitUntilItWorksAsync();
        await Expect(page.Locator(".la-views [aria-current]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.Locator("a.la-lead-row").Filter(new() { HasText = "Adaline" }).ClickAsync();
        await page.Locator("[popovertarget='lead-more']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge with another lead …" }).ClickAsync();

        var field = page.GetByRole(AriaRole.Searchbox, new() { Name = "Find the other lead" });
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.Keyboard.TypeAsync("everett");
        await Expect(page.Locator(".la-merge-who")).ToContainTextAsync("Everett");
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).DblClickAsync();

        // The second click did nothing. The notice is as wide as the window allows, at most two lines high, and above the bar.
        var notice = page.Locator(".mud-snackbar");
        await Expect(notice).ToContainTextAsync("is part of this lead now");
        await Expect(notice).ToHaveCountAsync(1);
        var (box, bar) = ((await notice.BoundingBoxAsync())!, (await page.Locator(".la-phone-bar").BoundingBoxAsync())!);
        Assert.True(box.Width > 340, $"It is {box.Width} wide.");
        Assert.True(box.Height <= 72, $"It is {box.Height} high.");
        Assert.True(box.Y + box.Height <= bar.Y, $"It ends at {box.Y + box.Height}, the bar begins at {bar.Y}.");
        Assert.Empty(browser.Troubles);
    }
}
