using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.AI;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>How the endpoint is told which form the answer must have.</summary>
public enum AnswerFormat
{
    /// <summary>By a JSON schema: what OpenAI, Ollama, vLLM, llama.cpp and most others understand.</summary>
    JsonSchema = 0,

    /// <summary>As some JSON object; the prompt says which.</summary>
    JsonObject = 1,

    /// <summary>By the prompt alone, for endpoints that refuse the other two.</summary>
    Text = 2,
}

/// <summary>The language model that refines reviews. Off unless <see cref="Model"/> is named.</summary>
public sealed class LanguageModelOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "LanguageModel";

    /// <summary>Where requests go when no endpoint is named.</summary>
    public const string DefaultEndpoint = "https://api.openai.com/v1";

    /// <summary>The base address of an OpenAI-compatible API, such as <c>http://localhost:11434/v1</c>; empty for OpenAI's own.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The key, by environment variable or user-secrets; empty for a server that asks for none. Never logged, never shown.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model as the endpoint calls it; empty to use none.</summary>
    [MaxLength(100, ErrorMessage = "LanguageModel:Model must have at most 100 characters.")]
    public string? Model { get; set; }

    /// <summary>How long a review waits for the model, with a second try; then the embedded word stands. Well below a review's lease.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:15", ErrorMessage = "LanguageModel:Budget must be 0.1 s to 15 s.")]
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How many reviews a day, by the site's own clock, the model reads for one site.</summary>
    [Range(0, 1_000_000, ErrorMessage = "LanguageModel:DailyReviewsPerSite must be 0 to 1000000.")]
    public int DailyReviewsPerSite { get; set; } = 200;

    /// <summary>How many reviews one server lets the model read at once; a further one does without it rather than wait.</summary>
    [Range(1, 64, ErrorMessage = "LanguageModel:MaxConcurrentReviews must be 1 to 64.")]
    public int MaxConcurrentReviews { get; set; } = 8;

    /// <summary>After how many failures in a row the model is left alone for <see cref="BreakDuration"/>.</summary>
    [Range(1, 100, ErrorMessage = "LanguageModel:BreakAfterFailures must be 1 to 100.")]
    public int BreakAfterFailures { get; set; } = 5;

    /// <summary>For how long the model is left alone. One further failure after that leaves it alone again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "LanguageModel:BreakDuration must be 1 s to 1 h.")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How much of a conversation is sent, in characters.</summary>
    [Range(1_000, 400_000, ErrorMessage = "LanguageModel:MaxTranscriptLength must be 1000 to 400000.")]
    public int MaxTranscriptLength { get; set; } = 16_000;

    /// <summary>How many tokens an answer may have; empty to leave it to the endpoint.</summary>
    [Range(200, 100_000, ErrorMessage = "LanguageModel:MaxOutputTokens must be 200 to 100000.")]
    public int? MaxOutputTokens { get; set; } = 1_500;

    /// <summary>0 for the steadiest answers; empty where the model does not take it, as reasoning models do not.</summary>
    [Range(0.0, 2.0, ErrorMessage = "LanguageModel:Temperature must be 0 to 2.")]
    public float? Temperature { get; set; }

    /// <summary>How long a reasoning model thinks; empty to leave it to the model.</summary>
    [EnumDataType(typeof(ReasoningEffort), ErrorMessage = "LanguageModel:ReasoningEffort must be None, Low, Medium or High.")]
    public ReasoningEffort? ReasoningEffort { get; set; }

    /// <summary>How the endpoint is told which form the answer must have.</summary>
    [EnumDataType(typeof(AnswerFormat), ErrorMessage = "LanguageModel:AnswerFormat must be JsonSchema, JsonObject or Text.")]
    public AnswerFormat AnswerFormat { get; set; }

    /// <summary>True when a model is named.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Model);

    /// <summary>The base address in force.</summary>
    public Uri EndpointAddress => new(string.IsNullOrWhiteSpace(Endpoint) ? DefaultEndpoint : Endpoint.Trim());

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var hasEndpoint = !string.IsNullOrWhiteSpace(Endpoint);
        var hasKey = !string.IsNullOrWhiteSpace(ApiKey);
        if (!IsOn)
        {
            if (hasEndpoint || hasKey)
            {
                yield return new ValidationResult(
                    "LanguageModel:Model must be named when LanguageModel:Endpoint or LanguageModel:ApiKey is set.", [nameof(Model)]);
            }

            yield break;
        }

        if (Model!.Any(char.IsControl))
        {
            yield return new ValidationResult("LanguageModel:Model must be the model's name on one line.", [nameof(Model)]);
        }

        if (!hasEndpoint && !hasKey)
        {
            yield return new ValidationResult(
                "LanguageModel:ApiKey must be set, or LanguageModel:Endpoint to a server that asks for none.", [nameof(ApiKey)]);
        }

        if (!hasEndpoint)
        {
            yield break;
        }

        if (!Uri.TryCreate(Endpoint!.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            yield return new ValidationResult(
                "LanguageModel:Endpoint must be an address such as https://api.openai.com/v1 or http://localhost:11434/v1.", [nameof(Endpoint)]);
        }
        else if (hasKey && uri.Scheme == "http" && !IsThisMachine(uri))
        {
            yield return new ValidationResult(
                "LanguageModel:Endpoint must be https when LanguageModel:ApiKey is set: the key and the chats would travel in the open.", [nameof(Endpoint)]);
        }
    }

    private static bool IsThisMachine(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
}
