using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadAlerts.Core.Evaluation;

/// <summary>Stands in for the network where a language model is evaluated: requests go to files, or answers come from files.</summary>
/// <remarks>One conversation at a time: <see cref="ChatId"/> says whose file it is.</remarks>
public abstract class ModelRecordings(string folder) : HttpMessageHandler
{
    /// <summary>The conversation that is asked about.</summary>
    public string ChatId { get; set; } = "";

    /// <summary>The folder.</summary>
    protected string Folder { get; } = folder;

    /// <summary>True when a question about the conversation can be carried.</summary>
    public abstract bool Knows(string chatId);

    /// <summary>The file of a conversation, without its folder: its id where that makes a file's name, else what is left of it and a short hash.</summary>
    public static string FileNameOf(string chatId)
    {
        ArgumentNullException.ThrowIfNull(chatId);
        var safe = string.Concat(chatId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        return safe == chatId && safe.Length is > 0 and <= 100 && safe[0] != '.'
            ? safe + ".json"
            : $"chat-{safe[..Math.Min(safe.Length, 60)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chatId)))[..8]}.json";
    }
}

/// <summary>Writes the body of every request to a file of its own, exactly as it would be sent, and sends nothing.</summary>
public sealed class ExportedRequests(string folder) : ModelRecordings(folder)
{
    /// <summary>How many were written.</summary>
    public int Count { get; private set; }

    /// <inheritdoc />
    public override bool Knows(string chatId) => true;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var file = File.Create(Path.Combine(Folder, FileNameOf(ChatId)));
        await request.Content!.CopyToAsync(file, cancellationToken);
        Count++;
        return new HttpResponseMessage(HttpStatusCode.BadRequest);
    }
}

/// <summary>Answers every request from the conversation's file.</summary>
/// <remarks>A file holds the endpoint's whole reply (an object with <c>choices</c>), or only what the model said.</remarks>
public sealed class ReplayedAnswers(string folder) : ModelRecordings(folder)
{
    /// <inheritdoc />
    public override bool Knows(string chatId) => File.Exists(Path.Combine(Folder, FileNameOf(chatId)));

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, FileNameOf(ChatId)), cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(IsReply(text) ? text : Wrap(text), Encoding.UTF8, "application/json"),
        };
    }

    private static bool IsReply(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("choices", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Wrap(string text) => new JsonObject
    {
        ["id"] = "replayed",
        ["object"] = "chat.completion",
        ["created"] = 0,
        ["model"] = "replayed",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = "stop",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
        }),
    }.ToJsonString();
}
