namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>
/// Finds names that no list knows, of people who hardly use capital letters: the one word with a capital, apart from the rest, is who they
/// are: "be there in an hour, Bhaskar", "Wivine, rue des noyers".
/// </summary>
internal static class ProperNames
{
    private const int FewestLetters = 3;

    private const int FewestWords = 4;

    /// <summary>True when exactly one word of a message begins with a capital letter, and that means something.</summary>
    public static bool MayBe(in NameMessage message)
    {
        var text = message.Text;
        var (words, capitals) = (0, 0);
        for (var i = 0; i < text.Count; i++)
        {
            words += text[i].Kind == TokenKind.Word ? 1 : 0;
            capitals += text[i].Kind == TokenKind.Word && text.IsCapital(i) ? 1 : 0;
        }

        return !message.NounsAreCapital && capitals == 1 && words >= FewestWords;
    }

    /// <summary>True when the part of a message is a name by that alone.</summary>
    /// <param name="message">The message.</param>
    /// <param name="index">The only word of the part.</param>
    /// <param name="end">The token after the part.</param>
    public static bool IsOne(in NameMessage message, int index, int end)
    {
        var text = message.Text;
        if (!MayBe(message) || !text.IsCapital(index) || text[index].Length < FewestLetters || text[index].Words != WordKinds.None || IsShout(text, index))
        {
            return false;
        }

        if (index == 0)
        {
            return message.WritesSmall && text.IsMark(end, ',');
        }

        if (text.IsMark(index - 1, '.') && index > 1 && text[index - 2] is { Kind: TokenKind.Word, Length: < 2 })
        {
            return false;
        }

        var isLast = Segments.EndsMessage(text, end);
        return isLast || (Segments.BeginsSentence(text, index) && text.IsMark(end, ','));
    }

    private static bool IsShout(TokenText text, int index) => text[index].Length > 1 && char.IsUpper(text.Original[text[index].Start + 1]);
}
