using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Bounces;

/// <summary>Who may report mails that came back.</summary>
public sealed class BounceOptions
{
    public const string Section = "Bounces";

    /// <summary>The secret that reports are signed with; empty closes the door. Give it by environment variable or user-secrets.</summary>
    [MinLength(24, ErrorMessage = "Bounces:Secret must have at least 24 characters.")]
    public string? Secret { get; set; }

    /// <summary>The secret before, while senders change over; empty for none.</summary>
    [MinLength(24, ErrorMessage = "Bounces:OldSecret must have at least 24 characters.")]
    public string? OldSecret { get; set; }
}

/// <summary>
/// The door for mails that came back: a provider's webhook as JSON, or a mail server's report (DSN) as it is. Signed like Standard
/// Webhooks: <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c> over the raw body.
/// </summary>
internal static class BounceEndpoints
{
    public const string Path = "/api/v1/bounces";
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static void AddBounces(this IServiceCollection services) =>
        services.AddOptions<BounceOptions>().BindConfiguration(BounceOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    public static void MapBounces(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, ReceiveAsync).ExcludeFromDescription().AllowAnonymous().DisableAntiforgery().ShortCircuit();

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, BounceDesk bounces, InboxFeed feed, IOptions<BounceOptions> options, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(options.Value.Secret))
        {
            return Results.NotFound();
        }

        if (await ReadAsync(context.Request) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!IsSigned(context.Request.Headers, body, options.Value, clock.GetUtcNow()))
        {
            return Results.Unauthorized();
        }

        var isMail = context.Request.ContentType?.StartsWith("message/rfc822", StringComparison.OrdinalIgnoreCase) == true;
        var reports = isMail ? DeliveryReport.Read(body) : BounceDocument.Read(body);
        if (reports is null)
        {
            return Results.Problem("A bounce is a JSON object with type and messageId or recipient, or a delivery report as message/rfc822.", statusCode: 400);
        }

        foreach (var report in reports)
        {
            foreach (var siteId in await bounces.RecordAsync(report))
            {
                feed.Publish(siteId);
            }
        }

        return Results.Accepted();
    }

    /// <returns>The body; null when it is too long.</returns>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private static bool IsSigned(IHeaderDictionary headers, byte[] body, BounceOptions options, DateTimeOffset now)
    {
        if (headers["webhook-id"] is not [{ Length: > 0 and <= 200 } id] || id.Contains('.', StringComparison.Ordinal)
            || headers["webhook-timestamp"] is not [{ Length: <= 20 } time] || !long.TryParse(time, out var seconds)
            || headers["webhook-signature"] is not [{ Length: <= 2000 } signatures]
            || Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) > (decimal)Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
        var valid = false;
        foreach (var secret in new[] { options.Secret, options.OldSecret }.OfType<string>().Where(secret => secret.Length > 0))
        {
            var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed)));
            foreach (var signature in signatures.Split(' '))
            {
                valid |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
            }
        }

        return valid;
    }

    /// <summary>A secret of the form <c>whsec_</c> and base64, or else its bytes as they are.</summary>
    private static byte[] KeyOf(string secret)
    {
        var text = secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret[6..] : "";
        var key = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, key, out var length) ? key[..length] : Encoding.UTF8.GetBytes(secret);
    }
}

/// <summary>The JSON of a bounce.</summary>
internal static class BounceDocument
{
    /// <returns>The reports; null when it is not one.</returns>
    public static IReadOnlyList<BounceReport>? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !Enum.TryParse<BounceType>(Text(root, "type"), ignoreCase: true, out var type) || !Enum.IsDefined(type))
            {
                return null;
            }

            var report = new BounceReport(type, Text(root, "messageId"), Text(root, "recipient"), Text(root, "reason"));
            return report is { MessageId: null, Recipient: null } ? null : [report];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 2000 } text ? text : null;
}
