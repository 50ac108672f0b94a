using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Writes a conversation as data for a model: one JSON object a line, in which nothing can look like a delimiter or a line of ours.</summary>
/// <remarks>
/// What is left out: e-mail addresses and long numbers, of which a model has no need; characters that nobody sees; of each message what
/// goes beyond <see cref="TextMaxLength"/>; and of a conversation that is longer than allowed the middle, since people say at the
/// beginning what they came for and at the end what became of it. A quarter of the room goes to the beginning.
/// </remarks>
internal static partial class TranscriptData
{
    /// <summary>How much of one message is sent, in UTF-16 code units.</summary>
    public const int TextMaxLength = 2000;

    private const string Mask = "[contact]";

    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="embedded">Knows which words of the visitor's are contact details.</param>
    /// <param name="maxLength">The room, in UTF-16 code units; the last message is written even if it needs more.</param>
    public static string Write(Transcript transcript, Assessment embedded, int maxLength)
    {
        var contacts = embedded.Signals
            .Where(signal => signal.Criterion == Criterion.GaveContact && signal.Words.Length > 4)
            .Select(signal => signal.Words)
            .Distinct()
            .ToList();
        var lines = transcript.Lines.Select(line => Line(line, contacts)).ToList();
        var (head, tail) = Cut([.. lines.Select(line => line.Length + 1)], maxLength);
        if (head + tail >= lines.Count)
        {
            return string.Join('\n', lines);
        }

        var gap = Escape(new JsonObject { ["omitted_messages"] = lines.Count - head - tail });
        return string.Join('\n', lines.Take(head).Append(gap).Concat(lines.TakeLast(tail)));
    }

    /// <summary>A JSON object on one line that holds no angle bracket, so that no text in it can end what surrounds it.</summary>
    public static string Escape(JsonObject data) => data.ToJsonString(Layout)
        .Replace("<", "\\u003C", StringComparison.Ordinal)
        .Replace(">", "\\u003E", StringComparison.Ordinal)
        .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
        .Replace("\u2029", "\\u2029", StringComparison.Ordinal)
        .Replace("\u0085", "\\u0085", StringComparison.Ordinal);

    /// <summary>How many lines are kept at the beginning and at the end.</summary>
    private static (int Head, int Tail) Cut(IReadOnlyList<int> lengths, int room)
    {
        if (lengths.Sum() <= room)
        {
            return (lengths.Count, 0);
        }

        var head = 0;
        for (var used = 0; head < lengths.Count && used + lengths[head] <= room / 4; head++)
        {
            used += lengths[head];
        }

        var tail = 0;
        for (var used = lengths.Take(head).Sum(); head + tail < lengths.Count; tail++)
        {
            used += lengths[^(tail + 1)];
            if (used > room && tail > 0)
            {
                break;
            }
        }

        return (head, tail);
    }

    private static string Line(TranscriptLine line, IReadOnlyList<string> contacts)
    {
        var text = line.Text;
        foreach (var contact in contacts)
        {
            text = text.Replace(contact, Mask, StringComparison.Ordinal);
        }

        text = LongNumber().Replace(Address().Replace(text, Mask), Mask);
        return Escape(new JsonObject
        {
            ["message"] = line.Sequence,
            ["role"] = line.Role switch { MessageRole.Visitor => "visitor", MessageRole.Agent => "agent", _ => "bot" },
            ["text"] = MessageText.Cut(Visible(text), TextMaxLength),
        });
    }

    /// <summary>
    /// Without what people do not see and models do: control and direction characters, and the tag characters in which orders are hidden.
    /// Joiners stay: emoji and several scripts need them.
    /// </summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t' or 0x200C or 0x200D
                || category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString();
    }

    [GeneratedRegex(@"[\p{L}\p{N}._%+'\-]{1,64}\s?@\s?[\p{L}\p{N}.\-]{1,190}\.\p{L}{2,24}", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    // Phone, card and account numbers. A price or a date has fewer digits.
    [GeneratedRegex(@"\+?\(?[0-9](?:[ ().\-/]{0,2}[0-9]){8,24}", RegexOptions.NonBacktracking)]
    private static partial Regex LongNumber();
}
