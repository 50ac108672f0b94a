using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>How far members have come with a lead, as far as it matters to its alerts.</summary>
/// <param name="Status">Its status.</param>
public sealed record LeadStanding(LeadStatus Status)
{
    /// <summary>True when somebody works it.</summary>
    public bool IsClaimed { get; init; }

    /// <summary>When somebody last took, answered or closed it, or it last came back to nobody, UTC; null while neither has happened.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was born, UTC; null when unknown.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Until when it is out of sight, UTC; null when it is not.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>How often it was told to others because nobody took it.</summary>
    public int Escalations { get; init; }

    /// <summary>True when nobody has taken, answered or closed it.</summary>
    public bool IsFree => Status == LeadStatus.New && !IsClaimed;

    /// <summary>True when it is over, one way or the other.</summary>
    public bool IsClosed => Status is LeadStatus.Won or LeadStatus.Lost or LeadStatus.NotALead;

    /// <summary>How it stands for a lead as it is stored.</summary>
    public static LeadStanding Of(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new LeadStanding(lead.Status)
        {
            IsClaimed = lead.IsClaimed,
            Since = lead.StandingSince,
            CreatedAt = lead.CreatedAt,
            SnoozedUntil = lead.SnoozedUntil,
            Escalations = lead.Escalations,
        };
    }
}
