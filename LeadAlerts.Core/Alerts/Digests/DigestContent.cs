using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>A lead of the period.</summary>
/// <param name="Id">The lead.</param>
/// <param name="Name">The visitor's name; null when unknown.</param>
/// <param name="Headline">What the visitor wants.</param>
/// <param name="Score">0–100.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="CreatedAt">When it was born, UTC.</param>
/// <param name="FirstAnsweredAt">When somebody first answered, UTC; null before.</param>
/// <param name="TakenBy">Who works it; null when nobody does.</param>
public sealed record DigestLead(
    Guid Id, string? Name, string Headline, int Score, LeadStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? FirstAnsweredAt, string? TakenBy);

/// <summary>A conversation that stayed just below the threshold.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Headline">What the visitor wants.</param>
/// <param name="Score">0–100.</param>
/// <param name="LastMessageAt">When it was last written in, UTC.</param>
public sealed record NearMiss(Guid ConversationId, string Headline, int Score, DateTimeOffset LastMessageAt);

/// <summary>What a digest is made of.</summary>
public sealed record DigestContent
{
    /// <summary>The site.</summary>
    public required Site Site { get; init; }

    /// <summary>The settings in force.</summary>
    public required AlertSettings Settings { get; init; }

    /// <summary>The time it tells of.</summary>
    public required DigestPeriod Period { get; init; }

    /// <summary>When it is written, UTC: how things stand then.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Conversations that began in the period.</summary>
    public required int Chats { get; init; }

    /// <summary>Leads born in the period; those that nobody answered first, then the hottest; at most <see cref="DigestQueries.LeadsMax"/>.</summary>
    public required IReadOnlyList<DigestLead> Leads { get; init; }

    /// <summary>How many there were in all.</summary>
    public required int LeadCount { get; init; }

    /// <summary>How many of them nobody has answered.</summary>
    public required int Unanswered { get; init; }

    /// <summary>The median time to the first answer; null when none was answered.</summary>
    public TimeSpan? MedianAnswer { get; init; }

    /// <summary>Just below the threshold, the nearest first; at most <see cref="DigestQueries.NearMissesMax"/>.</summary>
    public IReadOnlyList<NearMiss> NearMisses { get; init; } = [];

    /// <summary>Alerts that were not sent by themselves: why, and how many.</summary>
    public IReadOnlyList<(string Reason, int Count)> NotSent { get; init; } = [];

    /// <summary>True when there is nothing to tell.</summary>
    public bool IsEmpty => LeadCount == 0 && NearMisses.Count == 0 && NotSent.Count == 0;
}
