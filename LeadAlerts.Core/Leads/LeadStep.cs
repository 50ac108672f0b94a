namespace LeadAlerts.Core.Leads;

/// <summary>What a member did with a lead. Numbers are stored: never renumber.</summary>
public enum LeadStepKind
{
    /// <summary>Moved it to another status.</summary>
    Status = 0,

    /// <summary>Put it out of sight, or back in sight.</summary>
    Snooze = 1,

    /// <summary>Gave it to a member, or to nobody.</summary>
    Assignment = 2,

    /// <summary>Put another lead of the same person into it.</summary>
    Merge = 3,
}

/// <summary>A step in a lead's history: what a member did and when.</summary>
public sealed class LeadStep
{
    /// <summary>The greatest length of a name or a text, in characters.</summary>
    public const int TextMaxLength = 254;

    private LeadStep()
    {
    }

    /// <summary>Notes what somebody did.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="kind">What.</param>
    /// <param name="actorId">The member.</param>
    /// <param name="actor">How the member is called; cut where it is too long.</param>
    /// <param name="text">To what: the status, the new assignee's name, the merged lead's; cut where it is too long.</param>
    /// <param name="now">When, UTC.</param>
    public LeadStep(Guid siteId, Guid leadId, LeadStepKind kind, Guid actorId, string actor, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        LeadId = leadId;
        Kind = kind;
        ActorId = actorId;
        Actor = Cut(actor);
        Text = Cut(text);
        At = now;
    }

    /// <summary>The entry's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>What was done.</summary>
    public LeadStepKind Kind { get; private set; }

    /// <summary>The member who did it, who may have left since.</summary>
    public Guid ActorId { get; private set; }

    /// <summary>How the member was called then.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>To what; empty where there is nothing to add, as when a lead is given to nobody.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Until when it was put out of sight, UTC; null for any other entry and when it was put back.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    private static string Cut(string text) => text.Length <= TextMaxLength ? text : text[..TextMaxLength];
}
