namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>What a recipient had in the last hour, of all leads: what the hourly cap and the gathering of bursts go by.</summary>
public sealed record RecipientHour
{
    /// <summary>Nothing.</summary>
    public static readonly RecipientHour Quiet = new();

    /// <summary>Mails that were put in line within <see cref="AlertPolicy.CapWindow"/>.</summary>
    public int Mails { get; init; }

    /// <summary>When the first of those was, UTC; null when there are none.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>When a mail with what is past the hourly cap is due already, UTC; null when none is.</summary>
    public DateTimeOffset? OverflowAt { get; init; }

    /// <summary>When a mail with a sender's burst is due already, UTC; null when none is.</summary>
    public DateTimeOffset? BurstAt { get; init; }
}
