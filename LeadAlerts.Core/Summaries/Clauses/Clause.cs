namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>What a clause is told as.</summary>
internal enum ClauseKind : byte
{
    /// <summary>What the visitor wants or tells.</summary>
    Want,

    /// <summary>What the visitor asks.</summary>
    Question,

    /// <summary>What worries the visitor.</summary>
    Concern,
}

/// <summary>A stretch of one message that can be told by itself, without greetings and loose ends.</summary>
internal struct Clause
{
    /// <summary>Its first word.</summary>
    public int From;

    /// <summary>The word after its last one.</summary>
    public int To;

    /// <summary>Its message's place among the visitor's messages, from 0.</summary>
    public int Message;

    /// <summary>The number of its sentence, counted over the whole conversation.</summary>
    public int Sentence;

    /// <summary>How many words it has, as people count them.</summary>
    public int Length;

    /// <summary>How much it tells.</summary>
    public float Value;

    /// <summary>What it is told as.</summary>
    public ClauseKind Kind;

    /// <summary>Its sentence ends with a question mark.</summary>
    public bool Asks;

    /// <summary>It names a thing, a problem, a number or the like.</summary>
    public bool Tells;

    /// <summary>The headline tells all of it.</summary>
    public bool InHeadline;

    /// <summary>It is told.</summary>
    public bool Kept;
}
