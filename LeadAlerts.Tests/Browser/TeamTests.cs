using System.Net;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>A teammate comes and goes, and sees what is theirs to see for just as long.</summary>
public sealed class TeamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task A_teammate_joins_by_mail_sees_one_site_only_and_loses_the_open_page_when_removed()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (site, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        var (other, otherKey, _) = await database.AddSiteAsync("Otherdeck", "owner@otherdeck.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, [("c1", "My roof leaks, can somebody come this week? I'm Maria, call me: 415 555 0134")]);
        await product.ChatAsync(otherKey, [("c1", "My deck rots, can somebody come this week? I'm Oscar, call me: 415 555 0177")]);
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var owner = await browser.OpenAsync(product.Address);
        await owner.SignInAsync("owner@brightroof.example");
        await owner.GotoAsync($"/sites/{site.Id}?part=people");
        await Expect(owner.Heading("Invite somebody")).ToBeVisibleAsync();
        await owner.WaitUntilItWorksAsync();
        var teammate = await browser.OpenAsync(product.Address);
        await teammate.GotoAsync("/dev/mail");
        await owner.GetByLabel("E-mail address").FillAsync("ana@brightroof.example");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" }).ClickAsync();
        await Expect(owner.GetByText("on its way to ana@brightroof.example")).ToBeVisibleAsync();

        await JoinAsync(teammate);
        await teammate.GotoAsync("/leads?tab=all");
        await Expect(teammate.Locator("a.la-lead-row").Filter(new() { HasText = "Maria" })).ToBeVisibleAsync();
        Assert.DoesNotContain("Oscar", await teammate.ContentAsync(), StringComparison.Ordinal);
        browser.IsExpected = trouble => trouble.Contains("404 (Not Found)", StringComparison.Ordinal);
        await using (var db = await database.OpenAsync())
        {
            var foreign = await db.Leads.Where(lead => lead.SiteId == other.Id).Select(lead => lead.Id).SingleAsync(Cancel);
            Assert.Equal((int)HttpStatusCode.NotFound, (await teammate.GotoAsync($"/leads/{foreign}"))!.Status);
            Assert.Equal((int)HttpStatusCode.NotFound, (await teammate.GotoAsync($"/sites/{other.Id}"))!.Status);
        }

        await teammate.GotoAsync("/leads?tab=all");
        await teammate.WaitUntilItWorksAsync();
        await teammate.Locator("a.la-lead-row").First.ClickAsync();
        await Expect(teammate.Locator("a.la-lead-row.active:not(.la-row-unread)")).ToBeVisibleAsync();

        await owner.ReloadAsync();
        await owner.WaitUntilItWorksAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Remove ana@brightroof.example" }).ClickAsync();
        await owner.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(owner.GetByText("ana@brightroof.example is off this site.")).ToBeVisibleAsync();

        // The open page closes by itself, and no other opens.
        await Expect(teammate.GetByText("Your access to Brightroof changed")).ToBeVisibleAsync();
        Assert.DoesNotContain("Maria", await teammate.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await teammate.GetByRole(AriaRole.Button, new() { Name = "See what is yours" }).ClickAsync();
        await Expect(teammate.GetByText("Create your first site")).ToBeVisibleAsync();
        Assert.Equal((int)HttpStatusCode.NotFound, (await teammate.GotoAsync($"/sites/{site.Id}"))!.Status);
        Assert.Empty(browser.Troubles);
    }

    private static async Task JoinAsync(IPage teammate)
    {
        var mail = await teammate.OpenMailAsync("ana@brightroof.example");
        await teammate.GotoAsync((await mail.Locator("a[href*='/account/invitation?']").First.GetAttributeAsync("href"))!);
        await teammate.GetByLabel("Your name").FillAsync("Ana Lopez");
        await teammate.GetByLabel("Choose a password").FillAsync(LeadAlertsApp.Password);
        await teammate.GetByRole(AriaRole.Button, new() { Name = "Open the account and join" }).ClickAsync();
        await teammate.WaitForURLAsync(url => !url.Contains("/account/invitation", StringComparison.Ordinal));
    }
}
