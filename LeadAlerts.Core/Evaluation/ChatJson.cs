using System.Text.Json;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Evaluation;

/// <summary>Makes a conversation of a line of JSON. Whatever is wrong is told by a <see cref="FormatException"/> in words for people.</summary>
internal static class ChatJson
{
    // Nothing is judged by when it was written.
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static EvaluationChat Read(string line, string place, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement, place, source);
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                line.AsSpan().TrimStart().StartsWith('[') || line.Trim() is "{"
                    ? "a conversation has to stand on one line as a JSON object {…}, with no list around them all."
                    : $"not valid JSON (near character {(exception.BytePositionInLine ?? 0) + 1}). The line is cut off or damaged.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("a text holds half of a character (a lone surrogate).", exception);
        }
    }

    private static EvaluationChat Read(JsonElement chat, string place, string source)
    {
        if (chat.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("a conversation has to stand on one line as a JSON object {…}, with no list around them all.");
        }

        var lines = Messages(chat);
        return new EvaluationChat(
            place, Text(chat, "id") ?? place, Text(chat, "source") ?? source,
            new Transcript(Guid.Empty, Guid.Empty, lines, VisitorProfile.Unknown),
            Business(chat), (Text(chat, "region") ?? "US").ToUpperInvariant())
        {
            Language = Text(chat, "language"),
            Category = Text(chat, "category"),
            IsLead = Label(chat),
            Contact = Contact(chat),
            MustMention = Texts(chat, "must_mention"),
            MustNotMention = Texts(chat, "must_not_mention"),
            References = References(chat),
        };
    }

    private static List<TranscriptLine> Messages(JsonElement chat)
    {
        if (!chat.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw new FormatException("\"messages\" has to be a list with at least one message.");
        }

        var lines = new List<TranscriptLine>();
        foreach (var message in messages.EnumerateArray())
        {
            var number = lines.Count + 1;
            if (message.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"message {number} has to be an object with \"role\" and \"text\".");
            }

            if (!message.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
            {
                throw new FormatException($"message {number} has no \"text\".");
            }

            lines.Add(new TranscriptLine(
                number, Role(message, number), MessageText.Cut(MessageText.Clean(text.GetString()!), Message.TextMaxLength),
                Begin.AddMinutes(number)));
        }

        return lines;
    }

    private static MessageRole Role(JsonElement message, int number)
    {
        var role = Text(message, "role") ?? throw new FormatException($"message {number} has no \"role\": use visitor, bot or agent.");
        return role.ToUpperInvariant() switch
        {
            "VISITOR" => MessageRole.Visitor,
            "BOT" => MessageRole.Bot,
            "AGENT" => MessageRole.Agent,
            _ => throw new FormatException($"message {number} has the role \"{role}\": use visitor, bot or agent."),
        };
    }

    private static bool? Label(JsonElement chat) => Text(chat, "label") switch
    {
        null => null,
        "lead" => true,
        "not_lead" => false,
        var label => throw new FormatException($"the label \"{label}\" is unknown: use lead, not_lead or null."),
    };

    private static BusinessProfile Business(JsonElement chat)
    {
        if (chat.TryGetProperty("business", out var business) && business.ValueKind == JsonValueKind.Object)
        {
            return new BusinessProfile
            {
                Kind = Joined(business, "kind") is { Length: > 0 } kind ? kind : Joined(business, "name"),
                Services = Joined(business, "services") is { Length: > 0 } services ? services : Joined(chat, "services"),
                ServiceArea = Joined(business, "area"),
                OwnPhones = Joined(business, "phones"),
                OwnEmails = Joined(business, "emails"),
            };
        }

        return new BusinessProfile { Kind = Joined(chat, "business"), Services = Joined(chat, "services") };
    }

    private static VisitorContact? Contact(JsonElement chat)
    {
        if (!chat.TryGetProperty("contact", out var contact) || contact.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return contact.ValueKind == JsonValueKind.Object
            ? new VisitorContact(Text(contact, "name"), Text(contact, "email"), Text(contact, "phone"))
            : throw new FormatException("\"contact\" has to be an object with \"name\", \"email\" and \"phone\".");
    }

    private static IReadOnlyList<string> References(JsonElement chat) =>
        Texts(chat, "reference_summaries") is { Count: > 0 } several ? several : Texts(chat, "reference_summary");

    private static string Joined(JsonElement owner, string name) =>
        MessageText.Cut(string.Join(", ", Texts(owner, name)), BusinessProfile.TextMaxLength);

    /// <summary>The texts of a list, or the one text that stands in its place.</summary>
    private static IReadOnlyList<string> Texts(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            return Text(owner, name) is { } text ? [text] : [];
        }

        return [.. value.EnumerateArray().Select(entry => Plain(entry, name)).OfType<string>()];
    }

    /// <summary>Null where the field is missing, null or blank.</summary>
    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? Plain(value, name) : null;

    private static string? Plain(JsonElement value, string name)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => MessageText.Clean(value.GetString()!).Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"\"{name}\" has to be a text."),
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
