namespace LeadAlerts.Core.Leads;

/// <summary>What a member does with one lead or many.</summary>
public abstract record LeadCommand
{
    private LeadCommand()
    {
    }

    /// <summary>Moves it to a status.</summary>
    public sealed record SetStatus(LeadStatus Status) : LeadCommand;

    /// <summary>Puts it out of sight until an instant, UTC, or back in sight with null.</summary>
    public sealed record Snooze(DateTimeOffset? Until) : LeadCommand;

    /// <summary>Gives it to a member of the site, or to nobody with null.</summary>
    public sealed record Assign(Guid? UserId) : LeadCommand;
}

/// <summary>A lead as a member saw it when deciding.</summary>
/// <param name="Id">The lead.</param>
/// <param name="Status">The status that was shown. Where it has changed since, somebody else decided first and nothing is done.</param>
/// <param name="Version">The version that was shown, where a new message of the visitor is to stop the command too; null where it is not.</param>
public sealed record SeenLead(Guid Id, LeadStatus Status, int? Version = null);

/// <summary>How far a lead had come, to be able to take a change back.</summary>
/// <param name="Status">The status.</param>
/// <param name="SnoozedUntil">Until when it was out of sight, UTC; null when it was not snoozed.</param>
/// <param name="FirstAnsweredAt">When a member first answered, UTC; null before.</param>
public sealed record LeadProgress(LeadStatus Status, DateTimeOffset? SnoozedUntil, DateTimeOffset? FirstAnsweredAt)
{
    /// <summary>When somebody had first taken it up, UTC; null before.</summary>
    public DateTimeOffset? FirstTakenAt { get; init; }

    /// <summary>Who worked it; null when nobody did.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>When somebody took it from a mail, UTC; null when nobody had.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>The recipient who took it from a mail; null when nobody had.</summary>
    public Guid? ClaimedByRecipientId { get; init; }

    /// <summary>How that person was called; null when nobody had taken it.</summary>
    public string? ClaimedByName { get; init; }

    /// <summary>True when nobody had taken, answered or closed it.</summary>
    public bool IsFree => this is { Status: LeadStatus.New, AssigneeId: null, ClaimedAt: null };
}

/// <summary>A change that was made, as it takes to take it back.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Before">How far it had come.</param>
/// <param name="Version">The version that the change made.</param>
/// <param name="StepId">Its entry in the lead's history.</param>
public sealed record LeadChange(Guid LeadId, LeadProgress Before, int Version, Guid StepId);

/// <summary>What became of a command on one lead or many; what is done was saved together.</summary>
/// <param name="Changes">What was done.</param>
/// <param name="Conflicts">How many leads stay as they are because somebody else, or a review, changed them since they were seen.</param>
/// <param name="Missing">How many leads the site does not have.</param>
public sealed record DeskResult(IReadOnlyList<LeadChange> Changes, int Conflicts, int Missing)
{
    /// <summary>True when the member to whom they should go does not work on the site; nothing was done.</summary>
    public bool NotAMember { get; init; }
}
