using LeadAlerts.Core.Qualification.Contacts.Names;

namespace LeadAlerts.Core.Qualification.Contacts.Emails;

/// <summary>Reads addresses without their sign @, where a great provider leaves no doubt: "fergus91 gmail", "jo.kay gmail.com".</summary>
internal static class ProviderEmail
{
    private const int FewestLetters = 3;

    /// <summary>Finds the addresses, in the order of the text.</summary>
    public static void Find(TokenText text, Question asked, List<Found> found)
    {
        for (var i = 1; i < text.Count; i++)
        {
            if (!IsProvider(text.Word(i)) || text[i].Break || IsLocal(text, i - 1) is not { } start || !(asked.Email || HasMark(text, start, i) || SpeaksOfMail(text, start)))
            {
                continue;
            }

            var end = EndOfDomain(text, i);
            if (Segments.IsEnd(text, end) && EmailReader.Checked(text.Original.AsSpan(text[start].Start, text[i - 1].End - text[start].Start), text.Word(i).ToString() + ".com") is { } address)
            {
                found.Add(EmailReader.Owned(text, address, text[start].Start, text[end - 1].End, asked));
                i = end - 1;
            }
        }
    }

    /// <summary>True for a provider whose addresses end in ".com".</summary>
    public static bool IsProvider(ReadOnlySpan<char> word) => word is "gmail" or "hotmail" or "outlook" or "yahoo" or "icloud";

    /// <summary>The first token of the part before the provider; null where it is a word of the sentence: "my gmail", "use gmail".</summary>
    private static int? IsLocal(TokenText text, int last)
    {
        var start = last;
        while (start > 1 && text.Touches(start) && text.Touches(start - 1) && text[start - 1].Kind == TokenKind.Mark
            && text.Folded[text[start - 1].Start] is '.' or '_' or '-' && text[start - 2].Kind is TokenKind.Word or TokenKind.Mixed or TokenKind.Number)
        {
            start -= 2;
        }

        var isPart = text[last].Kind is TokenKind.Word or TokenKind.Mixed or TokenKind.Number;
        var isPlain = start == last && (text[last].Kind == TokenKind.Number || text[last].Length < FewestLetters || (text[last].Words & ~WordKinds.FirstName) != 0);
        return isPart && !isPlain ? start : null;
    }

    /// <summary>True when digits or a dot mark the part as no word of the sentence.</summary>
    private static bool HasMark(TokenText text, int start, int provider) => start < provider - 1 || text[start].Kind == TokenKind.Mixed;

    private static bool SpeaksOfMail(TokenText text, int start)
    {
        for (var i = start - 1; i >= 0 && start - i <= 3; i--)
        {
            if (text[i].Is(WordKinds.Email) && !IsProvider(text.Word(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token after "gmail", "gmail com" or "gmail.com".</summary>
    private static int EndOfDomain(TokenText text, int provider)
    {
        var end = provider + 1;
        var dot = text.IsMark(end, '.') && text.Touches(end) && text.Touches(end + 1) ? end + 1 : end;
        return dot < text.Count && !text[dot].Break && text.Word(dot) is "com" ? dot + 1 : end;
    }
}
