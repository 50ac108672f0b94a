using System.Net.Http.Json;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>What journeys begin with: a site with its owner, chats that became leads, a person who signs in.</summary>
internal static class Journeys
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Writes a site, its owner with a confirmed address and <see cref="LeadAlertsApp.Password"/>, and that they get its alerts.</summary>
    public static async Task<(Site Site, string Key, ApplicationUser Owner)> AddSiteAsync(this TestDatabase database, string name, string owner)
    {
        var now = TimeProvider.System.GetUtcNow();
        var user = new ApplicationUser
        {
            UserName = owner, NormalizedUserName = owner.ToUpperInvariant(), Email = owner, NormalizedEmail = owner.ToUpperInvariant(),
            EmailConfirmed = true, LockoutEnabled = true, SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        user.PasswordHash = new PasswordHasher<ApplicationUser>().HashPassword(user, LeadAlertsApp.Password);
        var site = new Site(name, "America/Los_Angeles", "US", now);
        var key = site.MakeSecretKey();
        var recipient = new AlertRecipient(site.Id, owner, "", now);
        recipient.Confirm(now);
        await using var db = await database.OpenAsync();
        db.AddRange(user, site, AlertSettings.CreateFirst(site.Id, now), new Member(site.Id, user.Id, MemberRole.Owner, now), recipient);
        await db.SaveChangesAsync(Cancel);
        return (site, key, user);
    }

    /// <summary>Posts chats of one visitor each.</summary>
    public static async Task ChatAsync(this PublishedProduct product, string key, IEnumerable<(string Id, string Text)> chats)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Site-Key", key);
        foreach (var (id, text) in chats)
        {
            using var answer = await client.PostAsJsonAsync(
                "/api/v1/conversations",
                new { conversation_id = id, visitor = new { id }, ended = true, messages = new[] { new { id = "m1", role = "visitor", text } } },
                Cancel);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Waits until every chat in the database is judged.</summary>
    public static async Task WaitForReviewsAsync(this TestDatabase database)
    {
        for (var i = 0; i < 1200; i++)
        {
            await using var db = await database.OpenAsync();
            if (!await db.Conversations.AnyAsync(chat => chat.ReviewedThrough == 0, Cancel))
            {
                return;
            }

            await Task.Delay(50, Cancel);
        }

        throw new InvalidOperationException("The chats were not judged within a minute.");
    }

    /// <summary>Opens the newest mail to somebody in the built-in mailbox, once it is there; returns what it shows.</summary>
    public static async Task<IFrameLocator> OpenMailAsync(this IPage page, string recipient)
    {
        // An open mailbox renews itself.
        if (!page.Url.EndsWith("/dev/mail", StringComparison.Ordinal))
        {
            await page.GotoAsync("/dev/mail");
        }

        await page.GetByRole(AriaRole.Link).Filter(new() { HasText = recipient }).First.ClickAsync();
        return page.FrameLocator("iframe");
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
