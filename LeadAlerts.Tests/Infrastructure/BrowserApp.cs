using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>The product in the test process, on a real port of this machine, and a browser that looks at it.</summary>
public sealed class BrowserApp : IAsyncDisposable
{
    private readonly TestBrowser _browser;

    private BrowserApp(LeadAlertsApp app, Uri address, TestBrowser browser)
    {
        App = app;
        Address = address;
        _browser = browser;
    }

    public LeadAlertsApp App { get; }

    public Uri Address { get; }

    public TestBrowser Browser => _browser;

    public static async Task<BrowserApp> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var app = new LeadAlertsApp(null, settings);
        app.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        app.StartServer();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return new BrowserApp(app, address, await TestBrowser.StartAsync());
    }

    /// <summary>A person with cookies of their own.</summary>
    public Task<IPage> OpenAsync(int width = 1440, int height = 900) => _browser.OpenAsync(Address, width, height);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await App.DisposeAsync();
    }
}
