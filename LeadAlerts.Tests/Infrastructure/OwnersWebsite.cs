using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>A website of another origin that carries the widget's script tag, as an owner's does.</summary>
public sealed class OwnersWebsite : IAsyncDisposable
{
    private readonly WebApplication _website;

    private OwnersWebsite(WebApplication website) => _website = website;

    public Uri Address => new(_website.Urls.Single());

    /// <summary>What stands on its page before the end of the body.</summary>
    public string Snippet { get; set; } = "";

    public static async Task<OwnersWebsite> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var website = new OwnersWebsite(builder.Build());
        website._website.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(
                $"""<!DOCTYPE html><html lang="en"><head><title>Brightroof</title></head><body><h1>We fix roofs</h1>{website.Snippet}</body></html>""");
        });
        await website._website.StartAsync(TestContext.Current.CancellationToken);
        return website;
    }

    public ValueTask DisposeAsync() => _website.DisposeAsync();
}
