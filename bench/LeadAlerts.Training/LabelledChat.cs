using System.Text.Json;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Training;

/// <summary>A chat with what people said about it.</summary>
/// <param name="Id">Unique within all files.</param>
/// <param name="Author">Who wrote it: the file's name up to its first dash; of public chats their source.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Transcript">The chat.</param>
/// <param name="Business">Whose chat it is.</param>
/// <param name="Region">The business's country.</param>
/// <param name="IsLead">The label.</param>
/// <param name="Category">The label; null where there is none.</param>
/// <param name="Acts">Of each visitor message in turn what it does; null where nobody said.</param>
internal sealed record LabelledChat(
    string Id,
    string Author,
    string Language,
    Transcript Transcript,
    BusinessProfile Business,
    string Region,
    bool IsLead,
    ConversationCategory? Category,
    IReadOnlyList<IReadOnlyList<SpeechAct>>? Acts)
{
    /// <summary>True when it is known what the business is.</summary>
    public bool KnowsTrade => Business.Kind.Length > 0;

    /// <summary>The chat as the model sees it.</summary>
    public ConversationText Text() => new(Transcript, Business, Region);

    /// <summary>The same chat at a business of which nothing is known.</summary>
    public LabelledChat WithoutTrade() => this with { Business = new BusinessProfile() };

    /// <summary>Reads chats, one JSON object a line; chats without a label, or for non-commercial use only, are passed over.</summary>
    public static IEnumerable<LabelledChat> Read(string file)
    {
        var author = Path.GetFileNameWithoutExtension(file).Split('-')[0];
        foreach (var line in File.ReadLines(file))
        {
            using var json = JsonDocument.Parse(line);
            if (Read(json.RootElement, author) is { } chat)
            {
                yield return chat;
            }
        }
    }

    private static LabelledChat? Read(JsonElement chat, string author)
    {
        var label = Text(chat, "label");

        // Texts that may not serve a product teach it nothing.
        if (label is null || Text(chat, "license")?.Contains("-NC", StringComparison.Ordinal) == true)
        {
            return null;
        }

        var lines = new List<TranscriptLine>();
        var acts = new List<IReadOnlyList<SpeechAct>>();
        var labelled = false;
        foreach (var message in chat.GetProperty("messages").EnumerateArray())
        {
            var visitor = Text(message, "role") == "visitor";
            lines.Add(new TranscriptLine(
                lines.Count + 1, visitor ? MessageRole.Visitor : MessageRole.Bot, Text(message, "text")!, DateTimeOffset.UnixEpoch.AddMinutes(lines.Count)));
            if (visitor && !string.IsNullOrWhiteSpace(Text(message, "text")))
            {
                labelled |= message.TryGetProperty("acts", out var named);
                acts.Add(named.ValueKind == JsonValueKind.Array
                    ? [.. named.EnumerateArray().Select(act => Enum.Parse<SpeechAct>(act.GetString()!, ignoreCase: true))]
                    : []);
            }
        }

        return new LabelledChat(
            Text(chat, "id")!,
            Text(chat, "source") ?? author,
            Text(chat, "language") ?? "en",
            new Transcript(Guid.Empty, Guid.Empty, lines, VisitorProfile.Unknown),
            new BusinessProfile { Kind = Text(chat, "business") ?? "", Services = Text(chat, "services") ?? "" },
            Text(chat, "region") ?? "US",
            label == "lead",
            Text(chat, "category") is { } category ? CategoryOf(category) : null,
            labelled ? acts : null);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ConversationCategory CategoryOf(string name) => name switch
    {
        "enquiry" => ConversationCategory.NewEnquiry,
        "existing_customer" => ConversationCategory.ExistingCustomer,
        "job_seeker" => ConversationCategory.JobSeeker,
        "vendor" => ConversationCategory.Vendor,
        "complaint" => ConversationCategory.Complaint,
        "spam_abuse" => ConversationCategory.SpamOrAbuse,
        "other" => ConversationCategory.Other,
        _ => throw new InvalidDataException($"Unknown category {name}."),
    };
}
