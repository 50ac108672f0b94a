using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>An owner gives the chat the colours of their website, sees it beside the form, and visitors see it too.</summary>
public sealed class LookTests
{
    [BrowserFact]
    public async Task A_look_is_tried_without_a_chat_saved_and_shown_to_visitors()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (site, _, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder, new Dictionary<string, string> { ["Demo__Enabled"] = "true" });
        await using var browser = await TestBrowser.StartAsync();
        var owner = await browser.OpenAsync(product.Address);
        await owner.SignInAsync("owner@brightroof.example");
        await owner.GotoAsync($"/sites/{site.Id}?part=look");
        await owner.WaitUntilItWorksAsync();
        var preview = owner.FrameLocator("iframe");
        await Expect(preview.GetByRole(AriaRole.Heading, new() { Name = "Brightroof" })).ToBeVisibleAsync();

        await owner.GetByLabel("Colour").FillAsync("#FFD400");
        await owner.Keyboard.PressAsync("Tab");
        await Expect(owner.GetByText("so the chat writes in black")).ToBeVisibleAsync();
        await owner.GetByLabel("Text on the button").FillAsync("Ask a roofer");
        await owner.GetByRole(AriaRole.Radio, new() { Name = "Left" }).CheckAsync();
        await owner.GetByLabel("Title").PressSequentiallyAsync("Talk to Sam");

        // What is typed arrives, and the focus stays with whoever types.
        await Expect(preview.GetByRole(AriaRole.Heading, new() { Name = "Talk to Sam", Exact = true })).ToBeVisibleAsync();
        await Expect(owner.GetByLabel("Title")).ToBeFocusedAsync();
        await Expect(preview.GetByRole(AriaRole.Button, new() { Name = "Ask a roofer" })).ToHaveCSSAsync("background-color", "rgb(255, 212, 0)");
        await preview.GetByRole(AriaRole.Textbox).FillAsync("Is anybody there?");
        await owner.Keyboard.PressAsync("Enter");
        await Expect(preview.GetByRole(AriaRole.Log)).ToContainTextAsync("nothing was sent");
        await using (var db = await database.OpenAsync())
        {
            Assert.False(await db.Conversations.AnyAsync(chat => chat.SiteId == site.Id, TestContext.Current.CancellationToken));
        }

        await owner.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(owner.GetByText("Saved. Visitors see it within a minute.", new() { Exact = true })).ToBeVisibleAsync();

        var visitor = await browser.OpenAsync(product.Address);
        await visitor.GotoAsync("/demo");
        var button = visitor.GetByRole(AriaRole.Button, new() { Name = "Ask a roofer" });
        await Expect(button).ToHaveCSSAsync("background-color", "rgb(255, 212, 0)");
        await Expect(button).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        await Expect(button).ToHaveCSSAsync("left", "20px");
        await button.ClickAsync();
        await Expect(visitor.GetByRole(AriaRole.Dialog, new() { Name = "Talk to Sam" }).Locator("header")).ToHaveCSSAsync("background-color", "rgb(255, 212, 0)");

        await visitor.GotoAsync($"/chat/{site.PublicKey}");
        await Expect(visitor.GetByRole(AriaRole.Heading, new() { Name = "Talk to Sam", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(browser.Troubles);
    }
}
