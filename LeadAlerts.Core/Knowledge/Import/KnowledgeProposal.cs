namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Whether a site knows what an import found.</summary>
public enum KnownAs
{
    /// <summary>Nothing of the kind is there.</summary>
    New = 0,

    /// <summary>The same question with the same answer is there.</summary>
    Same = 1,

    /// <summary>The same question is there with another answer.</summary>
    OtherAnswer = 2,
}

/// <summary>A question and its answer that were found somewhere: nothing is stored until the owner says so.</summary>
/// <param name="Question">One line of plain text, 1 to <see cref="KnowledgeEntry.QuestionMaxLength"/> characters; for a passage its title.</param>
/// <param name="Answer">Plain text, 1 to <see cref="KnowledgeEntry.AnswerMaxLength"/> characters.</param>
/// <param name="Shortened">True when the answer was longer where it was found.</param>
public sealed record KnowledgeProposal(string Question, string Answer, bool Shortened = false)
{
    /// <summary>The page; null for pasted text.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the site knows it.</summary>
    public KnownAs Known { get; init; }
}
