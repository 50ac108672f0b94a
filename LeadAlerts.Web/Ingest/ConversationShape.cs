using System.Globalization;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Ingest;

/// <summary>Checks what was sent, names every field that is wrong, and turns the rest into a delivery.</summary>
public sealed partial class ConversationShape(IOptions<IngestOptions> options)
{
    private const string Source = "api";

    private readonly int _maxMessages = options.Value.MaxMessages;

    /// <summary>Reads one conversation.</summary>
    /// <param name="siteId">The site, known from its key.</param>
    /// <param name="request">What was sent; null where JSON says null.</param>
    /// <param name="path">Where it stands in the body: empty, or such as <c>[2].</c></param>
    /// <param name="errors">What is wrong with which field; null when nothing is.</param>
    /// <returns>The delivery; null when something is wrong.</returns>
    public IncomingConversation? Read(Guid siteId, ConversationRequest? request, string path, out Dictionary<string, string[]>? errors)
    {
        var found = new Errors(path);
        if (request is null)
        {
            found.Add("", "A conversation is needed here.");
            errors = found.All;
            return null;
        }

        CheckId(found, "conversation_id", request.ConversationId);
        CheckVisitor(found, request.Visitor);
        var messages = ReadMessages(found, request);
        errors = found.All;
        return errors is not null ? null : new IncomingConversation(
            siteId,
            Source,
            request.ConversationId!,
            request.Visitor is { } visitor
                ? new VisitorProfile(visitor.Id, visitor.Name, visitor.Email, visitor.Phone, visitor.Locale)
                : VisitorProfile.Unknown,
            messages,
            request.PageUrl,
            request.Referrer,
            request.Ended);
    }

    private IncomingMessage[] ReadMessages(Errors errors, ConversationRequest request)
    {
        var count = request.Messages?.Count ?? 0;
        if (count == 0 && !request.Ended)
        {
            errors.Add("messages", "At least one message is needed while the conversation goes on.");
        }
        else if (count > _maxMessages)
        {
            errors.Add("messages", string.Create(CultureInfo.InvariantCulture, $"At most {_maxMessages} messages may come at once."));
            return [];
        }

        var messages = new IncomingMessage[count];
        for (var index = 0; index < count; index++)
        {
            if (request.Messages![index] is not { } message)
            {
                errors.Add(Field(index, null), "A message is needed here.");
                continue;
            }

            if (!IsId(message.Id))
            {
                CheckId(errors, Field(index, "id"), message.Id);
            }

            MessageRole? role = message.Role switch
            {
                "visitor" => MessageRole.Visitor,
                "bot" => MessageRole.Bot,
                "agent" => MessageRole.Agent,
                _ => null,
            };
            if (role is null)
            {
                errors.Add(Field(index, "role"), "The role is visitor, bot or agent.");
            }

            if (TextError(message.Text) is { } textError)
            {
                errors.Add(Field(index, "text"), textError);
            }

            DateTimeOffset? at = null;
            if (message.At is not null && (at = ReadInstant(message.At)) is null)
            {
                errors.Add(Field(index, "at"), "A time is written as in 2026-03-01T12:00:00Z, with its zone.");
            }

            messages[index] = new IncomingMessage(message.Id ?? "", role.GetValueOrDefault(), message.Text ?? "", at);
        }

        return messages;
    }

    private static string? TextError(string? text) =>
        string.IsNullOrWhiteSpace(text) || (text.Contains('\0') && string.IsNullOrWhiteSpace(MessageText.Clean(text)))
            ? "A text is needed."
            : text.Length > Message.TextMaxLength
                ? string.Create(CultureInfo.InvariantCulture, $"A text has at most {Message.TextMaxLength} characters.")
                : null;

    private static void CheckVisitor(Errors errors, VisitorRequest? visitor)
    {
        if (visitor is null)
        {
            return;
        }

        CheckLength(errors, "visitor.id", visitor.Id);
        CheckLength(errors, "visitor.name", visitor.Name);
        CheckLength(errors, "visitor.email", visitor.Email);
        CheckLength(errors, "visitor.phone", visitor.Phone);
        CheckLength(errors, "visitor.locale", visitor.Locale);
    }

    private static void CheckLength(Errors errors, string field, string? value)
    {
        if (value?.Length > Conversation.VisitorFieldMaxLength)
        {
            errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"At most {Conversation.VisitorFieldMaxLength} characters fit here."));
        }
    }

    private static void CheckId(Errors errors, string field, string? id)
    {
        if (!IsId(id))
        {
            errors.Add(field, string.Create(
                CultureInfo.InvariantCulture, $"An id of 1 to {Message.ExternalIdMaxLength} characters is needed, without control characters."));
        }
    }

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= Message.ExternalIdMaxLength } && !string.IsNullOrWhiteSpace(id) && !id.AsSpan().ContainsAnyInRange('\0', '\x1f');

    private static DateTimeOffset? ReadInstant(string text) =>
        text.Length <= 40 && Instant.IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : null;

    private static string Field(int index, string? name) =>
        string.Create(CultureInfo.InvariantCulture, $"messages[{index}]") + (name is null ? "" : "." + name);

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Instant { get; }

    private sealed class Errors(string path)
    {
        private const int Most = 20;

        public Dictionary<string, string[]>? All { get; private set; }

        public void Add(string field, string error)
        {
            All ??= [];
            if (All.Count < Most)
            {
                All[(path + field).TrimEnd('.')] = [error];
            }
        }
    }
}
