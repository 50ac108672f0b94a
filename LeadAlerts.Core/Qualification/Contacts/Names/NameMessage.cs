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
        !Asked.Name && !Asked.Who && !Asked.IsSilent && !HasContact
        && (Text.All & (WordKinds.FirstName | WordKinds.WeakName | WordKinds.BeginsPhrase | WordKinds.Title | WordKinds.Closing)) == 0;

    private static bool DoCapitalsMean(TokenText text)
    {
        var (words, capital) = (0, 0);
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Kind == TokenKind.Word && text[i].Length > 2)
            {
                words++;
                capital += text.IsCapital(i) ? 1 : 0;
            }
        }

        return words < 5 || capital * 3 < words * 2;
    }
}
