namespace LeadAlerts.Core.Summaries.Words;

/// <summary>How a word stands in its message, and what has become of it.</summary>
[Flags]
internal enum WordMarks : ushort
{
    /// <summary>An ordinary word.</summary>
    None = 0,

    /// <summary>No space stands between it and the one before: they are cut together or not at all.</summary>
    Glued = 1,

    /// <summary>Made of digits.</summary>
    Digits = 2,

    /// <summary>Neither letters nor digits.</summary>
    Sign = 4,

    /// <summary>A new line begins before it.</summary>
    NewLine = 8,

    /// <summary>Begins with a capital letter.</summary>
    Capital = 16,

    /// <summary>Of the visitor's or another person's phone number or e-mail address.</summary>
    Contact = 32,

    /// <summary>Of the visitor's own name.</summary>
    Name = 64,

    /// <summary>The site has just said it.</summary>
    Heard = 128,

    /// <summary>Refused, corrected, or told already by other means: it is never told.</summary>
    Gone = 256,

    /// <summary>The lexicon knows it.</summary>
    Known = 512,

    /// <summary>The visitor has said it before.</summary>
    Repeated = 1024,

    /// <summary>One of the facts beside the lines tells it.</summary>
    Told = 2048,

    /// <summary>Another value stands in its place, which the visitor named later.</summary>
    Replaced = 4096,
}

/// <summary>A word, a run of digits or a sign of a visitor's message.</summary>
internal struct VisitorWord
{
    /// <summary>Where it begins in the message, in UTF-16 code units.</summary>
    public int Start;

    /// <summary>Where it ends, exclusive.</summary>
    public int End;

    /// <summary>The hash of its letters; of all digits, the hash of how many there are.</summary>
    public uint Hash;

    /// <summary>The hash of its plainest English word; 0 when it is not known.</summary>
    public uint Lemma;

    /// <summary>What it may do in a sentence.</summary>
    public WordUses Uses;

    /// <summary>How much it tells, 0–1.</summary>
    public float Weight;

    /// <summary>Its message's place among the visitor's messages, from 0.</summary>
    public short Message;

    /// <summary>How it stands, and what has become of it.</summary>
    public WordMarks Marks;

    /// <summary>The number of its class in the lexicon; 0 when it has none.</summary>
    public byte Class;

    /// <summary>True when it is of letters.</summary>
    public readonly bool IsWord => (Marks & (WordMarks.Digits | WordMarks.Sign)) == 0;

    /// <summary>True when it is left out of what is told.</summary>
    public readonly bool IsOut => (Marks & (WordMarks.Contact | WordMarks.Gone)) != 0;

    /// <summary>True when it has one of these marks.</summary>
    public readonly bool Has(WordMarks marks) => (Marks & marks) != 0;

    /// <summary>True when it may do one of these.</summary>
    public readonly bool May(WordUses uses) => (Uses & uses) != 0;
}
