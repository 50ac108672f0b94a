using System.Text.Json;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Reads the questions that a page states as data: schema.org's <c>FAQPage</c> in JSON-LD. Pure.</summary>
internal static class FaqData
{
    private const int MostQuestions = 500;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>The questions with their answers, as plain text; what is not well-formed is passed over.</summary>
    public static IEnumerable<(string Question, string Answer)> Read(IEnumerable<string> documents)
    {
        var found = new List<(string, string)>();
        foreach (var document in documents)
        {
            try
            {
                using var json = JsonDocument.Parse(document.Trim(), Lenient);
                Walk(json.RootElement, found);
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
            {
                // The latter is half of a surrogate pair. Many websites get this wrong; what people see of the page is read in any case.
            }
        }

        return found;
    }

    private static void Walk(JsonElement element, List<(string, string)> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, found);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object && found.Count < MostQuestions)
        {
            if (IsQuestion(element) && (Find(element, "name") ?? Find(element, "text")) is { } question && FindAnswer(element) is { } answer)
            {
                found.Add((question, answer));
                return;
            }

            foreach (var property in element.EnumerateObject())
            {
                Walk(property.Value, found);
            }
        }
    }

    private static bool IsQuestion(JsonElement element) =>
        element.TryGetProperty("@type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(IsQuestionType) : IsQuestionType(type));

    private static bool IsQuestionType(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && Text(type)?.EndsWith("Question", StringComparison.OrdinalIgnoreCase) == true;

    private static string? FindAnswer(JsonElement question)
    {
        foreach (var name in (string[])["acceptedAnswer", "suggestedAnswer"])
        {
            if (question.TryGetProperty(name, out var answer))
            {
                var first = answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().FirstOrDefault() : answer;
                if (first.ValueKind == JsonValueKind.Object && Find(first, "text") is { } text)
                {
                    return text;
                }
            }
        }

        return null;
    }

    private static string? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Text(value) is { Length: > 0 } text ? ToPlain(text) : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    /// <summary>Answers may hold HTML, also as entities.</summary>
    private static string ToPlain(string text) => PageText.Of(PageReader.Read(text).Blocks);
}
