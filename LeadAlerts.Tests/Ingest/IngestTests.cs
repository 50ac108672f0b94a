using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Ingest;

public sealed class IngestTests : IAsyncLifetime
{
    private const string Path = "/api/v1/conversations";
    private readonly LeadAlertsApp _app = new(clock: null, new Dictionary<string, string> { ["Ingest:MaxBodyBytes"] = "20000" });
    private HttpClient _client = null!;
    private string _key = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _client = _app.Visit();
        (_, _key) = await _app.AddSiteAsync("Bright Roof");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_posted_conversation_is_stored_before_the_answer()
    {
        var response = await PostAsync(
            """
            {"conversation_id":"c1","page_url":"https://brightroof.example/","referrer":null,"unknown":{"a":1},
             "visitor":{"id":"v1","name":"Jane","email":"jane@example.com","phone":null,"locale":"en-US","consent":true},
             "messages":[{"id":"m1","role":"visitor","text":"My roof leaks","at":"2026-03-01T12:00:00+01:00"},
                         {"id":"m2","role":"bot","text":"Oh no"},{"id":"m1","role":"visitor","text":"My roof leaks"}],"ended":false}
            """);

        using var answer = await ReadAsync(response, HttpStatusCode.Accepted);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal((2, 1), (answer.RootElement.GetProperty("received").GetInt32(), answer.RootElement.GetProperty("repeated").GetInt32()));
        await using var db = await _app.OpenAsync();
        var conversation = await db.Conversations.SingleAsync(Cancellation);
        Assert.Equal(conversation.Id, answer.RootElement.GetProperty("conversation_id").GetGuid());
        Assert.Equal(("api", "c1", "Jane"), (conversation.Source, conversation.ExternalId, conversation.VisitorName));
        Assert.Equal(2, await db.Messages.CountAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_again_is_answered_alike_and_stored_once()
    {
        await PostAsync(Valid);
        var again = await PostAsync(Valid);

        using var answer = await ReadAsync(again, HttpStatusCode.Accepted);
        Assert.Equal((0, 1), (answer.RootElement.GetProperty("received").GetInt32(), answer.RootElement.GetProperty("repeated").GetInt32()));
        await using var db = await _app.OpenAsync();
        Assert.Equal(1, await db.Messages.CountAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_id_with_another_text_is_a_conflict_that_names_the_message()
    {
        await PostAsync(Valid);

        var response = await PostAsync(
            """{"conversation_id":"c1","messages":[{"id":"m2","role":"visitor","text":"New"},{"id":"m1","role":"visitor","text":"Other"}]}""");

        await AssertProblemAsync(response, HttpStatusCode.Conflict, "messages[1].id");
        await using var db = await _app.OpenAsync();
        Assert.Equal(1, await db.Messages.CountAsync(Cancellation));
    }

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
        var response = await PostAsync(body);

        Assert.True(status == response.StatusCode, $"{what}: {response.StatusCode}");
        await AssertProblemAsync(response, status, field);
        await AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_body_of_exactly_the_greatest_size_is_taken_with_and_without_its_length_told()
    {
        var body = Valid + new string(' ', 20_000 - Valid.Length);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body + " "))) };
        chunked.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        chunked.Headers.TransferEncodingChunked = true;
        chunked.Headers.Add("X-Site-Key", _key);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(body)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.SendAsync(chunked, Cancellation)).StatusCode);
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

        await AssertProblemAsync(await PostAsync(content, _key), HttpStatusCode.BadRequest, "messages[0].text");
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

        await AssertProblemAsync(await PostAsync(content, _key), HttpStatusCode.UnsupportedMediaType);
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

        await AssertProblemAsync(await PostAsync(content, _key), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Without_a_key_the_answer_is_401_and_says_how()
    {
        var response = await PostAsync(new StringContent(Valid, Encoding.UTF8, "application/json"), key: null);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("SiteKey", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task An_unknown_key_a_public_key_and_a_disabled_sites_key_get_the_same_404()
    {
        var (site, _) = await _app.AddSiteAsync("Other");
        var (_, disabledKey) = await _app.AddSiteAsync("Closed", closed => closed.SetDisabled(true));

        var answers = new List<string>();
        foreach (var key in new[] { "sk_unknown", "nonsense", site.PublicKey, disabledKey, _key + " " + _key })
        {
            var response = await PostAsync(new StringContent(Valid, Encoding.UTF8, "application/json"), key);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            answers.Add(await response.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.Single(answers.Distinct());
        await AssertNothingStoredAsync();
    }

    [Fact]
    public async Task The_same_ids_of_two_sites_do_not_meet()
    {
        var (other, otherKey) = await _app.AddSiteAsync("Other");
        await PostAsync(Valid);

        var response = await PostAsync(new StringContent(Valid.Replace("Hello", "Hola", StringComparison.Ordinal), Encoding.UTF8, "application/json"), otherKey);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await using var db = await _app.OpenAsync();
        Assert.Equal(["Hola"], await db.Messages.Where(message => message.SiteId == other.Id).Select(message => message.Text).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Of_many_conversations_each_has_its_own_outcome_in_order()
    {
        await PostAsync(Valid);

        var response = await PostAsync(
            """
            [{"conversation_id":"c2","messages":[{"id":"m1","role":"visitor","text":"Good"}]},
             {"conversation_id":"c3","messages":[{"id":"m1","role":"nobody","text":"Bad"}]},
             {"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Contradiction"}]},
             null,
             {"conversation_id":"c2","messages":[{"id":"m2","role":"bot","text":"Good too"}],"ended":true}]
            """);

        using var answer = await ReadAsync(response, HttpStatusCode.MultiStatus);
        var results = answer.RootElement.EnumerateArray().ToList();
        Assert.Equal([202, 400, 409, 400, 202], results.Select(result => result.GetProperty("status").GetInt32()));
        Assert.Equal(1, results[0].GetProperty("accepted").GetProperty("received").GetInt32());
        Assert.True(results[1].GetProperty("problem").GetProperty("errors").TryGetProperty("[1].messages[0].role", out _));
        Assert.True(results[2].GetProperty("problem").GetProperty("errors").TryGetProperty("[2].messages[0].id", out _));
        Assert.True(results[3].GetProperty("problem").GetProperty("errors").TryGetProperty("[3]", out _));
        await using var db = await _app.OpenAsync();
        var second = await db.Conversations.SingleAsync(conversation => conversation.ExternalId == "c2", Cancellation);
        Assert.Equal(2, second.MessageCount);
        Assert.NotNull(second.EndedAt);
        Assert.False(await db.Conversations.AnyAsync(conversation => conversation.ExternalId == "c3", Cancellation));
    }

    [Theory]
    [InlineData("""[{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi"}]}]""", HttpStatusCode.Accepted)]
    [InlineData("""[{"conversation_id":"","messages":[]},{}]""", HttpStatusCode.BadRequest)]
    public async Task Many_with_one_outcome_have_it_as_the_status(string body, HttpStatusCode status)
    {
        using var answer = await ReadAsync(await PostAsync(body), status);
        Assert.Equal(JsonValueKind.Array, answer.RootElement.ValueKind);
    }

    [Fact]
    public async Task Odd_and_hostile_text_is_kept_but_for_U_0000_and_towers_of_marks()
    {
        var text = "<script>alert(1)</script> javascript:x \u202eevil\u200b '; DROP TABLE";
        var body = JsonSerializer.Serialize(new
        {
            conversation_id = "c1",
            messages = new[]
            {
                new { id = "m1", role = "visitor", text = text + "\0" },
                new { id = "m2", role = "visitor", text = "e" + new string('\u0301', 2_000) },
            },
        });

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(body)).StatusCode);

        await using var db = await _app.OpenAsync();
        var stored = await db.Messages.OrderBy(message => message.Sequence).Select(message => message.Text).ToListAsync(Cancellation);
        Assert.Equal([text, "e" + new string('\u0301', MessageText.MarksInARow)], stored);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2099-12-31T23:59:59.9999999+14:00")]
    public async Task An_absurd_time_is_taken_but_the_servers_is_kept(string at)
    {
        await PostAsync($$"""{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hi","at":"{{at}}"}]}""");

        await using var db = await _app.OpenAsync();
        var message = await db.Messages.SingleAsync(Cancellation);
        Assert.Equal(message.ReceivedAt, message.SentAt);
    }

    [Fact]
    public async Task A_site_that_floods_is_slowed_and_its_neighbour_is_not()
    {
        await using var app = new LeadAlertsApp(clock: null, new Dictionary<string, string>
        {
            ["Ingest:MessagesPerSecond"] = "10",
            ["Ingest:MessageBurst"] = "30",
        });
        using var client = app.Visit();
        var (_, key) = await app.AddSiteAsync("Loud");
        var (_, neighbourKey) = await app.AddSiteAsync("Quiet");
        var body = JsonSerializer.Serialize(new
        {
            conversation_id = "c1",
            messages = Enumerable.Range(0, 29).Select(number => new { id = $"m{number}", role = "visitor", text = "Hi" }),
        });

        var first = await SendAsync(client, new StringContent(body, Encoding.UTF8, "application/json"), key);
        var second = await SendAsync(client, new StringContent(body, Encoding.UTF8, "application/json"), key);
        var neighbour = await SendAsync(client, new StringContent(body, Encoding.UTF8, "application/json"), neighbourKey);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        await AssertProblemAsync(second, HttpStatusCode.TooManyRequests);
        Assert.True(second.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Accepted, neighbour.StatusCode);
    }

    [Fact]
    public async Task A_store_that_fails_is_503_and_taken_up_again_when_it_is_back()
    {
        await using var db = await _app.OpenAsync();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Messages\" RENAME TO \"Gone\"", Cancellation);
        var failed = await PostAsync(Valid);
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Gone\" RENAME TO \"Messages\"", Cancellation);

        await AssertProblemAsync(failed, HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(failed.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Valid)).StatusCode);
    }

    [Fact]
    public async Task The_document_describes_the_door()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/openapi/v1.json", Cancellation));

        var operation = document.RootElement.GetProperty("paths").GetProperty(Path).GetProperty("post");
        Assert.Equal(
            ["202", "207", "400", "401", "404", "408", "409", "413", "415", "429", "503"],
            operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["application/json"],
            operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => content.Name));
        Assert.Equal(Path, Assert.Single(document.RootElement.GetProperty("paths").EnumerateObject()).Name);
        var scheme = document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("SiteKey");
        Assert.Equal(("apiKey", "header", "X-Site-Key"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("in").GetString(), scheme.GetProperty("name").GetString()));
        var message = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("MessageRequest");
        Assert.Equal(Message.TextMaxLength, message.GetProperty("properties").GetProperty("text").GetProperty("maxLength").GetInt32());
        Assert.Equal(["id", "role", "text"], message.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    private const string Valid = """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hello"}]}""";

    private Task<HttpResponseMessage> PostAsync(string body) => PostAsync(new StringContent(body, Encoding.UTF8, "application/json"), _key);

    private Task<HttpResponseMessage> PostAsync(HttpContent content, string? key) => SendAsync(_client, content, key);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("X-Site-Key", key);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string? field = null)
    {
        using var problem = await ReadAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        if (field is not null)
        {
            var fields = problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name);
            Assert.Contains(field, fields);
        }
    }

    private async Task AssertNothingStoredAsync()
    {
        await using var db = await _app.OpenAsync();
        Assert.False(await db.Conversations.AnyAsync(Cancellation));
    }
}
