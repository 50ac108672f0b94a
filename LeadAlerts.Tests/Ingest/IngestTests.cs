using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

using static LeadAlerts.Tests.Ingest.IngestCalls;

namespace LeadAlerts.Tests.Ingest;

public sealed class IngestTests : IAsyncLifetime
{
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

    [Fact]
    public async Task A_body_of_exactly_the_greatest_size_is_taken_with_and_without_its_length_told()
    {
        var body = Valid + new string(' ', 20_000 - Valid.Length);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, Door) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body + " "))) };
        chunked.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        chunked.Headers.TransferEncodingChunked = true;
        chunked.Headers.Add("X-Site-Key", _key);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(body)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.SendAsync(chunked, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_key_a_public_key_and_a_disabled_sites_key_get_the_same_404()
    {
        var (site, _) = await _app.AddSiteAsync("Other");
        var (_, disabledKey) = await _app.AddSiteAsync("Closed", closed => closed.SetDisabled(true));

        var answers = new List<string>();
        foreach (var key in new[] { "sk_unknown", "nonsense", site.PublicKey, disabledKey, _key + " " + _key })
        {
            var response = await _client.PostAsync(Json(Valid), key);
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

        var response = await _client.PostAsync(Json(Valid.Replace("Hello", "Hola", StringComparison.Ordinal)), otherKey);

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

        var first = await client.PostAsync(Json(body), key);
        var second = await client.PostAsync(Json(body), key);
        var neighbour = await client.PostAsync(Json(body), neighbourKey);

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

        var operation = document.RootElement.GetProperty("paths").GetProperty(Door).GetProperty("post");
        Assert.Equal(
            ["202", "207", "400", "401", "404", "408", "409", "413", "415", "429", "503"],
            operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["application/json"],
            operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => content.Name));
        Assert.Equal(Door, Assert.Single(document.RootElement.GetProperty("paths").EnumerateObject()).Name);
        var scheme = document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("SiteKey");
        Assert.Equal(("apiKey", "header", "X-Site-Key"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("in").GetString(), scheme.GetProperty("name").GetString()));
        var message = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("MessageRequest");
        Assert.Equal(Message.TextMaxLength, message.GetProperty("properties").GetProperty("text").GetProperty("maxLength").GetInt32());
        Assert.Equal(["id", "role", "text"], message.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        var role = message.GetProperty("properties").GetProperty("role");
        Assert.Equal("string", role.GetProperty("type").GetString());
        Assert.Equal(["visitor", "bot", "agent"], role.GetProperty("enum").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(
            ["application/json", "application/problem+json"],
            operation.GetProperty("responses").GetProperty("409").GetProperty("content").EnumerateObject()
                .Select(content => content.Name).Order(StringComparer.Ordinal));
    }

    private Task<HttpResponseMessage> PostAsync(string body) => _client.PostAsync(Json(body), _key);

    private async Task AssertNothingStoredAsync()
    {
        await using var db = await _app.OpenAsync();
        Assert.False(await db.Conversations.AnyAsync(Cancellation));
    }
}
