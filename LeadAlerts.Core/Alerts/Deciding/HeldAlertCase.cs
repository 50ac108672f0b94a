using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>Mails of one recipient that waited, and what decides whether they may go.</summary>
/// <param name="Plan">The site's plan.</param>
/// <param name="Disabled">True when the site takes no conversations.</param>
/// <param name="Settings">The site's settings in force.</param>
/// <param name="Zone">The site's time zone.</param>
/// <param name="MutedUntil">Until when the site's alerts are muted, UTC; null or past when they are not.</param>
/// <param name="Recipient">Who gets them; null when it was removed.</param>
public sealed record HeldAlertCase(
    SitePlan Plan, bool Disabled, AlertSettings Settings, TimeZoneInfo Zone, DateTimeOffset? MutedUntil, AlertRecipient? Recipient)
{
    /// <summary>What waited, the oldest first.</summary>
    public required IReadOnlyList<HeldAlert> Alerts { get; init; }

    /// <summary>What the recipient had in the last hour.</summary>
    public RecipientHour Hour { get; init; } = RecipientHour.Quiet;

    /// <summary>The settings' schedule in the zone, where many cases share it; null to make it anew.</summary>
    internal WorkingTime? Time { get; init; }
}

/// <summary>One mail that waited.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Reason">Why it waited.</param>
/// <param name="RaisedAt">When it was raised, UTC.</param>
public sealed record HeldAlert(AlertKind Kind, AlertReason Reason, DateTimeOffset RaisedAt)
{
    /// <summary>How far members have come with its lead; null when it is about none, or that is gone.</summary>
    public LeadStanding? Lead { get; init; }

    /// <summary>The lead had reached the hot score.</summary>
    public bool Hot { get; init; }
}

/// <summary>What was decided about a mail that waited.</summary>
/// <param name="Action">Send, hold on, or drop.</param>
/// <param name="Reason">Why it is held on or dropped; <see cref="AlertReason.None"/> when it is sent.</param>
/// <param name="Until">Until when it is held on, UTC; now unless it is.</param>
public sealed record ReleaseDecision(AlertAction Action, AlertReason Reason, DateTimeOffset Until)
{
    /// <summary>True when the recipient's mute holds it on longer than anything else of the site does: others may not wait for its end.</summary>
    public bool WaitsForMute { get; init; }

    /// <summary>True when it is told in one mail with the others of which this is true; false when it goes out as itself.</summary>
    public bool Together { get; init; }
}
