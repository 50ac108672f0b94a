namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>What came of looking for questions and answers.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>Some were found. Nothing is stored yet.</summary>
    /// <param name="Proposals">In the order in which they were found; at least one, at most <see cref="KnowledgeImport.MostProposals"/>.</param>
    /// <param name="LeftOut">How many more there were.</param>
    public sealed record Found(IReadOnlyList<KnowledgeProposal> Proposals, int LeftOut) : ImportOutcome;

    /// <summary>None were found, or the source could not be read.</summary>
    /// <param name="Problem">Why and what to do, as sentences for the person who asked.</param>
    public sealed record Refused(string Problem) : ImportOutcome;
}

/// <summary>What came of saving answers that were found.</summary>
public abstract record ImportSaved
{
    private ImportSaved()
    {
    }

    /// <summary>They are saved.</summary>
    /// <param name="Count">How many are new.</param>
    /// <param name="Repeated">How many were there already, with the same answer.</param>
    public sealed record Done(int Count, int Repeated) : ImportSaved;

    /// <summary>Nothing is saved.</summary>
    /// <param name="Problem">Why, as a sentence for the person.</param>
    public sealed record Refused(string Problem) : ImportSaved;
}
