using System.Net.Sockets;
using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Onboarding.Website;
using LeadAlerts.Core.Outside;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Tests.Knowledge.Import;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Onboarding.Website;

/// <summary>Against a website that runs in the test.</summary>
public sealed class WebsiteCheckTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private OwnersPages _website = null!;
    private OwnedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _website = await OwnersPages.StartAsync();
        _database = await TestDatabase.CreateAsync(_clock, services =>
        {
            services.Configure<ImportOptions>(options => (options.AllowLoopback, options.PagesPerTenMinutes) = (true, 3));
            services.Configure<PublicUrlOptions>(options => options.PublicUrl = "https://leads.example.com");
            services.Replace(ServiceDescriptor.Singleton<AddressFinder>((_, _) => throw new SocketException((int)SocketError.HostNotFound)));
        });
        _site = await OwnedSite.AddAsync(_database, "roof", _clock.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _website.DisposeAsync();
    }

    [Fact]
    public async Task The_page_and_its_headers_are_read()
    {
        await NameWebsiteAsync(new Uri(_website.Address, "/shop").ToString());
        _website.Redirect("/shop", "/shop/");
        _website.Serve("/shop/", async context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.Headers.ContentSecurityPolicy = "script-src https:; connect-src 'self'";
            await context.Response.WriteAsync($"""<h1>Roofs</h1><script async src="https://leads.example.com/w.js" data-site="{_site.Site.PublicKey}"></script>""", Cancel);
        });

        var report = Assert.IsType<WebsiteCheckOutcome.Checked>(await RunAsync()).Report;

        Assert.Equal((SnippetState.Found, "/shop/", true), (report.Snippet, report.Page.AbsolutePath, report.IsOriginKnown));
        Assert.Equal([new PolicyGap("connect-src", ByNonce: false)], report.Gaps);
    }

    [Fact]
    public async Task A_website_that_cannot_be_read_says_why_without_a_word_of_pasting()
    {
        await NameWebsiteAsync("https://brightroof.example");
        var unknown = Assert.IsType<WebsiteCheckOutcome.Unreachable>(await RunAsync());
        Assert.Equal(("https://brightroof.example", "There is no website of this name. Look for a typing error."), (unknown.Website, unknown.Cause));

        await NameWebsiteAsync("http://169.254.169.254/latest");
        Assert.Equal("This address is not on the public internet, so it cannot be read.", Assert.IsType<WebsiteCheckOutcome.Unreachable>(await RunAsync()).Cause);
    }

    [Fact]
    public async Task It_looks_as_often_as_pages_may_be_read_and_for_owners_only()
    {
        Assert.IsType<WebsiteCheckOutcome.NoWebsite>(await RunAsync());
        await NameWebsiteAsync(_website.Address.ToString());
        _website.Serve("/", "<h1>Roofs</h1>");

        Assert.IsType<WebsiteCheckOutcome.Refused>(await _database.Get<WebsiteCheck>().RunAsync(siteId: _site.Id, actorId: _site.Member.Id, Cancel));
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal(SnippetState.Missing, Assert.IsType<WebsiteCheckOutcome.Checked>(await RunAsync()).Report.Snippet);
        }

        Assert.Contains("many pages", Assert.IsType<WebsiteCheckOutcome.Unreachable>(await RunAsync()).Cause, StringComparison.Ordinal);
        Assert.Contains(
            "many pages",
            Assert.IsType<ImportOutcome.Refused>(await _database.Get<KnowledgeImport>().FromPageAsync(_site.Id, _site.Owner.Id, _website.Address.ToString(), Cancel)).Problem,
            StringComparison.Ordinal);
        Assert.Equal(3, _website.Asked.Count);

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<WebsiteCheckOutcome.Checked>(await RunAsync());
    }

    private Task<WebsiteCheckOutcome> RunAsync() => _database.Get<WebsiteCheck>().RunAsync(siteId: _site.Id, actorId: _site.Owner.Id, Cancel);

    private async Task NameWebsiteAsync(string website) => Assert.True(await _database.Get<SiteEditing>().SaveProfileAsync(
        _site.Id, _site.Owner.Id, new SiteProfile("roof", website, "Roofer", "roof repair"), Cancel));
}
