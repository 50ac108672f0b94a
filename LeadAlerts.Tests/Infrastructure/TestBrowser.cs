using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>The machine's Chromium, driven by Playwright.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private TestBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>
    /// What no page may do: an error in the console, an exception in a script, a breach of the content security policy. Of every page that was opened.
    /// </summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

    /// <summary>True for a trouble that a test brings about itself, such as the console's word on a page that is not there.</summary>
    public Func<string, bool> IsExpected { get; set; } = _ => false;

    public static async Task<TestBrowser> StartAsync()
    {
        if (Chromium.Path is null)
        {
            throw new InvalidOperationException("Browser tests are required here, but no Chromium was found.");
        }

        // Five seconds are short where other tests take all processors.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new TestBrowser(playwright, browser);
    }

    /// <summary>A person with cookies of their own.</summary>
    public async Task<IPage> OpenAsync(Uri address, int width = 1440, int height = 900)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "en-US",
            TimezoneId = "America/Los_Angeles",
        });
        context.SetDefaultTimeout(30_000);
        context.Console += (_, message) =>
        {
            if (message.Type == "error" || message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                Note($"{message.Page?.Url} {message.Text} {message.Location}");
            }
        };
        context.WebError += (_, error) => Note($"{error.Page?.Url} {error.Error}");
        return await context.NewPageAsync();
    }

    private void Note(string trouble)
    {
        if (!IsExpected(trouble))
        {
            Troubles.Enqueue(trouble);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
