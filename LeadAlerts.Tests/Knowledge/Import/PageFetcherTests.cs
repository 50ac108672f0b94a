using System.Net;
using System.Text;
using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Outside;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Knowledge.Import;

public sealed class PageFetcherTests : IAsyncLifetime
{
    private readonly List<PageFetcher> _fetchers = [];
    private OwnersPages _website = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _website = await OwnersPages.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _fetchers.ForEach(fetcher => fetcher.Dispose());
        await _website.DisposeAsync();
    }

    [Fact]
    public async Task A_page_is_read_through_redirects()
    {
        _website.Redirect("/old", "/newer");
        _website.Redirect("/newer", new Uri(_website.Address, "/faq").ToString());
        _website.Serve("/faq", "<h1>Straße?</h1>");

        var page = Assert.IsType<FetchOutcome.Page>(await FetchAsync("/old"));

        Assert.Equal("<h1>Straße?</h1>", page.Text);
        Assert.Equal("/faq", page.Address.AbsolutePath);
        Assert.True(page.IsHtml);
    }

    [Fact]
    public async Task Neither_cookies_nor_anything_of_ours_is_sent()
    {
        string[] sent = [];
        _website.Serve("/", context =>
        {
            context.Response.Headers.SetCookie = "a=b";
            return Redirect(context, "/next");
        });
        _website.Serve("/next", context =>
        {
            sent = [.. context.Request.Headers.Keys];
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("x");
        });

        Assert.False(Assert.IsType<FetchOutcome.Page>(await FetchAsync("/")).IsHtml);

        Assert.Equal(["accept", "accept-encoding", "host", "user-agent"], sent.Select(name => name.ToLowerInvariant()).Order());
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://localhost/")]
    [InlineData("intranet")]
    [InlineData("https://inside.example/")]
    public async Task Addresses_inside_are_refused(string address)
    {
        var outcome = await Fetcher(allowLoopback: false, find: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]))
            .FetchAsync(address, Cancel);

        Assert.Contains("not on the public internet", Problem(outcome), StringComparison.Ordinal);
        Assert.Empty(_website.Asked);
    }

    [Fact]
    public async Task A_redirect_to_an_inside_address_is_refused_at_the_connection()
    {
        // A name that leads outside the first time, and a name that leads inside the second.
        _website.Redirect("/", "https://printer.example/");
        var fetcher = Fetcher(allowLoopback: true, find: (host, _) => Task.FromResult<IPAddress[]>(
            [host == "printer.example" ? IPAddress.Parse("192.168.1.9") : IPAddress.Loopback]));

        var outcome = await fetcher.FetchAsync(new Uri(_website.Address, "/").ToString(), Cancel);

        Assert.Equal(["/"], _website.Asked);
        Assert.Contains("not on the public internet", Problem(outcome), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://user:secret@brightroof.example/")]
    [InlineData("http://brightroof.example:6379/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://brightroof.example/")]
    [InlineData("//10.0.0.1/")]
    public async Task A_redirect_is_checked_like_what_was_typed(string location)
    {
        _website.Redirect("/", location);

        Problem(await FetchAsync("/"));

        Assert.Equal(["/"], _website.Asked);
    }

    [Theory]
    [InlineData("ftp://brightroof.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user@brightroof.example/")]
    [InlineData("https://brightroof.example:8443/")]
    [InlineData("https://")]
    [InlineData("https://üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.de/")]
    [InlineData("")]
    [InlineData(null)]
    public async Task What_is_no_address_of_a_page_is_refused(string? typed) =>
        Problem(await Fetcher(allowLoopback: false).FetchAsync(typed, Cancel));

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        _website.Redirect("/a", "/b");
        _website.Redirect("/b", "/a");

        Assert.Contains("leads from one to the next", Problem(await FetchAsync("/a")), StringComparison.Ordinal);
        Assert.Equal(6, _website.Asked.Count);
    }

    [Fact]
    public async Task A_page_of_three_megabytes_is_too_large_with_or_without_its_length()
    {
        _website.Serve("/told", async context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.ContentLength = 3 * 1024 * 1024;
            await context.Response.Body.WriteAsync(new byte[1024]);
        });
        _website.Serve("/untold", async context =>
        {
            context.Response.ContentType = "text/html";
            for (var at = 0; at < 48; at++)
            {
                await context.Response.Body.WriteAsync(new byte[64 * 1024]);
            }
        });

        Assert.Contains("too large", Problem(await FetchAsync("/told")), StringComparison.Ordinal);
        Assert.Contains("too large", Problem(await FetchAsync("/untold")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task What_does_not_unpack_is_refused(string encoding)
    {
        _website.Serve("/", async context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(new byte[] { 0xff, 0xfe, 0x13, 0x37, 0xff, 0x00, 0x42, 0x99, 0xff, 0xff });
        });

        Assert.Contains("broke off", Problem(await FetchAsync("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_counted_as_it_unpacks()
    {
        _website.ServeBomb("/", megabytes: 200);

        Assert.Contains("too large", Problem(await FetchAsync("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_website_that_drips_is_left_when_the_time_is_up()
    {
        var clock = new FakeTimeProvider();
        var dripping = new TaskCompletionSource();
        _website.Serve("/", async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<p>");
            await context.Response.Body.FlushAsync();
            dripping.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        var fetching = Fetcher(allowLoopback: true, clock).FetchAsync(new Uri(_website.Address, "/").ToString(), Cancel);
        await dripping.Task.WaitAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(16));

        Assert.Contains("within 15 s", Problem(await fetching), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("image/png")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task What_is_no_text_is_refused(string? type)
    {
        _website.Serve("/", [1, 2, 3], type);

        Assert.Contains("no web page", Problem(await FetchAsync("/")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "no page at this address")]
    [InlineData(403, "does not let us read")]
    [InlineData(503, "has a problem")]
    [InlineData(204, "instead of a page")]
    [InlineData(304, "instead of a page")]
    public async Task An_answer_without_a_page_says_what_to_do(int status, string words)
    {
        _website.Serve("/", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Contains(words, Problem(await FetchAsync("/")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1252", "text/html; charset=windows-1252", "Größe – 5 €")]
    [InlineData("windows-1252", "text/html; charset=\"ISO-8859-1\"", "Größe – 5 €")]
    [InlineData("windows-1252", "text/html", "Größe – 5 €")]
    [InlineData("windows-1252", "text/html", "<meta charset=windows-1252>Größe – 5 €")]
    [InlineData("windows-1251", "text/html", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>Крыша")]
    [InlineData("utf-8", "text/html", "Größe – 5 €")]
    [InlineData("utf-8", "text/html; charset=no-such-thing", "Größe – 5 €")]
    [InlineData("utf-8", "text/html; charset=utf-7", "Größe +ADw-")]
    [InlineData("utf-8", "text/html", "<meta charset=utf-16>Größe")]
    public async Task A_page_is_decoded_as_browsers_do(string charset, string type, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        _website.Serve("/", encoding.GetBytes(text), type);

        Assert.Equal(text, Assert.IsType<FetchOutcome.Page>(await FetchAsync("/")).Text);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told()
    {
        var outcome = await Fetcher(allowLoopback: false, find: (_, _) => Task.FromResult<IPAddress[]>([])).FetchAsync("brihgtroof.example", Cancel);

        Assert.Contains("no website of this name", Problem(outcome), StringComparison.Ordinal);
    }

    private static string Problem(FetchOutcome outcome) => Assert.IsType<FetchOutcome.Refused>(outcome).Problem;

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }

    private Task<FetchOutcome> FetchAsync(string path) =>
        Fetcher(allowLoopback: true).FetchAsync(new Uri(_website.Address, path).ToString(), Cancel);

    private PageFetcher Fetcher(bool allowLoopback, TimeProvider? clock = null, AddressFinder? find = null)
    {
        var fetcher = new PageFetcher(new ImportOptions(), allowLoopback, clock ?? new FakeTimeProvider(), find ?? Dns.GetHostAddressesAsync);
        _fetchers.Add(fetcher);
        return fetcher;
    }
}
