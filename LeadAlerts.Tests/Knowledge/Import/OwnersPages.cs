using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadAlerts.Tests.Knowledge.Import;

/// <summary>A website on a free loopback port that answers each path as told.</summary>
internal sealed class OwnersPages : IAsyncDisposable
{
    private readonly WebApplication _website;
    private readonly Dictionary<string, Func<HttpContext, Task>> _pages = [];

    private OwnersPages(WebApplication website) => _website = website;

    public Uri Address => new(_website.Urls.Single());

    /// <summary>Which paths were asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<OwnersPages> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var pages = new OwnersPages(builder.Build());
        pages._website.Run(pages.ServeAsync);
        await pages._website.StartAsync(TestContext.Current.CancellationToken);
        return pages;
    }

    public void Serve(string path, Func<HttpContext, Task> page) => _pages[path] = page;

    public void Serve(string path, string html, string type = "text/html; charset=utf-8") => Serve(path, Encoding.UTF8.GetBytes(html), type);

    public void Serve(string path, byte[] body, string? type) => Serve(path, async context =>
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    });

    public void Redirect(string path, string to) => Serve(path, context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    });

    /// <summary>Few bytes that unpack to many.</summary>
    public void ServeBomb(string path, int megabytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = new byte[1024 * 1024];
            for (var at = 0; at < megabytes; at++)
            {
                gzip.Write(block);
            }
        }

        Serve(path, async context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });
    }

    public ValueTask DisposeAsync() => _website.DisposeAsync();

    private Task ServeAsync(HttpContext context)
    {
        lock (Asked)
        {
            Asked.Add(context.Request.Path);
        }

        context.Response.StatusCode = 200;
        if (_pages.TryGetValue(context.Request.Path, out var page))
        {
            return page(context);
        }

        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
