using System.Text.RegularExpressions;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>The main job as a newcomer does it, on the product as a process of its own in Development.</summary>
public sealed partial class MainJobTests
{
    [BrowserFact]
    public async Task A_visitor_with_a_leaking_roof_chats_and_the_owner_gets_the_lead_live_and_the_mail()
    {
        using var folder = new TemporaryFolder();
        await using var product = await ProductProcess.StartAsync(
            folder.Path,
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Demo__Enabled"] = "false" },
            TestContext.Current.CancellationToken);
        await using var browser = await TestBrowser.StartAsync();
        var owner = await browser.OpenAsync(product.Address);

        await owner.GotoAsync(await FindSetupLinkAsync(product));
        await owner.GetByLabel("Your name").FillAsync("Sam Rivera");
        await owner.GetByLabel("E-mail address").FillAsync("sam@brightroof.example");
        await owner.GetByLabel("Password").FillAsync("correct horse battery");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Create the administrator" }).ClickAsync();

        await using var website = await OwnersWebsite.StartAsync();
        website.Snippet = await CreateSiteAsync(owner, website.Address);
        await owner.GotoAsync("/leads");
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Name = "No leads yet" })).ToBeVisibleAsync();

        await ChatAsync(browser, website);

        // No reload: the open inbox shows the lead by itself.
        var row = owner.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = MariaPattern }).First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await row.ClickAsync();
        await Expect(owner.GetByText("415-555-0134").First).ToBeVisibleAsync();
        await Expect(owner.GetByText("Accepted").First).ToBeVisibleAsync();

        await owner.GotoAsync("/dev/mail");
        await owner.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = SubjectPattern }).First.ClickAsync();
        var mail = owner.FrameLocator("iframe");
        await Expect(mail.GetByRole(AriaRole.Heading).First).ToContainTextAsync(MariaPattern);
        await Expect(mail.GetByText("kitchen ceiling").Last).ToBeVisibleAsync();
        await Expect(mail.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = CallPattern }).First)
            .ToHaveAttributeAsync("href", "tel:+14155550134");
    }

    private static async Task<string> FindSetupLinkAsync(ProductProcess product)
    {
        for (var i = 0; i < 100; i++)
        {
            if (SetupLinkPattern.Match(product.Output) is { Success: true } match)
            {
                return match.Value;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException("No set-up link was printed:\n" + product.Output);
    }

    /// <summary>Creates the site; returns the line that the owner is told to paste into their website.</summary>
    private static async Task<string> CreateSiteAsync(IPage owner, Uri website)
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
    private static async Task ChatAsync(TestBrowser browser, OwnersWebsite website)
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

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex SetupLinkPattern { get; }

    [GeneratedRegex(@"/sites/[0-9a-f-]{36}")]
    private static partial Regex SitePattern { get; }

    [GeneratedRegex("Maria")]
    private static partial Regex MariaPattern { get; }

    [GeneratedRegex("lead.*Maria")]
    private static partial Regex SubjectPattern { get; }

    [GeneratedRegex("^Call")]
    private static partial Regex CallPattern { get; }
}
