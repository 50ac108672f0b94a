namespace LeadAlerts.Core.Evaluation;

/// <summary>One line of a file of conversations: a conversation, or why it could not be read.</summary>
/// <param name="Chat">The conversation; null where the line could not be read.</param>
/// <param name="Problem">Place and reason, for people; null where the line could be read.</param>
public sealed record ChatLine(EvaluationChat? Chat, string? Problem);

/// <summary>Reads conversations from JSON Lines: one JSON object a line, unknown fields ignored, empty lines skipped.</summary>
public static class ChatFile
{
    /// <summary>Reads a file as it is iterated over, so that it may be larger than memory.</summary>
    /// <param name="reader">The file's text; stays open.</param>
    /// <param name="fileName">Its name, without folders, for messages and as the source of conversations that name none.</param>
    /// <returns>One entry for each line that is not empty, in order.</returns>
    public static IEnumerable<ChatLine> Read(TextReader reader, string fileName)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(fileName);
        var source = SourceOf(fileName);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ReadLine(line, $"{fileName}, line {number}", source);
            }
        }
    }

    /// <summary>Files in parts are one source: "chats-1.jsonl" and "chats-2.jsonl" are both "chats".</summary>
    internal static string SourceOf(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        var stem = name.AsSpan().TrimEnd("0123456789");
        return stem.Length > 1 && stem.Length < name.Length && stem[^1] is '-' or '_' or '.' ? stem[..^1].ToString() : name;
    }

    private static ChatLine ReadLine(string line, string place, string source)
    {
        try
        {
            return new ChatLine(ChatJson.Read(line, place, source), null);
        }
        catch (FormatException exception)
        {
            return new ChatLine(null, $"{place}: {exception.Message}");
        }
    }
}
