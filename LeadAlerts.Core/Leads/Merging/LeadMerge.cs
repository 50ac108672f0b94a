namespace LeadAlerts.Core.Leads.Merging;

/// <summary>What of a lead went where when it was put into another of the same person, as it takes to find it and to take it apart again.</summary>
public sealed class LeadMerge
{
    private LeadMerge()
    {
    }

    /// <summary>Notes a merge.</summary>
    /// <param name="merged">The lead that ends.</param>
    /// <param name="survivorId">The lead that goes on.</param>
    /// <param name="undo">What it takes to take it back.</param>
    /// <param name="now">When, UTC.</param>
    public LeadMerge(Lead merged, Guid survivorId, LeadMergeUndo undo, DateTimeOffset now)
    {
        MergedId = merged.Id;
        SiteId = merged.SiteId;
        SurvivorId = survivorId;
        VisitorId = merged.VisitorId;
        Email = merged.Contact.Email;
        Phone = merged.Contact.Phone;
        Undo = undo;
        At = now;
    }

    /// <summary>The lead that ended.</summary>
    public Guid MergedId { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The lead that goes on; it may have been merged in turn.</summary>
    public Guid SurvivorId { get; private set; }

    /// <summary>The sender's id for the visitor of the one that ended: the visitor who comes back is the survivor now.</summary>
    public string? VisitorId { get; private set; }

    /// <summary>That visitor's address; null when unknown.</summary>
    public string? Email { get; private set; }

    /// <summary>That visitor's number, E.164; null when unknown.</summary>
    public string? Phone { get; private set; }

    /// <summary>What it takes to take it back.</summary>
    public LeadMergeUndo Undo { get; private set; } = null!;

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }
}

/// <summary>What it takes to take a merge back.</summary>
/// <param name="Merged">The lead that ended, column by column.</param>
/// <param name="Survivor">The lead that goes on as it was before, column by column.</param>
/// <param name="Conversations">The conversations that moved.</param>
/// <param name="Alerts">The alerts that moved, with their numbers among those of their kind.</param>
/// <param name="Rows">Everything else that moved, by table.</param>
/// <param name="Views">Who had looked at the lead that ended, and when.</param>
/// <param name="StepId">The entry in the survivor's history.</param>
public sealed record LeadMergeUndo(
    IReadOnlyDictionary<string, string?> Merged,
    IReadOnlyDictionary<string, string?> Survivor,
    IReadOnlyList<Guid> Conversations,
    IReadOnlyDictionary<Guid, int> Alerts,
    IReadOnlyDictionary<string, IReadOnlyList<Guid>> Rows,
    IReadOnlyDictionary<Guid, DateTimeOffset> Views,
    Guid StepId);
