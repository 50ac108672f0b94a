using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Web.Ingest;

// The annotations describe the shape in the OpenAPI document; ConversationShape enforces it, without reflection. What is nullable here
// may be missing in what is sent, required or not.

/// <summary>One or more messages of one conversation.</summary>
public sealed record ConversationRequest
{
    [JsonPropertyName("conversation_id"), Required, StringLength(Message.ExternalIdMaxLength, MinimumLength = 1)]
    [Description("Your id for the conversation. Send it again with every later message.")]
    public string? ConversationId { get; init; }

    [JsonPropertyName("page_url"), Description("The page on which the conversation began. Longer than 2,000 characters, it is cut.")]
    public string? PageUrl { get; init; }

    [JsonPropertyName("referrer"), Description("From where the visitor came to that page. Longer than 2,000 characters, it is cut.")]
    public string? Referrer { get; init; }

    [JsonPropertyName("visitor"), Description("What you know about the visitor. What you leave out stays as it was.")]
    public VisitorRequest? Visitor { get; init; }

    [JsonPropertyName("messages"), Description("In order. May be empty only when the conversation has ended.")]
    public IReadOnlyList<MessageRequest?>? Messages { get; init; }

    [JsonPropertyName("ended"), Description("True when the conversation is over. A later message opens it again.")]
    public bool Ended { get; init; }
}

/// <summary>What the sender knows about the visitor.</summary>
public sealed record VisitorRequest
{
    [JsonPropertyName("id"), StringLength(Conversation.VisitorFieldMaxLength)]
    [Description("Your id for the visitor, the same over several conversations.")]
    public string? Id { get; init; }

    [JsonPropertyName("name"), StringLength(Conversation.VisitorFieldMaxLength)]
    public string? Name { get; init; }

    [JsonPropertyName("email"), StringLength(Conversation.VisitorFieldMaxLength)]
    public string? Email { get; init; }

    [JsonPropertyName("phone"), StringLength(Conversation.VisitorFieldMaxLength)]
    public string? Phone { get; init; }

    [JsonPropertyName("locale"), StringLength(Conversation.VisitorFieldMaxLength), Description("Such as en-US.")]
    public string? Locale { get; init; }
}

/// <summary>One message.</summary>
public sealed record MessageRequest
{
    [JsonPropertyName("id"), Required, StringLength(Message.ExternalIdMaxLength, MinimumLength = 1)]
    [Description("Your id for the message, unique in its conversation. The same id with the same text is stored once.")]
    public string? Id { get; init; }

    [JsonPropertyName("role"), Required, AllowedValues("visitor", "bot", "agent"), Description("Who wrote it: visitor, bot or agent.")]
    public string? Role { get; init; }

    [JsonPropertyName("text"), Required, StringLength(Message.TextMaxLength, MinimumLength = 1), Description("Plain text.")]
    public string? Text { get; init; }

    [JsonPropertyName("at"), Description("When it was written: ISO 8601 with a zone, such as 2026-03-01T12:00:00Z. The time of arrival when left out.")]
    public string? At { get; init; }
}

/// <summary>A conversation that is stored.</summary>
/// <param name="ConversationId">Our id for the conversation.</param>
/// <param name="Received">How many of the messages were new.</param>
/// <param name="Repeated">How many were stored before.</param>
public sealed record ConversationAccepted(
    [property: JsonPropertyName("conversation_id")] Guid ConversationId,
    [property: JsonPropertyName("received")] int Received,
    [property: JsonPropertyName("repeated")] int Repeated);

/// <summary>What became of one conversation of many, in the order in which they were sent.</summary>
/// <param name="Status">202 when it is stored; otherwise the status that it would have got alone.</param>
/// <param name="Accepted">What is stored.</param>
/// <param name="Problem">Why it is not.</param>
public sealed record ConversationResult(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("accepted"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConversationAccepted? Accepted = null,
    [property: JsonPropertyName("problem"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IngestProblem? Problem = null);

/// <summary>Why something is not stored, after RFC 9457.</summary>
/// <param name="Title">What went wrong.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Errors">What is wrong with which field, such as <c>messages[2].text</c>.</param>
public sealed record IngestProblem(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("detail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null,
    [property: JsonPropertyName("errors"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? Errors = null);

[JsonSourceGenerationOptions(MaxDepth = MaxDepth, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ConversationRequest))]
[JsonSerializable(typeof(ConversationRequest[]))]
[JsonSerializable(typeof(ConversationAccepted))]
[JsonSerializable(typeof(ConversationResult[]))]
[JsonSerializable(typeof(IngestProblem))]
internal sealed partial class IngestJson : JsonSerializerContext
{
    public const int MaxDepth = 32;
}
