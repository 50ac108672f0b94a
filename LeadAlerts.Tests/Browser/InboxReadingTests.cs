using System.Text;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>An open inbox while leads come in and somebody reads, or nobody does.</summary>
public sealed class InboxReadingTests
{
    private const string Roof = "Hi, my roof leaks and I need somebody to repair it this week. How much would it be? Call 415-555-01";

    // What the browser has told and the server has heard.
    private const string Read = ".la-lead-rows[data-reading=true]";

    [BrowserFact]
    public async Task New_leads_wait_while_somebody_reads_and_come_by_themselves_otherwise_also_after_going_away_and_a_lost_connection()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (_, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        var sockets = new List<IWebSocketRoute>();
        await page.RouteWebSocketAsync(url => true, socket =>
        {
            socket.ConnectToServer();
            sockets.Add(socket);
        });
        var posted = 0;
        Task PostAsync() => product.ChatAsync(key, [($"c{++posted}", $"{Roof}{10 + posted}.")]);
        var rows = page.Locator("a.la-lead-row");
        var pill = page.Locator(".la-pill");
        await PostAsync();
        await database.WaitForReviewsAsync();
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads");
        await page.WaitUntilItWorksAsync();
        await Expect(rows).ToHaveCountAsync(1);

        await PostAsync();
        await Expect(rows).ToHaveCountAsync(2);

        await rows.Last.HoverAsync();
        await Expect(page.Locator(Read)).ToBeAttachedAsync();
        await PostAsync();
        await Expect(pill).ToHaveTextAsync("1 new");
        await Expect(rows).ToHaveCountAsync(2);

        // Away and back: nobody reads in the list that opens.
        await page.Mouse.MoveAsync(1, 1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Conversations" }).First.ClickAsync();
        await Expect(page.Heading("Conversations")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Leads", Exact = true }).First.ClickAsync();
        await Expect(rows).ToHaveCountAsync(3);
        await PostAsync();
        await Expect(rows).ToHaveCountAsync(4);

        // What begins while the connection is lost is told when it is back.
        await page.Context.SetOfflineAsync(true);
        await sockets[^1].CloseAsync(new() { Code = 3001 });
        await Expect(page.Locator("#components-reconnect-modal.components-reconnect-show")).ToBeAttachedAsync();
        await rows.Nth(1).FocusAsync();
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator(Read)).ToBeAttachedAsync();
        await PostAsync();
        await Expect(pill).ToHaveTextAsync("1 new");
        await pill.ClickAsync();
        await Expect(rows).ToHaveCountAsync(5);
    }

    [BrowserFact]
    public async Task Who_is_in_the_search_box_by_the_time_a_heading_or_a_reply_is_to_take_the_focus_stays_there()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (_, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        var held = new TaskCompletionSource();
        var late = 0;
        await page.RouteWebSocketAsync(_ => true, socket =>
        {
            var server = socket.ConnectToServer();
            server.OnMessage(async frame =>
            {
                if (frame.Binary is not { } bytes)
                {
                    socket.Send(frame.Text!);
                    return;
                }

                if (Encoding.Latin1.GetString(bytes) is var text && text.Contains("BeginInvokeJS", StringComparison.Ordinal) && text.Contains("ocus", StringComparison.Ordinal))
                {
                    await held.Task;
                    late++;
                }

                socket.Send(bytes);
            });
        });
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search leads" });
        await product.ChatAsync(key, [("c1", $"{Roof}11, maria@example.com.")]);
        await database.WaitForReviewsAsync();
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/deliveries");
        await page.WaitUntilItWorksAsync();

        held.SetResult();
        await page.GetByRole(AriaRole.Link, new() { Name = "Leads", Exact = true }).First.ClickAsync();
        await Expect(page.Heading("Leads")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Conversations" }).First.ClickAsync();
        await Expect(page.Heading("Conversations")).ToBeFocusedAsync();
        (held, late) = (new TaskCompletionSource(), 0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Leads", Exact = true }).First.ClickAsync();
        await Expect(page.Locator("a.la-lead-row")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(search).ToBeFocusedAsync();
        held.SetResult();

        // The next answer of the server comes after the late one.
        await page.Keyboard.TypeAsync("roof");
        await page.WaitForURLAsync(url => url.Contains("q=roof", StringComparison.Ordinal));
        Assert.Equal(1, late);
        await Expect(search).ToBeFocusedAsync();
        await Expect(search).ToHaveValueAsync("roof");
    }
}
