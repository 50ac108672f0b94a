using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>The product on a real port of this machine and a Chromium that looks at it.</summary>
public sealed class BrowserApp : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserApp(LeadAlertsApp app, Uri address, IPlaywright playwright, IBrowser browser)
    {
        App = app;
        Address = address;
        _playwright = playwright;
        _browser = browser;
    }

    public LeadAlertsApp App { get; }

    public Uri Address { get; }

    public static async Task<BrowserApp> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        if (Chromium.Path is null)
        {
            throw new InvalidOperationException("Browser tests are required here, but no Chromium was found.");
        }

        var app = new LeadAlertsApp(null, settings);
        app.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        app.StartServer();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
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
        return new BrowserApp(app, address, playwright, browser);
    }

    /// <summary>A person with a browser of their own.</summary>
    public async Task<IPage> OpenAsync(int width = 1440, int height = 900)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await App.DisposeAsync();
    }
}
