using System.Text.Json;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadAlerts.Web.Widget;

/// <summary>A visitor's message as the widget posts it.</summary>
/// <param name="Conversation">The conversation's token: the page drew it at random, and whoever knows it may read the conversation.</param>
/// <param name="Id">The message's own id, so that sending it again stores it once.</param>
/// <param name="Text">What the visitor wrote.</param>
/// <param name="After">The number of the last message that the page has; the answer holds what came since.</param>
/// <param name="Page">The page's address.</param>
/// <param name="Referrer">From where the visitor came to that page.</param>
/// <param name="Locale">The browser's locale.</param>
/// <param name="Name">The visitor's name, where the website knows it.</param>
/// <param name="Email">The visitor's address, where the website knows it.</param>
/// <param name="Phone">The visitor's phone number, where the website knows it.</param>
public sealed record WidgetMessage(
    string? Conversation,
    string? Id,
    string? Text,
    int After = 0,
    string? Page = null,
    string? Referrer = null,
    string? Locale = null,
    string? Name = null,
    string? Email = null,
    string? Phone = null);

/// <summary>One message as the widget shows it.</summary>
public sealed record WidgetLine(string Id, int Sequence, string Role, string Text, DateTimeOffset At);

/// <summary>What came to a conversation since the page last looked, in order.</summary>
public sealed record WidgetLines(IReadOnlyList<WidgetLine> Messages);

/// <summary>Reads and checks what the widget posts.</summary>
internal static partial class WidgetRequest
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads a body of limited size.</summary>
    /// <returns>The message, or the refusal.</returns>
    public static async Task<(WidgetMessage? Message, IResult? Refusal)> ReadAsync(
        HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0)
        {
            return (null, TypedResults.Problem(statusCode: 415, title: "Send plain JSON with the content type application/json."));
        }

        var buffer = new byte[maxBytes + 1];
        var length = request.ContentLength > maxBytes
            ? buffer.Length
            : await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > maxBytes)
        {
            return (null, TypedResults.Problem(statusCode: 413, title: "The message is too large."));
        }

        try
        {
            return JsonSerializer.Deserialize<WidgetMessage>(buffer.AsSpan(0, length), Strict) is { } message
                ? (message, null)
                : (null, Invalid("", "A message is expected."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A lone surrogate is the InvalidOperationException: such a text cannot be stored.
            return (null, Invalid((exception as JsonException)?.Path?.TrimStart('$', '.') ?? "", "This is not the JSON of a message."));
        }
    }

    /// <summary>The first thing that is wrong with a message; null when nothing is. Pure.</summary>
    public static IResult? Check(WidgetMessage message, int textMaxLength)
    {
        if (!IsToken(message.Conversation))
        {
            return Invalid("conversation", "A conversation is named by 22 to 64 letters, digits, - or _.");
        }

        if (message.Id is null || !MessageId().IsMatch(message.Id))
        {
            return Invalid("id", "A message is named by 8 to 64 letters, digits, - or _.");
        }

        if (string.IsNullOrWhiteSpace(message.Text?.Replace("\0", "", StringComparison.Ordinal)))
        {
            return Invalid("text", "A message needs a text.");
        }

        return message.Text.Length > textMaxLength ? Invalid("text", $"A message has at most {textMaxLength} characters.") : null;
    }

    /// <summary>True when a text has the form of a conversation's token: room for 128 random bits and more.</summary>
    public static bool IsToken(string? text) => text is not null && Token().IsMatch(text);

    /// <summary>The message as the intake takes it. What a page says beside the text is trimmed to what can be kept, or dropped. Pure.</summary>
    public static IncomingConversation ToDelivery(WidgetMessage message, Guid siteId) => new(
        siteId,
        WidgetEndpoints.Source,
        message.Conversation!,
        new VisitorProfile(null, Field(message.Name), Field(message.Email), Field(message.Phone), FindLocale(message.Locale)),
        [new IncomingMessage(message.Id!, MessageRole.Visitor, message.Text!)],
        Address(message.Page),
        Address(message.Referrer));

    /// <summary>A browser's locale; null where it does not look like one.</summary>
    public static string? FindLocale(string? locale) => locale is not null && LocaleName().IsMatch(locale) ? locale : null;

    private static string? Field(string? value) =>
        string.IsNullOrWhiteSpace(value) || value.Length > Conversation.VisitorFieldMaxLength ? null : value.Trim();

    private static string? Address(string? url) =>
        url is { Length: <= Conversation.UrlMaxLength }
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped) is { Length: <= Conversation.UrlMaxLength } clean
            ? clean
            : null;

    private static ValidationProblem Invalid(string field, string what) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [what] });

    [GeneratedRegex("^[A-Za-z0-9_-]{22,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z0-9_-]{8,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex MessageId();

    [GeneratedRegex("^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex LocaleName();
}
