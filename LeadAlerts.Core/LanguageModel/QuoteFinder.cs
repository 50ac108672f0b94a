using System.Text;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Finds words in a message without regard to case, accents, kinds of apostrophe and white space.</summary>
internal static class QuoteFinder
{
    private const int MinLetters = 3;

    private static readonly char[] Edges = [' ', '"', '“', '”', '„', '«', '»', '…', '.', ',', ';', ':', '!', '?', '\''];

    /// <summary>The words as they stand in the message; null when they do not, or are too few to mean anything, or begin or end inside a word.</summary>
    public static string? Find(string message, string quote)
    {
        var (sought, _) = Squeeze(quote.Trim(Edges));
        if (sought.Count(char.IsLetterOrDigit) < MinLetters)
        {
            return null;
        }

        var (text, places) = Squeeze(message);
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            var end = at + sought.Length;
            if (!IsInside(text, at) && !IsInside(text, end))
            {
                return message[places[at]..(places[end - 1] + 1)];
            }
        }

        return null;
    }

    /// <summary>A place between two letters or digits of one word. Scripts without spaces have no such place.</summary>
    private static bool IsInside(string text, int place) =>
        place > 0 && place < text.Length && IsWord(text[place - 1]) && IsWord(text[place]);

    private static bool IsWord(char c) => char.IsDigit(c) || (char.IsLetter(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.OtherLetter);

    /// <summary>Folded, with one space for any white space, and where each character comes from.</summary>
    private static (string Text, List<int> Places) Squeeze(string original)
    {
        var folded = FoldedText.Fold(original);
        var text = new StringBuilder(folded.Length);
        var places = new List<int>(folded.Length);
        for (var i = 0; i < folded.Length; i++)
        {
            var isSpace = char.IsWhiteSpace(folded[i]);
            if (!isSpace || (text.Length > 0 && text[^1] != ' '))
            {
                text.Append(isSpace ? ' ' : folded[i]);
                places.Add(i);
            }
        }

        return (text.ToString(), places);
    }
}
