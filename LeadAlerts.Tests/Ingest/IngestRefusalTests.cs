using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using static LeadAlerts.Tests.Ingest.IngestCalls;

namespace LeadAlerts.Tests.Ingest;

public sealed class IngestRefusalTests(IngestRefusalTests.SharedApp shared) : IClassFixture<IngestRefusalTests.SharedApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, HttpStatusCode, string?> BadBodies => new()
    {
        { "empty", "", HttpStatusCode.BadRequest, null },
        { "white space", "  \n ", HttpStatusCode.BadRequest, null },
        { "malformed", "{\"conversation_id\":", HttpStatusCode.BadRequest, null },
        { "truncated", Valid[..^3], HttpStatusCode.BadRequest, null },
        { "something after it", Valid + "x", HttpStatusCode.BadRequest, null },
        { "a number", "5", HttpStatusCode.BadRequest, null },
        { "null", "null", HttpStatusCode.BadRequest, null },
        { "depth of 100", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}", HttpStatusCode.BadRequest, null },
        { "a name twice", """{"conversation_id":"c1","conversation_id":"c2","messages":[{"id":"m1","role":"visitor","text":"Hi"}]}""", HttpStatusCode.BadRequest, "conversation_id" },
        { "a text twice", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi","text":"Ho"}]}""", HttpStatusCode.BadRequest, "messages[0].text" },
        { "a lone surrogate", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi \ud83d"}]}""", HttpStatusCode.BadRequest, "messages[0].text" },
        { "a number for a text", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":5}]}""", HttpStatusCode.BadRequest, "messages[0].text" },
        { "no conversation id", """{"messages":[{"id":"m1","role":"visitor","text":"Hi"}]}""", HttpStatusCode.BadRequest, "conversation_id" },
        { "an id with a line break", """{"conversation_id":"c\n1","messages":[{"id":"m1","role":"visitor","text":"Hi"}]}""", HttpStatusCode.BadRequest, "conversation_id" },
        { "a long id", $$"""{"conversation_id":"c1","messages":[{"id":"{{new string('m', 201)}}","role":"visitor","text":"Hi"}]}""", HttpStatusCode.BadRequest, "messages[0].id" },
        { "no messages", """{"conversation_id":"c1"}""", HttpStatusCode.BadRequest, "messages" },
        { "empty messages", """{"conversation_id":"c1","messages":[]}""", HttpStatusCode.BadRequest, "messages" },
        { "no message", """{"conversation_id":"c1","messages":[null]}""", HttpStatusCode.BadRequest, "messages[0]" },
        { "no message id", """{"conversation_id":"c1","messages":[{"role":"visitor","text":"Hi"}]}""", HttpStatusCode.BadRequest, "messages[0].id" },
        { "an unknown role", """{"conversation_id":"c1","messages":[{"id":"m1","role":"owner","text":"Hi"}]}""", HttpStatusCode.BadRequest, "messages[0].role" },
        { "a blank text", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi"},{"id":"m2","role":"bot","text":" \t\n"}]}""", HttpStatusCode.BadRequest, "messages[1].text" },
        { "a text of nothing but U+0000", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"\u0000\u0000"}]}""", HttpStatusCode.BadRequest, "messages[0].text" },
        { "a long text", $$"""{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"{{new string('x', 10_001)}}"}]}""", HttpStatusCode.BadRequest, "messages[0].text" },
        { "a time without a zone", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi","at":"2026-03-01T12:00:00"}]}""", HttpStatusCode.BadRequest, "messages[0].at" },
        { "a time in words", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi","at":"yesterday"}]}""", HttpStatusCode.BadRequest, "messages[0].at" },
        { "a day that does not exist", """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi","at":"2026-02-30T12:00:00Z"}]}""", HttpStatusCode.BadRequest, "messages[0].at" },
        { "a long name", $$"""{"conversation_id":"c1","visitor":{"name":"{{new string('n', 201)}}"},"messages":[{"id":"m1","role":"visitor","text":"Hi"}]}""", HttpStatusCode.BadRequest, "visitor.name" },
        { "an empty array", "[]", HttpStatusCode.BadRequest, null },
        { "an array with a wrong kind", """[{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi"}]},{"conversation_id":7}]""", HttpStatusCode.BadRequest, "[1].conversation_id" },
        { "one byte too many", Valid + new string(' ', 20_001 - Valid.Length), HttpStatusCode.RequestEntityTooLarge, null },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_refused_and_nothing_is_stored(string what, string body, HttpStatusCode status, string? field)
    {
        var response = await shared.Client.PostAsync(Json(body), shared.Key);

        Assert.True(status == response.StatusCode, $"{what}: {response.StatusCode}");
        await AssertProblemAsync(response, status, field);
        await AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3, 0x28 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    public async Task Bytes_that_are_not_UTF_8_are_refused(byte[] bytes)
    {
        var content = new ByteArrayContent(
            [.. """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi """u8, .. bytes, .. "\"}]}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await AssertProblemAsync(await shared.Client.PostAsync(content, shared.Key), HttpStatusCode.BadRequest, "messages[0].text");
        await AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task What_is_not_JSON_is_refused(string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Valid));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        await AssertProblemAsync(await shared.Client.PostAsync(content, shared.Key), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_before_it_can_grow()
    {
        using var zipped = new MemoryStream();
        await using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await zip.WriteAsync(new byte[1_000_000], Cancellation);
        }

        var content = new ByteArrayContent(zipped.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        await AssertProblemAsync(await shared.Client.PostAsync(content, shared.Key), HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("PUT", Door, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    public async Task A_wrong_method_or_path_is_told_in_problem_details_rather_than_a_page(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await shared.Client.SendAsync(request, Cancellation);

        await AssertProblemAsync(response, status);
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Contains("POST"));
    }

    [Fact]
    public async Task A_refusal_has_the_security_headers_of_every_answer()
    {
        var response = await shared.Client.PostAsync(Json(Valid), key: null);

        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Without_a_key_the_answer_is_401_and_says_how()
    {
        var response = await shared.Client.PostAsync(Json(Valid), key: null);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("SiteKey", response.Headers.WwwAuthenticate.ToString());
    }

    private async Task AssertNothingStoredAsync()
    {
        await using var db = await shared.App.OpenAsync();
        Assert.False(await db.Conversations.AnyAsync(Cancellation));
    }

    /// <summary>Nothing is ever stored in it, so every refusal can share it.</summary>
    public sealed class SharedApp : IAsyncLifetime
    {
        public LeadAlertsApp App { get; } = new(clock: null, new Dictionary<string, string> { ["Ingest:MaxBodyBytes"] = "20000" });

        public HttpClient Client { get; private set; } = null!;

        public string Key { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Client = App.Visit();
            (_, Key) = await App.AddSiteAsync("Bright Roof");
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }
    }
}
