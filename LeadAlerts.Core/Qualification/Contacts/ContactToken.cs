namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>What a <see cref="ContactToken"/> is made of.</summary>
internal enum TokenKind : byte
{
    /// <summary>Letters, with an apostrophe or hyphen inside.</summary>
    Word,

    /// <summary>Digits of any script.</summary>
    Number,

    /// <summary>Letters and digits in one, such as a postcode or a serial number.</summary>
    Mixed,

    /// <summary>One character that is neither.</summary>
    Mark,

    /// <summary>Part of a contact detail of the visitor's that has been read already.</summary>
    Contact,

    /// <summary>Part of another person's contact detail.</summary>
    OthersContact,
}

/// <summary>A word, number or mark of a message.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Break">True where a new line begins before it.</param>
/// <param name="Words">What it may mean.</param>
internal readonly record struct ContactToken(int Start, int Length, TokenKind Kind, bool Break, WordKinds Words)
{
    /// <summary>The character after its last one.</summary>
    public int End => Start + Length;

    /// <summary>True when it may mean one of these.</summary>
    public bool Is(WordKinds kinds) => (Words & kinds) != 0;
}
