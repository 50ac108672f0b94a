using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>Every page of the product against WCAG 2.2 AA, the browser's console and the content security policy.</summary>
public sealed class AccessibilityTests
{
    private const string Owner = "owner@brightroof.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task The_pages_of_a_site_keep_WCAG_and_the_console_clean_in_light_and_dark()
    {
        await using var browser = await BrowserApp.StartAsync();
        var (site, _) = await SeedAsync(browser);
        var page = await browser.OpenAsync();
        var wcag = new Wcag(page);
        await page.SignInAsync(Owner);
        await using var db = await browser.App.OpenAsync();
        var lead = await db.Leads.Where(row => row.SiteId == site.Id).FirstAsync(Cancel);
        var parts = $"/sites/{site.Id}?part=";
        foreach (var (path, landmark) in new[]
        {
            ("/", "Today"), ("/leads", "Leads"), ($"/leads/{lead.Id}", "Summary"), ("/conversations", "Conversations"),
            ($"/conversations/{lead.FirstConversationId}", "Transcript"), ("/alerts", "Who gets the alerts"), ("/knowledge", "Knowledge"),
            ("/analytics", "Analytics"), ("/deliveries", "Deliveries"), ("/sites", "Sites"), ("/sites/new", "Create a site"),
            ($"/sites/{site.Id}", "Put the widget on your website"), ($"{parts}key", "API keys"), ($"{parts}people", "People"), ($"{parts}mail", null),
            ($"{parts}webhooks", null), ($"{parts}business", null), ($"{parts}place", null), ($"{parts}privacy", "How long chats are kept"),
            ($"{parts}activity", "Who changed what"), ("/settings", "Settings"), ("/account/manage", "Your account"), ("/account/manage/password", null),
            ("/account/manage/two-factor", null), ("/account/delete", "Delete your account"), ("/admin", "Administration"),
            ("/admin?part=users", "Administration"), ("/admin?part=health", "What waits"), ("/admin?part=announcement", "Tell everybody"), ("/welcome", null),
            ("/welcome?step=answers", "What visitors ask"), ("/welcome?step=snippet", "Put the widget on your website"),
            ("/welcome?step=chat", "Be your own first visitor"), ("/welcome?step=alert", "Get a test alert"),
        })
        {
            await wcag.OpenAsync(path, landmark);
        }

        await CheckWhatOpensAsync(page, wcag, lead.Id);
        Assert.True(wcag.Problems.Count == 0, string.Join('\n', wcag.Problems));
        Assert.Empty(browser.Browser.Troubles);
    }

    [BrowserFact]
    public async Task The_pages_that_nobody_has_to_sign_in_for_keep_WCAG_and_the_console_clean_in_light_and_dark()
    {
        await using var browser = await BrowserApp.StartAsync();
        var (site, recipient) = await SeedAsync(browser);
        var page = await browser.OpenAsync();
        var wcag = new Wcag(page);
        await using var db = await browser.App.OpenAsync();
        var alert = await db.Alerts.FirstAsync(row => row.SiteId == site.Id && row.RecipientId == recipient.Id, Cancel);
        var links = browser.App.Services.GetRequiredService<MailActionLinks>();
        string Link(MailActionPurpose purpose, Guid subject) => "/e/" + links.CreateToken(purpose, alert.Id, recipient.Id, subject, TimeProvider.System.GetUtcNow());

        // Read at every request; from the start on it would write months of history first.
        browser.App.Services.GetRequiredService<IConfiguration>()["Demo:Enabled"] = "true";
        browser.Browser.IsExpected = trouble => trouble.Contains("(Not Found)", StringComparison.Ordinal) || trouble.Contains("(Gone)", StringComparison.Ordinal);
        foreach (var path in new[]
        {
            "/account/sign-in", "/account/sign-in?done=confirmed", "/account/register", "/account/forgot-password", "/account/resend-confirmation",
            "/account/check-inbox", "/account/confirm-email", $"/account/confirm-email?user={Guid.NewGuid()}&code=MTIz", "/account/reset-password",
            "/account/invitation?token=gone", "/alerts/confirm?token=gone", Link(MailActionPurpose.Take, alert.LeadId!.Value),
            Link(MailActionPurpose.NotALead, alert.LeadId!.Value), Link(MailActionPurpose.Stop, alert.Id), "/e/not-valid", "/not-found", "/no-such-page", "/error",
            "/setup", "/demo", $"/chat/{site.PublicKey}",
        })
        {
            await wcag.OpenAsync(path);
        }

        Assert.True(wcag.Problems.Count == 0, string.Join('\n', wcag.Problems));
        Assert.Empty(browser.Browser.Troubles);
    }

    /// <summary>What opens over a page or in it.</summary>
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

    /// <summary>A site with an owner who is also the administrator, and a visitor who is a lead of whom they were told.</summary>
    private static async Task<(Site Site, AlertRecipient Recipient)> SeedAsync(BrowserApp browser)
    {
        var owner = await browser.App.AddUserAsync(Owner, admin: true);
        var (site, key) = await browser.App.AddSiteAsync("Brightroof");
        await browser.App.AddMemberAsync(site, owner, MemberRole.Owner);
        var recipient = await browser.App.AddRecipientAsync(site, Owner);
        await browser.ChatAsync(site, key, [("c-1", "Water is coming through my kitchen ceiling, can somebody come this week? I'm Maria, call me at 415 555 0134, maria@example.com.")]);
        await browser.App.Mail.WaitForAsync(Owner);
        return (site, recipient);
    }
}
