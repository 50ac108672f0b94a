using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Widget;

public sealed class WidgetEndpointsTests(LeadAlertsApp app) : IClassFixture<LeadAlertsApp>
{
    private const string Text = "How much does a roof repair cost?";

    private readonly HttpClient _client = app.Visit();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_stored_and_answered_from_what_the_site_knows()
    {
        var site = await AddSiteAsync();
        var token = Token();

        var lines = await PostAndReadAsync(site, token, "message-1", Text);

        Assert.Equal(["visitor", "bot"], lines.Select(line => line.Role));
        Assert.StartsWith("Between $350 and $1,500.", lines[1].Text, StringComparison.Ordinal);
        await using var db = await app.OpenAsync();
        var conversation = await db.Conversations.SingleAsync(stored => stored.ExternalId == token, Cancelled);
        Assert.Equal((site.Id, "widget", "https://brightroof.example/roofs"), (conversation.SiteId, conversation.Source, conversation.PageUrl));
        Assert.NotNull(conversation.ReviewDueAt);
    }

    [Fact]
    public async Task A_message_sent_again_is_stored_once_and_gets_the_same_answer()
    {
        var site = await AddSiteAsync();
        var token = Token();

        var first = await PostAndReadAsync(site, token, "message-1", Text);
        var again = await PostAndReadAsync(site, token, "message-1", Text);

        Assert.Equal(first, again);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(site, Body(token, "message-1", "something else"))).StatusCode);
    }

    [Fact]
    public async Task Only_who_has_the_token_reads_a_conversation_and_only_on_its_site()
    {
        var site = await AddSiteAsync();
        var other = await AddSiteAsync();
        var token = Token();
        await PostAndReadAsync(site, token, "message-1", Text);

        Assert.Equal(HttpStatusCode.OK, (await ListAsync(site, token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ListAsync(other, token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ListAsync(site, Token())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ListAsync(site, "")).StatusCode);

        // The same token on another site is another conversation.
        Assert.Equal(2, (await PostAndReadAsync(other, token, "message-9", "Hello")).Count);
        Assert.DoesNotContain("message-9", await (await ListAsync(site, token)).Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_writes_reaches_the_visitor_and_silences_the_bot()
    {
        var site = await AddSiteAsync();
        var token = Token();
        var lines = await PostAndReadAsync(site, token, "message-1", Text);
        await app.Services.GetRequiredService<ConversationIntake>().ReceiveAsync(
            new IncomingConversation(site.Id, "widget", token, VisitorProfile.Unknown, [new("agent-1", MessageRole.Agent, "Joe here.")]), Cancelled);

        var news = await ReadAsync(await ListAsync(site, token, after: lines[^1].Sequence));
        Assert.Equal(("agent", "Joe here."), (Assert.Single(news).Role, news[0].Text));
        Assert.Equal("visitor", (await PostAndReadAsync(site, token, "message-2", Text))[^1].Role);
    }

    [Theory]
    [InlineData("conversation", """{"id":"message-1","text":"hi"}""")]
    [InlineData("conversation", """{"conversation":"short","id":"message-1","text":"hi"}""")]
    [InlineData("conversation", """{"conversation":"../../aaaaaaaaaaaaaaaaaaaaaaaaa","id":"message-1","text":"hi"}""")]
    [InlineData("id", """{"conversation":"aaaaaaaaaaaaaaaaaaaaaaaa","id":"a.bot!!!!!","text":"hi"}""")]
    [InlineData("text", """{"conversation":"aaaaaaaaaaaaaaaaaaaaaaaa","id":"message-1"}""")]
    [InlineData("text", """{"conversation":"aaaaaaaaaaaaaaaaaaaaaaaa","id":"message-1","text":" \n\u0000 "}""")]
    [InlineData("text", """{"conversation":"aaaaaaaaaaaaaaaaaaaaaaaa","id":"message-1","text":"\ud800"}""")]
    [InlineData("text", """{"conversation":"aaaaaaaaaaaaaaaaaaaaaaaa","id":"message-1","text":["hi"]}""")]
    [InlineData("", "")]
    [InlineData("", "null")]
    [InlineData("", """{"conversation":""")]
    [InlineData("", """{"id":"message-1","id":"message-2"}""")]
    public async Task A_bad_body_is_refused_with_the_field(string field, string body)
    {
        var response = await PostAsync(await AddSiteAsync(), new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        if (field.Length > 0)
        {
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
            Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
        }
    }

    [Fact]
    public async Task Size_and_type_are_limited()
    {
        var site = await AddSiteAsync();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(site, Body(Token(), "message-1", new string('a', 4000)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(site, Body(Token(), "message-1", new string('a', 4001)))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(site, Body(Token(), "message-1", new string('a', 17_000)))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(site, new StringContent("{}"))).StatusCode);
    }

    [Fact]
    public async Task What_a_visitor_types_comes_back_as_it_was_typed()
    {
        const string hostile = "<script>alert(1)</script> javascript:alert(1) ‮abc 👩‍👩‍👧";

        Assert.Equal(hostile, (await PostAndReadAsync(await AddSiteAsync(), Token(), "message-1", hostile))[0].Text);
    }

    [Theory]
    [InlineData(null, 200, null)]
    [InlineData("https://brightroof.example", 200, "https://brightroof.example")]
    [InlineData("https://www.brightroof.example", 200, "https://www.brightroof.example")]
    [InlineData("https://evil.example", 403, null)]
    [InlineData("null", 403, null)]
    public async Task Only_pages_of_the_website_are_answered(string? origin, int status, string? allowed)
    {
        var site = await AddSiteAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Get, "config"), (HttpMethod.Post, "messages"), (HttpMethod.Options, "messages") })
        {
            using var request = new HttpRequestMessage(method, $"/widget/v1/{site.PublicKey}/{path}");
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            if (method == HttpMethod.Post)
            {
                request.Content = Body(Token(), "message-1", "hi");
            }

            using var response = await _client.SendAsync(request, Cancelled);

            Assert.Equal(status == 200 && method == HttpMethod.Options ? 204 : status, (int)response.StatusCode);
            Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
            Assert.Contains("Origin", response.Headers.Vary);
        }
    }

    [Fact]
    public async Task A_site_without_a_website_answers_every_page()
    {
        var site = await AddSiteAsync(site => site.Describe(new BusinessProfile(), null));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/widget/v1/{site.PublicKey}/config");
        request.Headers.Add("Origin", "https://any.example");

        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(request, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_and_a_disabled_site_are_the_same_404()
    {
        var disabled = await AddSiteAsync(site => site.SetDisabled(true));
        foreach (var key in new[] { disabled.PublicKey, "st_unknown", "sk_unknown" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"/widget/v1/{key}/config", Cancelled)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"/chat/{key}", Cancelled)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _client.PostAsync($"/widget/v1/{key}/messages", Body(Token(), "message-1", "hi"), Cancelled)).StatusCode);
        }
    }

    [Fact]
    public async Task The_configuration_says_that_a_machine_answers_and_marks_the_widget_as_seen()
    {
        var site = await AddSiteAsync();

        using var config = JsonDocument.Parse(await _client.GetStringAsync($"/widget/v1/{site.PublicKey}/config?locale=de-AT", Cancelled));

        Assert.Contains("automatische Assistent (KI) von Brightroof", config.RootElement.GetProperty("greeting").GetString(), StringComparison.Ordinal);
        Assert.Equal("Mit Brightroof chatten", config.RootElement.GetProperty("texts").GetProperty("open").GetString());
        await using var db = await app.OpenAsync();
        Assert.NotNull((await db.Sites.SingleAsync(stored => stored.Id == site.Id, Cancelled)).WidgetSeenAt);
    }

    [Fact]
    public async Task The_configuration_tells_the_look_that_the_owner_chose_and_is_kept_for_less_than_a_minute()
    {
        var look = new WidgetLook { Accent = "#FFD400", Title = "Talk to Sam", Greeting = "Hello!", Label = "Ask", Side = WidgetSide.Start };
        var site = await AddSiteAsync(site => site.SetLook(look));
        using var response = await _client.GetAsync($"/widget/v1/{site.PublicKey}/config?locale=de", Cancelled);

        var config = (await response.Content.ReadFromJsonAsync<LeadAlerts.Web.Widget.WidgetConfig>(Cancelled))!;

        Assert.Equal(
            ("Brightroof", "#FFD400", "#000000", "Talk to Sam", "Hello!", "Ask", "start"),
            (config.Name, config.Accent, config.Ink, config.Title, config.Greeting, config.Label, config.Side));
        Assert.True(response.Headers.CacheControl?.MaxAge + SiteDirectory.CacheLifetime <= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Our_own_pages_may_frame_the_preview_and_nothing_else()
    {
        var site = await AddSiteAsync();
        foreach (var (path, ancestors) in new[] { ("/widget/preview", "'self'"), ($"/chat/{site.PublicKey}", "'none'"), ("/account/sign-in", "'none'") })
        {
            using var response = await _client.GetAsync(path, Cancelled);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains($"frame-ancestors {ancestors}", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://brightroof.example", null, "https://brightroof.example")]
    [InlineData("null", null, null)]
    [InlineData(null, "same-origin", "not seen")]
    [InlineData("http://localhost", null, "not seen")]
    public async Task The_widget_is_seen_on_the_owners_pages_and_not_on_ours(string? origin, string? fetchSite, string? seenOn)
    {
        await using var any = new LeadAlertsApp(null, new Dictionary<string, string> { ["Widget:AllowAnyOrigin"] = "true" });
        var (site, _) = await any.AddSiteAsync("Brightroof");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/widget/v1/{site.PublicKey}/config");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        (await any.Visit().SendAsync(request, Cancelled)).EnsureSuccessStatusCode();

        await using var db = await any.OpenAsync();
        var seen = await db.Sites.SingleAsync(stored => stored.Id == site.Id, Cancelled);
        Assert.Equal(seenOn, seen.WidgetSeenAt is null ? "not seen" : seen.WidgetSeenOn);
    }

    [Theory]
    [InlineData("https://evil.example", "https://evil.example")]
    [InlineData("null", null)]
    [InlineData("nonsense", null)]
    [InlineData("https://brightroof.example", null)]
    public async Task A_page_that_was_refused_is_noted_for_the_owner(string origin, string? refusedOn)
    {
        var site = await AddSiteAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/widget/v1/{site.PublicKey}/config");
        request.Headers.Add("Origin", origin);
        (await _client.SendAsync(request, Cancelled)).Dispose();

        await using var db = await app.OpenAsync();
        var stored = await db.Sites.SingleAsync(row => row.Id == site.Id, Cancelled);
        Assert.Equal((refusedOn, refusedOn is not null), (stored.WidgetRefusedOn, stored.WidgetRefusedAt is not null));
    }

    [Fact]
    public async Task Too_many_messages_in_one_conversation_wait_and_another_conversation_goes_on()
    {
        await using var limited = new LeadAlertsApp(null, new Dictionary<string, string> { ["Widget:MessagesPerMinutePerConversation"] = "2" });
        var (site, _) = await limited.AddSiteAsync("Brightroof");
        var client = limited.Visit();
        var token = Token();
        Task<HttpResponseMessage> SendAsync(string conversation, int number) =>
            client.PostAsync($"/widget/v1/{site.PublicKey}/messages", Body(conversation, $"message-{number}", "hi"), Cancelled);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(token, 1)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(token, 2)).StatusCode);
        var refused = await SendAsync(token, 3);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Token(), 1)).StatusCode);
    }

    [Fact]
    public async Task The_hosted_page_works_without_inline_code_and_the_demo_is_hidden_outside_development()
    {
        var site = await AddSiteAsync();
        var page = await _client.GetStringAsync($"/chat/{site.PublicKey}", Cancelled);

        Assert.Contains($"data-site=\"{site.PublicKey}\"", page, StringComparison.Ordinal);
        Assert.Contains("<noscript>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/demo", Cancelled)).StatusCode);
    }

    private static string Token() => Guid.NewGuid().ToString("N");

    private static StringContent Body(string token, string id, string text) => new(
        JsonSerializer.Serialize(new { conversation = token, id, text, page = "https://brightroof.example/roofs#top", locale = "en-US", unknown = 1 }),
        Encoding.UTF8,
        "application/json");

    private Task<HttpResponseMessage> PostAsync(Site site, HttpContent body) =>
        _client.PostAsync($"/widget/v1/{site.PublicKey}/messages", body, Cancelled);

    private async Task<IReadOnlyList<Line>> PostAndReadAsync(Site site, string token, string id, string text) =>
        await ReadAsync(await PostAsync(site, Body(token, id, text)));

    private async Task<HttpResponseMessage> ListAsync(Site site, string token, int after = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/widget/v1/{site.PublicKey}/messages?after={after}");
        request.Headers.Add("X-Conversation", token);
        return await _client.SendAsync(request, Cancelled);
    }

    private static async Task<IReadOnlyList<Line>> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Lines>(Cancelled))!.Messages;
    }

    private async Task<Site> AddSiteAsync(Action<Site>? change = null)
    {
        var (site, _) = await app.AddSiteAsync("Brightroof", site =>
        {
            site.Describe(new BusinessProfile(), "https://brightroof.example");
            change?.Invoke(site);
        });
        await app.Services.GetRequiredService<KnowledgeBook>().AddAsync(site.Id, Text, "Between $350 and $1,500.", Cancelled);
        return site;
    }

    private sealed record Line(string Id, int Sequence, string Role, string Text, DateTimeOffset At);

    private sealed record Lines(IReadOnlyList<Line> Messages);
}
