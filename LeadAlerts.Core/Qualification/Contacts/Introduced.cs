namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>Tells which of two details of a message is that of who introduces themselves: "Stevie is on 0770…, im Ciara the owner 0790…", "… or me Shawna 0312…".</summary>
internal static class Introduced
{
    private const PhraseKinds Any = PhraseKinds.IntroSure | PhraseKinds.IntroFair | PhraseKinds.IntroKnown;

    /// <summary>True when the visitor says who they are between two details, and nothing before made the first one theirs.</summary>
    /// <param name="text">The message.</param>
    /// <param name="start">The first token of the first detail.</param>
    /// <param name="end">The token after it.</param>
    /// <param name="next">The first token of the second one.</param>
    public static bool IsBeside(TokenText text, int start, int end, int next)
    {
        for (var i = start - 1; i >= 0 && !text.EndsSentence(i); i--)
        {
            if (text[i].Is(WordKinds.Self))
            {
                return false;
            }
        }

        for (var i = end; i + 1 < next; i++)
        {
            if (i + 2 == next && text[i].Is(WordKinds.Self) && text[i + 1].Is(WordKinds.FirstName | WordKinds.WeakName))
            {
                return true;
            }

            if (text[i].Is(WordKinds.Self) && text[i].Is(WordKinds.BeginsPhrase) && text.Phrase(i) is var (kinds, length) && (kinds & Any) != 0
                && i + length < next && text[i + length].Is(WordKinds.FirstName | WordKinds.WeakName))
            {
                return true;
            }
        }

        return false;
    }
}
