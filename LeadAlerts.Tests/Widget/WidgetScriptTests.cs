using System.Net;
using LeadAlerts.Tests.Infrastructure;

namespace LeadAlerts.Tests.Widget;

public sealed class WidgetScriptTests : IClassFixture<LeadAlertsApp>
{
    private readonly HttpClient _client;

    public WidgetScriptTests(LeadAlertsApp app) => _client = app.Visit();

    [Theory]
    [InlineData("/w.js", 2048)]
    [InlineData("/w-panel.js", 8192)]
    public async Task A_script_keeps_to_its_size(string path, int mostBytes)
    {
        using var response = await GetAsync(path, request => request.Headers.AcceptEncoding.ParseAdd("gzip"));
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.InRange(bytes.Length, 1, mostBytes);
    }

    [Theory]
    [InlineData("/w.js")]
    [InlineData("/w-panel.js")]
    public async Task A_script_makes_no_markup_and_no_code_from_text(string path)
    {
        var script = await _client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.All(
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc", "DOMParser", "createContextualFragment"],
            word => Assert.DoesNotContain(word, script, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_loader_can_be_embedded_by_every_page_and_is_asked_for_again_by_its_tag()
    {
        using var first = await GetAsync("/w.js");
        Assert.Equal("text/javascript", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal("cross-origin", Assert.Single(first.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal(TimeSpan.FromMinutes(5), first.Headers.CacheControl?.MaxAge);

        using var second = await GetAsync("/w.js", request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Only_the_panel_of_this_version_is_kept_for_ever()
    {
        using var other = await GetAsync("/w-panel.js?v=another");
        Assert.True(other.Headers.CacheControl?.NoCache);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change?.Invoke(request);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
