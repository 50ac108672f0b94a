using System.Net;
using System.Text.RegularExpressions;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>Somebody opens an account on an installation that exists, gets the first alert, and later forgets the visitor.</summary>
public sealed partial class RegistrationTests
{
    [BrowserFact]
    public async Task A_newcomer_registers_and_gets_the_first_alert_and_the_visitor_can_be_erased_from_everywhere()
    {
        using var folder = new TemporaryFolder();
        await using var product = await PublishedProduct.StartAsync(
            folder.Path, new Dictionary<string, string> { ["Admin__Email"] = "admin@example.com", ["Admin__Password"] = LeadAlertsApp.Password });
        await using var browser = await TestBrowser.StartAsync();
        var owner = await browser.OpenAsync(product.Address);

        await RegisterAsync(owner);
        await using var website = await OwnersWebsite.StartAsync();
        website.Snippet = await Newcomer.CreateSiteAsync(owner, website.Address);
        var site = new Uri(owner.Url).AbsolutePath;
        await Newcomer.ChatAsync(browser, website);
        await owner.GotoAsync("/leads");
        await owner.WaitUntilItWorksAsync();
        var row = owner.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = Maria() }).First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await row.ClickAsync();
        await Expect(owner.GetByText("Accepted").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var lead = new Uri(owner.Url).AbsolutePath;
        await owner.GotoAsync("/dev/mail");
        await Expect(owner.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = Maria() })).ToHaveCountAsync(1);

        browser.IsExpected = trouble => trouble.Contains("404 (Not Found)", StringComparison.Ordinal);
        await EraseAsync(owner);
        await Expect(owner.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = Maria() })).ToHaveCountAsync(0);
        foreach (var path in new[] { "/leads?tab=all", "/leads?tab=all&q=kitchen", "/conversations", "/conversations?q=kitchen", "/deliveries", "/dev/mail", "/", $"{site}?part=activity", "/analytics" })
        {
            await owner.GotoAsync(path);
            await Expect(owner.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
            Assert.DoesNotMatch(Maria(), await owner.Locator("main").InnerTextAsync());
        }

        var export = await owner.Context.APIRequest.GetAsync("/leads/export.csv?tab=all");
        Assert.DoesNotMatch(Maria(), await export.TextAsync());
        Assert.Equal((int)HttpStatusCode.NotFound, (await owner.GotoAsync(lead))!.Status);
        Assert.Empty(browser.Troubles);
    }

    private static async Task RegisterAsync(IPage owner)
    {
        await owner.GotoAsync("/account/register");
        await owner.GetByLabel("Your name").FillAsync("Sam Rivera");
        await owner.GetByLabel("E-mail address").FillAsync("sam@brightroof.example");
        await owner.GetByLabel("Password").FillAsync(LeadAlertsApp.Password);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Open the account" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Name = "Check your inbox" })).ToBeVisibleAsync();

        var mail = await owner.OpenMailAsync("sam@brightroof.example");
        await owner.GotoAsync((await mail.GetByRole(AriaRole.Link).First.GetAttributeAsync("href"))!);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Confirm my address" }).ClickAsync();
        await owner.WaitForURLAsync(url => url.Contains("/welcome", StringComparison.Ordinal));
    }

    private static async Task EraseAsync(IPage owner)
    {
        await owner.GotoAsync("/sites");
        await owner.WaitUntilItWorksAsync();
        await owner.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).Filter(new() { HasText = "Brightroof" }).First.ClickAsync();
        await owner.GetByRole(AriaRole.Navigation, new() { Name = "Parts of this site" }).GetByRole(AriaRole.Link, new() { Name = "Privacy" }).ClickAsync();
        await owner.GetByLabel("Visitor", new() { Exact = true }).FillAsync("415 555 0134");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Region, new() { Name = "What was found" })).ToContainTextAsync("1 lead");
        var confirm = owner.GetByLabel("To erase all of it");
        var erase = owner.GetByRole(AriaRole.Button, new() { Name = "Erase this visitor" });
        await Expect(erase).ToBeDisabledAsync();
        await confirm.FillAsync("erase");
        await Expect(erase).ToBeEnabledAsync();
        await erase.ClickAsync();
        await Expect(owner.GetByText("Erased. The last traces")).ToBeVisibleAsync();
        await Expect(owner.Heading("Erased so far")).ToBeVisibleAsync();
    }

    [GeneratedRegex("Maria|kitchen ceiling|555.?0134")]
    private static partial Regex Maria();
}
