using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.Qualification;

/// <summary>One message of the visitor's, with what stood before and after it.</summary>
/// <param name="Line">The message.</param>
/// <param name="Index">Its place among the visitor's messages, from 0.</param>
/// <param name="Text">Its text, capped.</param>
/// <param name="AskedBefore">What the site said right before it, folded; empty when nothing.</param>
/// <param name="SaidAfter">What the site said right after it, folded; empty when nothing.</param>
internal sealed record Reading(TranscriptLine Line, int Index, FoldedText Text, string AskedBefore, string SaidAfter)
{
    /// <summary>The greatest length of one message that is read, in UTF-16 code units.</summary>
    public const int TextMaxLength = 3000;

    /// <summary>The greatest number of the visitor's messages that are read: the first ones and the last ones.</summary>
    public const int MaxCount = 120;

    /// <summary>Reads the visitor's messages of a conversation, in order.</summary>
    public static IReadOnlyList<Reading> Of(Transcript transcript)
    {
        var lines = transcript.Lines;
        var visitors = new List<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Role == MessageRole.Visitor && !string.IsNullOrWhiteSpace(lines[i].Text))
            {
                visitors.Add(i);
            }
        }

        if (visitors.Count > MaxCount)
        {
            visitors.RemoveRange(MaxCount / 2, visitors.Count - MaxCount);
        }

        var readings = new List<Reading>(visitors.Count);
        foreach (var i in visitors)
        {
            readings.Add(new Reading(
                lines[i], readings.Count, new FoldedText(lines[i].Text, TextMaxLength), SiteSays(lines, i, -1), SiteSays(lines, i, 1)));
        }

        return readings;
    }

    private static string SiteSays(IReadOnlyList<TranscriptLine> lines, int index, int step)
    {
        var neighbour = index + step;
        return neighbour >= 0 && neighbour < lines.Count && lines[neighbour].Role != MessageRole.Visitor
            ? new FoldedText(lines[neighbour].Text, TextMaxLength).Value
            : "";
    }
}
