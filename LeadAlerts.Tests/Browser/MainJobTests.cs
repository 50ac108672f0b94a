using System.Text.RegularExpressions;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>The main job as a newcomer does it, on an installation that nobody has set up yet.</summary>
public sealed partial class MainJobTests
{
    [BrowserFact]
    public async Task A_visitor_with_a_leaking_roof_chats_and_the_owner_gets_the_lead_live_and_the_mail()
    {
        using var folder = new TemporaryFolder();
        await using var product = await PublishedProduct.StartAsync(folder.Path);
        await using var browser = await TestBrowser.StartAsync();
        var owner = await browser.OpenAsync(product.Address);

        await owner.GotoAsync(await FindSetupLinkAsync(product));
        await owner.GetByLabel("Your name").FillAsync("Sam Rivera");
        await owner.GetByLabel("E-mail address").FillAsync("sam@brightroof.example");
        await owner.GetByLabel("Password").FillAsync("correct horse battery");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Create the administrator" }).ClickAsync();

        await using var website = await OwnersWebsite.StartAsync();
        website.Snippet = await Newcomer.CreateSiteAsync(owner, website.Address);
        await owner.GotoAsync("/leads");
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Name = "No leads yet" })).ToBeVisibleAsync();

        await Newcomer.ChatAsync(browser, website);

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
        Assert.Empty(browser.Troubles);
    }

    private static async Task<string> FindSetupLinkAsync(PublishedProduct product)
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

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex SetupLinkPattern { get; }

    [GeneratedRegex("Maria")]
    private static partial Regex MariaPattern { get; }

    [GeneratedRegex("lead.*Maria")]
    private static partial Regex SubjectPattern { get; }

    [GeneratedRegex("^Call")]
    private static partial Regex CallPattern { get; }
}
