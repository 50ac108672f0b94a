namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Finds the number of a desk behind the number of a house: "704-555-0126 x 3", "ext. 12", "Durchwahl 40".</summary>
internal static class Extensions
{
    private const int MostDigits = 6;

    /// <summary>The digits of the extension, null when there is none, and its last token; without one the last token of the number.</summary>
    /// <param name="text">The message.</param>
    /// <param name="end">The last token of the number.</param>
    public static (string? Digits, int End) After(TokenText text, int end)
    {
        var at = end + 1;
        at = text.IsMark(at, ',') ? at + 1 : at;
        if (at >= text.Count || text[at].Break)
        {
            return (null, end);
        }

        if (text[at].Kind == TokenKind.Mixed)
        {
            return Joined(text.Word(at)) is { } joined ? (joined, at) : (null, end);
        }

        if (!text[at].Is(WordKinds.Extension))
        {
            return (null, end);
        }

        var number = text.IsMark(at + 1, '.') || text.IsMark(at + 1, ':') ? at + 2 : at + 1;
        var isOne = number < text.Count && text[number] is { Kind: TokenKind.Number, Break: false, Length: <= MostDigits };
        return isOne && !IsMeasure(text, at, number + 1) ? (text.Word(number).ToString(), number) : (null, end);
    }

    /// <summary>"x 3 rooms" counts something.</summary>
    private static bool IsMeasure(TokenText text, int word, int next) =>
        text[word].Length == 1 && next < text.Count && !text[next].Break && (text[next].Kind == TokenKind.Number || text[next].Is(WordKinds.Unit) || text[next] is { Kind: TokenKind.Word, Words: WordKinds.None });

    /// <summary>The digits of "x12" or "ext12"; null for any other word.</summary>
    private static string? Joined(ReadOnlySpan<char> word)
    {
        var digits = word.TrimStart("ext");
        return digits.Length is > 0 and <= MostDigits && digits.Length < word.Length && word[..^digits.Length] is "x" or "ext" && digits.IndexOfAnyExceptInRange('0', '9') < 0
            ? digits.ToString()
            : null;
    }
}
