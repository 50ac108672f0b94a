using System.Net.Http.Json;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>What journeys begin with: a site with its owner, chats that became leads, a person who signs in.</summary>
internal static class Journeys
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<(Site Site, string Key, ApplicationUser Owner)> AddSiteAsync(this BrowserApp browser, string name, string owner)
    {
        var user = await browser.App.AddUserAsync(owner);
        var (site, key) = await browser.App.AddSiteAsync(name);
        await browser.App.AddMemberAsync(site, user, MemberRole.Owner);
        await browser.App.AddRecipientAsync(site, owner);
        return (site, key, user);
    }

    /// <summary>Posts chats of one visitor each, and waits until all are judged.</summary>
    public static async Task ChatAsync(this BrowserApp browser, Site site, string key, IEnumerable<(string Id, string Text)> chats)
    {
        using var client = new HttpClient { BaseAddress = browser.Address };
        client.DefaultRequestHeaders.Add("X-Site-Key", key);
        foreach (var (id, text) in chats)
        {
            using var answer = await client.PostAsJsonAsync(
                "/api/v1/conversations",
                new { conversation_id = id, visitor = new { id }, ended = true, messages = new[] { new { id = "m1", role = "visitor", text } } },
                Cancel);
            answer.EnsureSuccessStatusCode();
        }

        for (var i = 0; i < 1200; i++)
        {
            await using var db = await browser.App.OpenAsync();
            if (!await db.Conversations.AnyAsync(chat => chat.SiteId == site.Id && chat.ReviewedThrough == 0, Cancel))
            {
                return;
            }

            await Task.Delay(50, Cancel);
        }

        throw new InvalidOperationException("The chats were not judged within a minute.");
    }

    public static async Task SignInAsync(this IPage page, string email)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(LeadAlertsApp.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
    }

    /// <summary>Waits until the page answers: what is typed before, the page that follows throws away.</summary>
    public static Task WaitUntilItWorksAsync(this IPage page) => Expect(page.Locator(".la-shell[data-live]")).ToBeAttachedAsync();

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }).First;
}
