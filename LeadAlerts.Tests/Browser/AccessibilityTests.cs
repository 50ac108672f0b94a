using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>The pages a person works on, against WCAG 2.2 AA, the browser's console and the content security policy.</summary>
public sealed partial class AccessibilityTests
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    [BrowserFact]
    public async Task The_main_pages_keep_WCAG_and_the_console_clean_in_light_and_dark()
    {
        await using var browser = await BrowserApp.StartAsync();
        var page = await browser.OpenAsync();
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" || message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => problems.Add($"{page.Url}: {error}");
        var siteId = await SeedAsync(browser);
        await SignInAsync(page);

        await page.GotoAsync("/leads");
        var lead = page.GetByRole(AriaRole.Link).Filter(new() { HasText = "Maria" }).First;
        await Expect(lead).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var leadPath = await lead.GetAttributeAsync("href");
        await page.GotoAsync("/conversations");
        var conversationPath = await page.Locator("a[href^='/conversations/']").First.GetAttributeAsync("href");

        foreach (var (path, landmark) in new[]
        {
            ("/", "Today"), ("/leads", "Leads"), (leadPath!, "Summary"), ("/conversations", "Conversations"), (conversationPath!, "Transcript"),
            ("/alerts", "Who gets the alerts"), ("/knowledge", "Knowledge"), ("/sites", "Sites"), ("/sites/new", "Create a site"),
            ("/welcome?step=answers", "What visitors ask"), ("/welcome?step=snippet", "Put the widget on your website"), ("/welcome?step=chat", "Be your own first visitor"),
            ("/welcome?step=alert", "Get a test alert"),
            ($"/sites/{siteId}", "Put the widget on your website"), ("/admin", "Administration"), ("/account/manage", "Your account"),
            ($"/sites/{siteId}?part=key", "API keys"), ($"/sites/{siteId}?part=privacy", "How long chats are kept"),
            ($"/sites/{siteId}?part=activity", "Who changed what"), ("/settings", "Settings"), ("/account/delete", "Delete your account"),
            ("/admin?part=users", "Administration"), ("/admin?part=health", "What waits"), ("/admin?part=announcement", "Tell everybody"),
        })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = landmark, Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

            // Waited for instead of looked at once: while a page becomes interactive, Blazor takes its title away for a moment.
            await Expect(page).ToHaveTitleAsync(TitlePattern);
            await CheckAsync(ColorScheme.Light, new RunOnlyOptions { Type = "tag", Values = [.. Rules] });

            // Dark changes colours and nothing else.
            await CheckAsync(ColorScheme.Dark, new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] });

            async Task CheckAsync(ColorScheme scheme, RunOnlyOptions rules)
            {
                // Reduced motion: a colour that is still on its way from the other scheme is no colour of ours.
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var result = await page.RunAxe(new AxeRunOptions { RunOnly = rules, Rules = new() { ["document-title"] = new() { Enabled = false } } });
                problems.AddRange(
                    from violation in result.Violations
                    from node in violation.Nodes
                    select $"{path} ({scheme}): {violation.Id} at {node.Target}: {violation.Help}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    /// <summary>A site with an owner who is also the administrator, and a visitor who is a lead.</summary>
    private static async Task<Guid> SeedAsync(BrowserApp browser)
    {
        var owner = await browser.App.AddUserAsync("owner@brightroof.example", admin: true);
        var (site, key) = await browser.App.AddSiteAsync("Brightroof");
        await browser.App.AddMemberAsync(site, owner, MemberRole.Owner);
        await browser.App.AddRecipientAsync(site, "owner@brightroof.example");
        using var client = new HttpClient { BaseAddress = browser.Address };
        client.DefaultRequestHeaders.Add("X-Site-Key", key);
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/conversations",
            new
            {
                conversation_id = "c-1",
                page_url = "https://brightroof.example/repair",
                visitor = new { id = "v-1", locale = "en-US" },
                messages = new[]
                {
                    new { id = "m1", role = "visitor", text = "Water is coming through my kitchen ceiling, can somebody come this week?" },
                    new { id = "m2", role = "visitor", text = "I'm Maria, call me at 415 555 0134." },
                },
            },
            TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return site.Id;
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("E-mail address").FillAsync("owner@brightroof.example");
        await page.GetByLabel("Password").FillAsync(LeadAlertsApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Today", Exact = true })).ToBeVisibleAsync();
    }

    [GeneratedRegex("Lead Alerts")]
    private static partial Regex TitlePattern { get; }
}
