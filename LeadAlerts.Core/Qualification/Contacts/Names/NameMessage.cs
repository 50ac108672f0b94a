namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>A message in which a name is looked for.</summary>
/// <param name="Text">The message, with the contact details marked as read.</param>
/// <param name="Asked">What the site asked before it.</param>
/// <param name="HasContact">True when it holds a contact detail of the visitor's.</param>
/// <param name="Address">The visitor's address so far: a word that stands in it is a name.</param>
/// <param name="Number">Its place among the visitor's messages, from 1.</param>
/// <param name="NounsAreCapital">True in German-speaking countries.</param>
internal readonly record struct NameMessage(TokenText Text, Question Asked, bool HasContact, string? Address, int Number, bool NounsAreCapital)
{
    private const int FewTokens = 6;

    private const int LongWord = 4;

    /// <summary>What the site said right after it, folded; empty when nothing.</summary>
    public string Answer { get; init; } = "";

    /// <summary>True when the visitor began every message before this one with a small letter.</summary>
    public bool WritesSmall { get; init; }

    /// <summary>False where capital letters say nothing: ALL CAPS, or Every Word Begins With One.</summary>
    public bool CapitalsMean { get; } = DoCapitalsMean(Text);

    /// <summary>True when the visitor asks something.</summary>
    public bool IsAsking => Text.Original.Contains('?', StringComparison.Ordinal);

    /// <summary>True when every word of the name begins with a capital letter, and that means something.</summary>
    public bool IsCapital(NameShape name) => name.IsCapital && CapitalsMean;

    /// <summary>True when nothing in it can be a name.</summary>
    public bool IsHopeless =>
        !Asked.Name && !Asked.Who && !Asked.IsSilent && !HasContact && !(!Asked.IsAsking && Text.Count is > 0 and <= FewTokens && Text.IsCapital(0))
        && (Text.All & (WordKinds.FirstName | WordKinds.WeakName | WordKinds.BeginsPhrase | WordKinds.Title | WordKinds.Closing)) == 0;

    private static bool DoCapitalsMean(TokenText text)
    {
        var (words, capital, small) = (0, 0, 0);
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Kind == TokenKind.Word && text[i].Length > 2)
            {
                words++;
                capital += text.IsCapital(i) ? 1 : 0;
                small += text.IsCapital(i) || text[i].Length < LongWord || text[i].Is(WordKinds.Particle | WordKinds.From | WordKinds.Closing | WordKinds.Greeting) ? 0 : 1;
            }
        }

        // Who begins every word with a capital letter leaves out short ones only: "Please tell Mr van Wyk" is no such sentence.
        return words < 5 || capital * 3 < words * 2 || small * 6 >= words;
    }
}
