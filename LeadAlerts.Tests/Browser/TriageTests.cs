using System.Globalization;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>Ten leads worked by the keyboard alone.</summary>
public sealed partial class TriageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Ten_leads_are_worked_without_a_mouse()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (site, key, owner) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, Enumerable.Range(0, 10).Select(i => (
            $"c{i}",
            $"Hi, my roof leaks and I need somebody to repair it this week. How much would it be? I'm {Names[i]}, {Names[i].ToLowerInvariant()}@example.com.")));
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads");
        await page.WaitUntilItWorksAsync();
        await Expect(page.Locator("a.la-lead-row")).ToHaveCountAsync(10);

        // The first opens; once it counts as read, the page listens.
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("a.la-lead-row.active:not(.la-row-unread)")).ToBeVisibleAsync();

        // Five are done, one after the other: the next opens by itself.
        var done = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var who = await OpenedAsync(page);
            done.Add(who);
            await page.Keyboard.PressAsync("e");
            await Expect(Row(page, who)).ToHaveCountAsync(0);
            await Expect(page.Locator("a.la-lead-row.active:not(.la-row-unread)")).ToBeVisibleAsync();
        }

        await UndoAsync(page, done[^1]);
        done.RemoveAt(done.Count - 1);

        // One is snoozed until tomorrow, from the panel that S opens.
        var snoozed = await OpenedAsync(page);
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("#lead-snooze")).ToBeVisibleAsync();
        await page.Locator("#lead-snooze").GetByRole(AriaRole.Button).Filter(new() { HasText = "Tomorrow" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page, snoozed)).ToHaveCountAsync(0);
        await Expect(page.Locator("a.la-lead-row.active:not(.la-row-unread)")).ToBeVisibleAsync();

        // One is taken, one gets an answer; J and K move between them.
        var taken = await OpenedAsync(page);
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#lead-assign button").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page, taken).Locator(".la-row-who")).ToBeVisibleAsync();
        var replied = await MoveAsync(page, "j", from: taken);
        Assert.Equal(taken, await MoveAsync(page, "k", from: replied));
        Assert.Equal(replied, await MoveAsync(page, "j", from: taken));
        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText($"Sent to {replied.ToLowerInvariant()}@example.com")).ToBeVisibleAsync();
        await Expect(Row(page, replied)).ToHaveCountAsync(0);
        await Expect(page.Locator("a.la-lead-row.active:not(.la-row-unread)")).ToBeVisibleAsync();

        // Help and search answer to their keys too.
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("dialog#la-keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog#la-keys")).ToBeHiddenAsync();

        // A quick typist's key meets the focus where the browser leaves it for a moment: in what has just closed.
        await page.Locator("dialog#la-keys [data-closes-dialog]").DispatchEventAsync("keydown", new { key = "/" });
        await Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search leads" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(taken);
        await Expect(page.Locator("a.la-lead-row")).ToHaveCountAsync(1);

        await using var db = await database.OpenAsync();
        var leads = await db.Leads.Where(lead => lead.SiteId == site.Id).ToDictionaryAsync(lead => NameOf(lead.Contact.Email!), Cancel);
        Assert.All(done, name => Assert.Equal(LeadStatus.Contacted, leads[name].Status));
        Assert.NotNull(leads[snoozed].SnoozedUntil);
        Assert.Equal(owner.Id, leads[taken].AssigneeId);
        Assert.Equal(LeadStatus.Contacted, leads[replied].Status);
        Assert.Equal(3, leads.Values.Count(lead => lead.Status == LeadStatus.New && lead.SnoozedUntil is null && lead.AssigneeId is null));
        Assert.Equal(1, await db.LeadReplies.CountAsync(reply => reply.SiteId == site.Id, Cancel));
        Assert.Empty(browser.Troubles);
    }

    [BrowserFact]
    public async Task The_keys_go_on_past_the_loaded_leads_and_up_to_those_that_wait_and_back_undoes_a_filter()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (site, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await new InboxBuilder(database).AddManyLeadsAsync(site, InboxQueries.PageSize + 5, "Asks");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads?tab=all");
        await page.WaitUntilItWorksAsync();
        var rows = page.Locator("a.la-lead-row");
        var active = new Regex("\\bactive\\b");
        await Expect(rows).ToHaveCountAsync(InboxQueries.PageSize);

        await rows.Last.PressAsync("Enter");
        await Expect(rows.Last).ToHaveClassAsync(active);
        await page.Keyboard.PressAsync("j");
        await Expect(rows).ToHaveCountAsync(InboxQueries.PageSize + 5);
        await Expect(rows.Nth(InboxQueries.PageSize)).ToHaveClassAsync(active);
        await Expect(rows.Nth(InboxQueries.PageSize)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(rows.Nth(InboxQueries.PageSize - 1)).ToHaveClassAsync(active);

        // Somebody reads: a new lead waits until K goes up to it.
        await rows.First.PressAsync("Enter");
        await Expect(rows.First).ToHaveClassAsync(active);
        await product.ChatAsync(key, [("c1", "Hi, my roof leaks and I need somebody to repair it this week. How much would it be? I'm Adaline, adaline@example.com.")]);
        await Expect(page.Locator(".la-pill")).ToHaveTextAsync("1 new");
        await page.Keyboard.PressAsync("k");
        await Expect(page.Locator("a.la-lead-row.active")).ToContainTextAsync("Adaline");
        await Expect(rows.First).ToContainTextAsync("Adaline");

        // The lead and the whole list are back.
        var before = page.Url;
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Kind" }).SelectOptionAsync("JobSeeker");
        await Expect(rows).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(before);
        await Expect(rows.First).ToHaveClassAsync(active);
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Kind" })).ToHaveValueAsync("");
        Assert.Empty(browser.Troubles);
    }

    private static readonly string[] Names = ["Adaline", "Bertram", "Cordula", "Dagobert", "Eusebia", "Ferdinand", "Gwendolyn", "Hildegard", "Ignatius", "Josephine"];

    private static string NameOf(string email) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(email.Split('@')[0]);

    private static ILocator Row(IPage page, string name) => page.Locator("a.la-lead-row").Filter(new() { HasText = name });

    /// <summary>Whose lead is open, once the pane beside the list tells it too: until then keys mean the one before.</summary>
    private static async Task<string> OpenedAsync(IPage page)
    {
        var name = FirstWord().Match(await page.Locator("a.la-lead-row.active .la-row-name").InnerTextAsync()).Value;
        await Expect(page.Locator("#lead-title")).ToContainTextAsync(name);
        return name;
    }

    private static async Task<string> MoveAsync(IPage page, string key, string from)
    {
        await page.Keyboard.PressAsync(key);
        await Expect(page.Locator("a.la-lead-row.active:not(.la-row-unread)").Filter(new() { HasNotText = from })).ToBeVisibleAsync();
        return await OpenedAsync(page);
    }

    /// <summary>What was done last is taken back: the lead is open again, and J goes on from it.</summary>
    private static async Task UndoAsync(IPage page, string name)
    {
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator("a.la-lead-row.active").Filter(new() { HasText = name })).ToBeVisibleAsync();
        await Expect(page.Locator("a.la-lead-row.active")).ToBeFocusedAsync();
        await MoveAsync(page, "j", from: name);
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex FirstWord();
}
