using System.Globalization;
using System.Text.Json;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Reads a model's answer, also where the endpoint ignored the schema: fenced, with text around it, with fields in other clothes.</summary>
internal static class AnswerReader
{
    // Far more than any honest answer has.
    private const int AnswerMaxLength = 100_000;

    private const int MaxStarts = 50;

    private const int MaxEntries = 40;

    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>Reads it.</summary>
    /// <returns>Null when no object in the text has a category and a probability.</returns>
    public static ModelAnswer? FindAnswer(string text)
    {
        if (text.Length > AnswerMaxLength)
        {
            return null;
        }

        // What a model thought aloud may hold half an answer.
        var thought = text.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        var start = text.IndexOf('{', Math.Max(thought, 0));
        for (var tries = 0; start >= 0 && tries < MaxStarts; tries++)
        {
            var end = FindEnd(text, start);
            if (end > start && FindAnswer(text.AsMemory(start, end - start)) is { } answer)
            {
                return answer;
            }

            start = start + 1 < text.Length ? text.IndexOf('{', start + 1) : -1;
        }

        return null;
    }

    /// <summary>Where the object that begins at <paramref name="start"/> ends, behind its last brace; −1 when it does not.</summary>
    private static int FindEnd(string text, int start)
    {
        var depth = 0;
        var inText = false;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when inText:
                    i++;
                    break;
                case '"':
                    inText = !inText;
                    break;
                case '{' when !inText:
                    depth++;
                    break;
                case '}' when !inText && --depth == 0:
                    return i + 1;
            }
        }

        return -1;
    }

    private static ModelAnswer? FindAnswer(ReadOnlyMemory<char> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return Read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text in it is half of a character: what comes after may be better.
            return null;
        }
    }

    private static ModelAnswer? Read(JsonElement root)
    {
        if (FindEnum<ConversationCategory>(Find(root, "category")) is not { } category || Number(Find(root, "lead_probability")) is not { } probability)
        {
            return null;
        }

        var summary = Find(root, "summary") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        return new ModelAnswer(category, Math.Clamp(probability, 0, 100), [.. Entries(Find(root, "criteria")).Select(Criterion)])
        {
            Headline = Text(Find(summary, "headline")),
            Wants = Lines(Find(summary, "wants")),
            Questions = Lines(Find(summary, "questions")),
            Concerns = Lines(Find(summary, "concerns")),
            Timeline = Line(Find(summary, "timeline")),
            Budget = Line(Find(summary, "budget")),
            Place = Line(Find(summary, "place")),
            NextStep = Line(Find(summary, "next_step")),
        };
    }

    private static ClaimedCriterion Criterion(JsonElement entry) =>
        new(Text(Find(entry, "criterion")), Number(Find(entry, "message")), Text(Find(entry, "quote")));

    private static List<ClaimedLine> Lines(JsonElement? list) => [.. Entries(list).Select(entry => Line(entry)).OfType<ClaimedLine>()];

    private static ClaimedLine? Line(JsonElement? entry)
    {
        var text = Text(entry is { ValueKind: JsonValueKind.Object } line ? Find(line, "text") : entry);
        return text.Length == 0 ? null : new ClaimedLine(text, entry is { } named ? Number(Find(named, "message")) : null);
    }

    private static IEnumerable<JsonElement> Entries(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(MaxEntries) : [];

    private static JsonElement? Find(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var plain = Plain(name);
        foreach (var property in owner.EnumerateObject())
        {
            if (Plain(property.Name) == plain)
            {
                return property.Value;
            }
        }

        return null;
    }

    /// <summary>A name without what models vary: "Lead probability", "leadProbability" and "lead_probability" are one.</summary>
    internal static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static T? FindEnum<T>(JsonElement? value)
        where T : struct, Enum
    {
        var plain = Plain(Text(value));
        foreach (var name in Enum.GetNames<T>())
        {
            if (Plain(name) == plain)
            {
                return Enum.Parse<T>(name);
            }
        }

        return null;
    }

    private static string Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static int? Number(JsonElement? value)
    {
        double number;
        switch (value?.ValueKind)
        {
            case JsonValueKind.Number when value.Value.TryGetDouble(out number):
                break;
            case JsonValueKind.String when double.TryParse(
                value.Value.GetString()!.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out number):
                break;
            default:
                return null;
        }

        // A share of one, where a share of a hundred was asked for.
        number = number is > 0 and < 1 ? number * 100 : number;
        return double.IsFinite(number) && Math.Abs(number) < 1_000_000_000 ? (int)Math.Round(number) : null;
    }
}
