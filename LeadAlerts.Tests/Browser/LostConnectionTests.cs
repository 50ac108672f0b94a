using System.Text;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadAlerts.Tests.Browser;

/// <summary>What somebody sees and keeps whose connection to the server was lost.</summary>
public sealed class LostConnectionTests
{
    private const string Roof = "Hi, my roof leaks and I need somebody to repair it this week. How much would it be? I'm Maria, maria@example.com.";

    [BrowserFact]
    public async Task The_page_is_loaded_anew_by_a_click_or_by_itself_once_the_server_knows_it_no_longer_and_keeps_what_is_being_written()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (_, key, _) = await database.AddSiteAsync("Brightroof", "owner@brightroof.example");
        await using var product = await PublishedProduct.StartAsync(database.DataFolder);
        await product.ChatAsync(key, [("c1", Roof)]);
        await database.WaitForReviewsAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync(product.Address);
        var (isForgotten, isDown) = (false, false);
        await page.RouteAsync("**/_blazor/**", route => isDown ? route.AbortAsync() : route.ContinueAsync());
        var sockets = new List<IWebSocketRoute>();
        await page.RouteWebSocketAsync(_ => true, socket =>
        {
            var server = socket.ConnectToServer();
            sockets.Add(socket);
            socket.OnMessage(frame =>
            {
                if (frame.Binary is { } bytes)
                {
                    server.Send(isForgotten ? Forget(bytes) : bytes);
                }
                else
                {
                    server.Send(frame.Text!);
                }
            });
        });
        var notice = page.Locator("#components-reconnect-modal");
        var note = page.GetByRole(AriaRole.Textbox, new() { Name = "New note" });
        await page.SignInAsync("owner@brightroof.example");
        await page.GotoAsync("/leads");
        await page.WaitUntilItWorksAsync();
        await page.Locator("a.la-lead-row").ClickAsync();
        await page.WaitForURLAsync("**/leads/*-*");
        var address = page.Url;
        await note.FillAsync("Call her back");

        // Esc leaves an unsent reply as it is.
        await page.Locator("h1").First.ClickAsync();
        await page.Keyboard.PressAsync("r");
        var reply = page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await Expect(reply).ToBeFocusedAsync();
        await reply.FillAsync("Dear Maria, Thursday?");
        await page.Keyboard.PressAsync("Escape");
        await Expect(reply).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("r");
        await Expect(reply).ToHaveValueAsync("Dear Maria, Thursday?");
        await page.EvaluateAsync("document.body.dataset.before = ''");

        // The server answers, but has another page in mind.
        isForgotten = true;
        await sockets[^1].CloseAsync(new() { Code = 3001 });
        await Expect(page.Locator("body:not([data-before])")).ToBeAttachedAsync();
        isForgotten = false;
        await page.WaitUntilItWorksAsync();
        Assert.Equal(address, page.Url);
        await Expect(note).ToHaveValueAsync("Call her back");
        await Expect(reply).ToHaveValueAsync("Dear Maria, Thursday?");

        // As the framework leaves it after its last attempt.
        await page.EvaluateAsync("document.body.dataset.before = ''");
        isDown = true;
        await sockets[^1].CloseAsync(new() { Code = 3001 });
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Trying again" })).ToBeVisibleAsync();
        await notice.EvaluateAsync("notice => notice.className = 'la-reconnect components-reconnect-failed'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload the page" }).ClickAsync();
        await Expect(page.Locator("body:not([data-before])")).ToBeAttachedAsync();
        isDown = false;
        await page.ReloadAsync();
        await page.WaitUntilItWorksAsync();
        Assert.Equal(address, page.Url);
        await Expect(note).ToHaveValueAsync("Call her back");
    }

    /// <summary>A word with which a page asks for its circuit, for one that never was.</summary>
    private static byte[] Forget(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        foreach (var ask in (string[])["ConnectCircuit", "ResumeCircuit"])
        {
            if (text.IndexOf(ask, StringComparison.Ordinal) is >= 0 and var at && text.IndexOf("CfDJ8", at, StringComparison.Ordinal) is >= 0 and var secret)
            {
                bytes = [.. bytes];
                bytes.AsSpan(secret + 40, 20).Fill((byte)'x');
            }
        }

        return bytes;
    }
}
