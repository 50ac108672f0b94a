namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>What was decided about a lead that nobody has taken.</summary>
/// <param name="Recipients">Who is told, at once or when there is room, and what that makes needless.</param>
/// <param name="Next">When to look again, UTC; null when it is over.</param>
/// <param name="Counts">True when this was one of the times that the plan allows.</param>
public sealed record EscalationDecision(IReadOnlyList<RecipientDecision> Recipients, DateTimeOffset? Next, bool Counts)
{
    /// <summary>Nobody is told any more.</summary>
    public static readonly EscalationDecision Over = new([], null, Counts: false);

    /// <summary>Nobody is told now; it is looked at again.</summary>
    public static EscalationDecision Later(DateTimeOffset next) => new([], next, Counts: false);
}
