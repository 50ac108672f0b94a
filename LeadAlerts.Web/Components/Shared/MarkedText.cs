namespace LeadAlerts.Web.Components.Shared;

/// <summary>A piece of a text, marked or not.</summary>
internal sealed record TextPiece(string Text, bool Marked);

/// <summary>Finds in a text the words that earned a score, so that they can be marked.</summary>
internal static class MarkedText
{
    /// <summary>Cuts a text into pieces that, put together, are the text again.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">What to mark, exactly as typed; where two overlap, the stretch they cover together is marked.</param>
    public static IReadOnlyList<TextPiece> Split(string text, IEnumerable<string> words)
    {
        var marked = new bool[text.Length];
        foreach (var word in words.Where(word => word.Length > 0))
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0)
            {
                Array.Fill(marked, true, at, word.Length);
            }
        }

        var pieces = new List<TextPiece>();
        for (int from = 0, to; from < text.Length; from = to)
        {
            for (to = from + 1; to < text.Length && marked[to] == marked[from]; to++)
            {
            }

            pieces.Add(new TextPiece(text[from..to], marked[from]));
        }

        return pieces;
    }
}
