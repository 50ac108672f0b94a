using System.Text.RegularExpressions;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>An owner finds that alerts are too few, sees what another threshold would have sent, saves it and goes back.</summary>
public sealed partial class TuningTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task A_threshold_is_tried_saved_and_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (site, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, Enumerable.Range(0, 12).Select(i => (
            $"c{i}", i < 6 ? $"My roof leaks, can somebody come this week? How much would it be? Call me: 415 555 01{40 + i}" : "Do you work on Saturdays?")));
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/alerts");
        await page.WaitUntilItWorksAsync();
        var number = page.Locator(".la-backtest-number b");
        await Expect(number).ToHaveTextAsync(Digits());
        var before = await number.InnerTextAsync();

        // The slider by its keys: all the way up, nothing is sent any more.
        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Threshold", Exact = true });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.GetByLabel("Threshold as a number")).ToHaveValueAsync("100");
        await Expect(number).Not.ToHaveTextAsync(before);
        await Expect(page.GetByText("no longer a lead").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Region, new() { Name = "Unsaved changes" }).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Unsaved changes" })).ToBeHiddenAsync();
        var history = page.GetByRole(AriaRole.Region, new() { Name = "History" });
        await Expect(history).ToContainTextAsync("v2");
        Assert.Equal([40, 100], await ThresholdsAsync(database, site.Id));

        await history.GetByRole(AriaRole.Button, new() { Name = "Go back to v1" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Go back to v1" }).ClickAsync();
        await Expect(history).ToContainTextAsync("v3");
        await Expect(page.GetByLabel("Threshold as a number")).ToHaveValueAsync("40");
        await Expect(number).ToHaveTextAsync(before);
        Assert.Equal([40, 100, 40], await ThresholdsAsync(database, site.Id));
        Assert.Empty(browser.Troubles);
    }

    private static async Task<List<int>> ThresholdsAsync(TestDatabase database, Guid siteId)
    {
        await using var db = await database.OpenAsync();
        return await db.AlertSettings.Where(settings => settings.SiteId == siteId).OrderBy(settings => settings.Version).Select(settings => settings.Threshold).ToListAsync(Cancel);
    }

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Digits();
}
