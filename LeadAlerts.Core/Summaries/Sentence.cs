using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Summaries;

/// <summary>One sentence of the visitor's, without greetings and contact details.</summary>
/// <param name="Sequence">The number of its message.</param>
/// <param name="Text">As typed, with single spaces.</param>
/// <param name="Folded">Folded, of the same length.</param>
/// <param name="IsQuestion">Whether it asks something.</param>
internal sealed record Sentence(int Sequence, string Text, string Folded, bool IsQuestion)
{
    private const int MaxCount = 300;

    /// <summary>Cuts messages into sentences.</summary>
    public static List<Sentence> Of(IReadOnlyList<Reading> readings, IReadOnlyList<ContactMention> mentions, string? name)
    {
        var sentences = new List<Sentence>();
        foreach (var reading in readings)
        {
            var text = reading.Text.Original;
            foreach (var mention in mentions.Where(mention => mention.MessageSequence == reading.Line.Sequence))
            {
                text = text.Replace(mention.Words, "\u0001", StringComparison.Ordinal);
            }

            foreach (var (piece, asks) in Split(text))
            {
                var words = SentenceTrim.Trim(piece, name);
                if (words.Count(char.IsLetterOrDigit) >= 2 && sentences.Count < MaxCount)
                {
                    var folded = FoldedText.Fold(words);
                    sentences.Add(new Sentence(reading.Line.Sequence, words, folded, (asks && !SentenceTrim.StartsLikeAnswer(folded)) || SentenceTrim.StartsLikeQuestion(folded)));
                }
            }
        }

        return sentences;
    }

    private static IEnumerable<(string Piece, bool Asks)> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            var ends = c is '\n' or '\r' or '!' or '?' or ';' or '\u0001' or '…' || (c == '.' && char.IsWhiteSpace(next) && !EndsWithTitle(text, start, i));
            if (ends)
            {
                yield return (text[start..i], c == '?');
                start = i + 1;
            }
        }

        yield return (text[start..], false);
    }

    private static bool EndsWithTitle(string text, int start, int dot)
    {
        var from = dot;
        while (from > start && char.IsLetter(text[from - 1]))
        {
            from--;
        }

        return text[from..dot].ToLowerInvariant() is "mr" or "mrs" or "ms" or "dr" or "st" or "ave" or "apt" or "no" or "sq" or "ft" or "vs" or "e" or "w" or "n" or "s";
    }
}
