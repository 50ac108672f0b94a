using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace LeadAlerts.Web.Ingest;

/// <summary>Reads one conversation or many from a request's body, up to a size.</summary>
internal static class RequestBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>What a body holds, or why it cannot be read.</summary>
    public readonly record struct Content(ConversationRequest?[]? Conversations, bool IsArray, IngestProblem? Problem);

    public static async ValueTask<Content> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (CheckHeaders(request, maxBytes) is { } problem)
        {
            return new Content(null, false, problem);
        }

        var reader = request.BodyReader;
        while (true)
        {
            ReadResult result;
            try
            {
                result = await reader.ReadAsync(request.HttpContext.RequestAborted);
            }
            catch (BadHttpRequestException exception)
            {
                // Kestrel's word: too slow (408), too large (413), cut off (400).
                return new Content(null, false, new IngestProblem("The body cannot be read.", exception.StatusCode));
            }

            var body = result.Buffer;
            if (body.Length > maxBytes)
            {
                reader.AdvanceTo(body.End);
                return new Content(null, false, TooLarge(maxBytes));
            }

            if (result.IsCompleted)
            {
                var content = Parse(body);
                reader.AdvanceTo(body.End);
                return content;
            }

            reader.AdvanceTo(body.Start, body.End);
        }
    }

    private static IngestProblem? CheckHeaders(HttpRequest request, int maxBytes)
    {
        if (!IsJson(request.ContentType))
        {
            return new IngestProblem(
                "The body is not JSON.", StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json, in UTF-8.");
        }

        if (request.Headers.ContentEncoding is [{ } encoding, ..] && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            request.HttpContext.Response.Headers.AcceptEncoding = "identity";
            return new IngestProblem(
                "The body is compressed.", StatusCodes.Status415UnsupportedMediaType, "Send it without a Content-Encoding.");
        }

        return request.ContentLength > maxBytes ? TooLarge(maxBytes) : null;
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is MediaTypeNames.Application.Json or "application/json; charset=utf-8")
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
    }

    private static Content Parse(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            return Parse(body.FirstSpan);
        }

        var length = checked((int)body.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(buffer);
            return Parse(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Content Parse(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        body = body.TrimStart(" \t\r\n"u8);
        var isArray = body is [(byte)'[', ..];
        try
        {
            var conversations = isArray
                ? JsonSerializer.Deserialize(body, IngestJson.Default.ConversationRequestArray)
                : [JsonSerializer.Deserialize(body, IngestJson.Default.ConversationRequest)];
            return new Content(conversations, isArray, null);
        }
        catch (JsonException exception)
        {
            return new Content(null, isArray, Unreadable(exception));
        }
    }

    private static IngestProblem Unreadable(JsonException exception)
    {
        // A syntax error has the reader's exception inside; otherwise the JSON is sound but a value is not what belongs there.
        if (exception.InnerException is JsonException || exception.Path is null or "$")
        {
            return new IngestProblem(
                "The body is not JSON that can be read.",
                StatusCodes.Status400BadRequest,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A conversation or an array of them is needed, as JSON in UTF-8, at most {IngestJson.MaxDepth} levels deep. The error is near line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
        }

        var field = exception.Path.TrimStart('$').TrimStart('.');
        return new IngestProblem(
            "A field cannot be read.",
            StatusCodes.Status400BadRequest,
            Errors: new Dictionary<string, string[]>
            {
                [field] = ["The value is not of the kind that belongs here, is not valid text, or the name occurs twice."],
            });
    }

    private static IngestProblem TooLarge(int maxBytes) => new(
        "The body is too large.",
        StatusCodes.Status413PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"Send at most {maxBytes} bytes at once."));
}
