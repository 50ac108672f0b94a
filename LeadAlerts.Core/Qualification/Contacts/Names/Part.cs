namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>A part of a message.</summary>
/// <param name="Start">Its first token.</param>
/// <param name="First">Its first token behind "ok", "sure", "hi".</param>
/// <param name="End">The token after its last one.</param>
/// <param name="ContactBefore">True when a contact detail of the visitor's stands before it.</param>
/// <param name="ContactAfter">True when one stands behind it.</param>
internal readonly record struct Part(int Start, int First, int End, bool ContactBefore, bool ContactAfter)
{
    /// <summary>True when the message begins with it.</summary>
    public bool IsFirst => Start == 0;

    /// <summary>True when a contact detail of the visitor's stands on either side.</summary>
    public bool IsBesideContact => ContactBefore || ContactAfter;

    /// <summary>The part between two tokens.</summary>
    public static Part Of(TokenText text, int start, int end) =>
        new(start, Segments.SkipLead(text, start, end), end, Segments.IsContact(text, start - 1, -1), Segments.IsContact(text, Segments.SkipPronouns(text, end), 1) || IsSameContact(text, end));

    /// <summary>"…, same number you have": the visitor points at the detail instead of typing it.</summary>
    private static bool IsSameContact(TokenText text, int end) =>
        text.IsMark(end, ',') && end + 1 < text.Count && text[end + 1].Is(WordKinds.BeginsPhrase) && (text.Phrase(end + 1).Kinds & PhraseKinds.SameContact) != 0;
}

/// <summary>What begins a part and may be a name.</summary>
/// <param name="Name">The words.</param>
/// <param name="Part">Where they stand.</param>
/// <param name="IsWhole">True when they are all of the part.</param>
/// <param name="IsCapital">True when they begin with capital letters, and that means something.</param>
/// <param name="IsProven">True when the first word is a name by itself.</param>
internal readonly record struct Candidate(NameShape Name, Part Part, bool IsWhole, bool IsCapital, bool IsProven)
{
    /// <summary>How many tokens it has.</summary>
    public int Words => Name.End - Name.Start;

    /// <summary>True when it is a name by its first word or by its capital letters.</summary>
    public bool IsSound => IsProven || IsCapital;

    /// <summary>How many words it has without "van", "de" and full stops; an article such as "la" counts.</summary>
    public int FullWords(TokenText text)
    {
        var words = 0;
        for (var i = Name.Start; i < Name.End; i++)
        {
            words += text[i].Kind == TokenKind.Word && (!text[i].Is(WordKinds.Particle) || text.Word(i) is "la" or "le" or "lo" or "el" or "al") ? 1 : 0;
        }

        return words;
    }
}
