using System.Net;
using System.Text;
using System.Text.Json;

namespace LeadAlerts.Tests.Ingest;

/// <summary>Posts to the door for servers and reads its refusals.</summary>
internal static class IngestCalls
{
    public const string Door = "/api/v1/conversations";

    public const string Valid = """{"conversation_id":"c1","messages":[{"id":"m1","role":"visitor","text":"Hello"}]}""";

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Door) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("X-Site-Key", key);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body);
    }

    public static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string? field = null)
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
}
