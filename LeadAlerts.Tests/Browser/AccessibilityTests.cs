using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>Every page of the product against WCAG 2.2 AA, the browser's console and the content security policy.</summary>
[Collection(typeof(LookedAt))]
public sealed class AccessibilityTests(ShopOnShow shop)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task The_pages_of_a_site_keep_WCAG_and_the_console_clean_in_light_and_dark()
    {
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(shop.Address);
        var wcag = new Wcag(page);
        await page.SignInAsync(ShopOnShow.Owner);
        await using var db = await shop.Database.OpenAsync();
        var lead = await db.Leads.SingleAsync(Cancel);
        var site = $"/sites/{shop.Site.Id}";
        var parts = site + "?part=";
        foreach (var (path, landmark) in new[]
        {
            ("/", "Today"), ("/leads", "Leads"), ($"/leads/{lead.Id}", "Summary"), ("/conversations", "Conversations"),
            ($"/conversations/{lead.FirstConversationId}", "Transcript"), ("/alerts", "Who gets the alerts"), ("/knowledge", "Knowledge"),
            ("/analytics", "Analytics"), ("/deliveries", "Deliveries"), ("/sites", "Sites"), ("/sites/new", "Create a site"),
            (site, "Put the widget on your website"), ($"{parts}look", "How the chat looks"), ($"{parts}key", "API keys"), ($"{parts}people", "People"), ($"{parts}mail", null),
            ($"{parts}webhooks", null), ($"{parts}business", null), ($"{parts}place", null), ($"{parts}privacy", "How long chats are kept"),
            ($"{parts}activity", "Who changed what"), ("/settings", "Settings"), ("/account/manage", "Your account"), ("/account/manage/password", null),
            ("/account/manage/two-factor", null), ("/account/delete", "Delete your account"), ("/admin", "Administration"),
            ("/admin?part=users", "Administration"), ("/admin?part=health", "What waits"), ("/admin?part=announcement", "Tell everybody"), ("/welcome", null),
            ("/welcome?step=answers", "What visitors ask"), ("/welcome?step=snippet", "Put the widget on your website"),
            ("/welcome?step=chat", "Be your own first visitor"), ("/welcome?step=alert", "Get a test alert"),
        })
        {
            await wcag.OpenAsync(path, landmark, isLive: !path.StartsWith("/account/", StringComparison.Ordinal));
        }

        await CheckWhatOpensAsync(page, wcag, lead.Id);
        Assert.True(wcag.Problems.Count == 0, string.Join('\n', wcag.Problems));
        Assert.Empty(browser.Troubles);
    }

    [BrowserFact]
    public async Task The_pages_that_nobody_has_to_sign_in_for_keep_WCAG_and_the_console_clean_in_light_and_dark()
    {
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(shop.Address);
        var wcag = new Wcag(page);
        browser.IsExpected = trouble => trouble.Contains("(Not Found)", StringComparison.Ordinal) || trouble.Contains("(Gone)", StringComparison.Ordinal);
        await wcag.OpenAsync("/dev/mail", "Mailbox");
        var mail = await page.OpenMailAsync(ShopOnShow.Owner);
        await Expect(mail.GetByRole(AriaRole.Heading).First).ToContainTextAsync("Maria");
        await wcag.CheckAsync("a mail in the mailbox");
        var links = await FindActionsAsync(mail);
        foreach (var path in (string[])
        [
            "/account/sign-in", "/account/sign-in?done=confirmed", "/account/register", "/account/forgot-password", "/account/resend-confirmation",
            "/account/check-inbox", "/account/confirm-email", $"/account/confirm-email?user={Guid.NewGuid()}&code=MTIz", "/account/reset-password",
            "/account/invitation?token=gone", "/alerts/confirm?token=gone", "/e/not-valid", "/not-found", "/no-such-page", "/error",
            "/setup", "/demo", $"/chat/{shop.Site.PublicKey}", .. links,
        ])
        {
            await wcag.OpenAsync(path);
        }

        Assert.True(wcag.Problems.Count == 0, string.Join('\n', wcag.Problems));
        Assert.Empty(browser.Troubles);
    }

    /// <summary>The pages of what a mail lets its reader do.</summary>
    private static async Task<IReadOnlyList<string>> FindActionsAsync(IFrameLocator mail)
    {
        await Expect(mail.GetByRole(AriaRole.Link, new() { Name = "Stop these mails" })).ToBeVisibleAsync();
        var links = await mail.Locator("a[href*='/e/']").EvaluateAllAsync<string[]>("links => [...new Set(links.map(link => link.href))]");

        // Take, contacted, not a lead, mute, stop.
        Assert.Equal(5, links.Length);
        return links;
    }

    /// <summary>What opens over a page or in it, and what is printed of it.</summary>
    private static async Task CheckWhatOpensAsync(IPage page, Wcag wcag, Guid leadId)
    {
        await page.GotoAsync($"/leads/{leadId}");
        await page.WaitUntilItWorksAsync();
        await Expect(page.Heading("Summary")).ToBeVisibleAsync();
        foreach (var panel in new[] { "lead-snooze", "lead-assign", "lead-outcome", "lead-more" })
        {
            await page.Locator($"[popovertarget={panel}]").First.ClickAsync();
            await Expect(page.Locator($"#{panel}")).ToBeVisibleAsync();
            await wcag.CheckAsync(panel);
            await page.Keyboard.PressAsync("Escape");
        }

        await wcag.CheckPrintedAsync("lead on paper");

        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#la-keys")).ToBeVisibleAsync();
        await wcag.CheckAsync("keyboard help");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#la-keys")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#la-palette")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("maria");
        await Expect(page.Locator("#la-palette [data-option]").Filter(new() { HasText = "Maria" }).First).ToBeVisibleAsync();
        await wcag.CheckAsync("palette");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#la-palette")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Reply" })).ToBeVisibleAsync();
        await wcag.CheckAsync("reply");

        await page.GotoAsync("/leads");
        await page.WaitUntilItWorksAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select Maria" }).First.CheckAsync(new() { Force = true });
        await Expect(page.GetByRole(AriaRole.Toolbar, new() { Name = "Selected leads" })).ToBeVisibleAsync();
        await wcag.CheckAsync("bulk bar");
    }
}
