using System.Text.RegularExpressions;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>The steps of somebody who begins, for the journeys that need them.</summary>
internal static partial class Newcomer
{
    /// <summary>Creates the site; returns the line that the owner is told to paste into their website.</summary>
    public static async Task<string> CreateSiteAsync(IPage owner, Uri website)
    {
        await owner.GotoAsync("/sites/new");
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Name = "Create a site" })).ToBeVisibleAsync();

        // The page is usable once the browser has told its time zone.
        await Expect(owner.GetByLabel("Time zone")).ToHaveValueAsync("America/Los_Angeles");
        await owner.GetByLabel("Name", new() { Exact = true }).FillAsync("Brightroof");
        await owner.GetByLabel("Website").FillAsync(website.ToString());
        await owner.GetByLabel("Kind of business").FillAsync("Roofing contractor in Oakland, CA");
        await owner.GetByLabel("What you offer").FillAsync("roof repair, new roofs, gutters, inspections");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Create the site" }).ClickAsync();
        await owner.WaitForURLAsync(SitePattern);
        return await owner.GetByText("<script async").First.InnerTextAsync();
    }

    /// <summary>Talks to the bot on a page of the owner's own website, through the one script tag.</summary>
    public static async Task ChatAsync(TestBrowser browser, OwnersWebsite website)
    {
        var visitor = await browser.OpenAsync(website.Address);
        await visitor.GotoAsync("/repairs");
        await visitor.GetByRole(AriaRole.Button, new() { Name = "Chat with Brightroof" }).ClickAsync();
        await Expect(visitor.GetByRole(AriaRole.Log)).ToContainTextAsync("assistant", new() { IgnoreCase = true });
        await SayAsync(visitor, "Hi, water is coming through my kitchen ceiling since last night. Can somebody come and look at the roof?");
        await SayAsync(visitor, "I'm Maria, you can call me at 415 555 0134. Thursday would be great.");
    }

    private static async Task SayAsync(IPage visitor, string text)
    {
        var answers = visitor.Locator(".message.bot");
        var before = await answers.CountAsync();
        await visitor.GetByRole(AriaRole.Textbox).FillAsync(text);
        await visitor.Keyboard.PressAsync("Enter");
        await Expect(answers).ToHaveCountAsync(before + 1);
    }

    [GeneratedRegex(@"/sites/[0-9a-f-]{36}")]
    private static partial Regex SitePattern { get; }
}
