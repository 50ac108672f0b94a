using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts;

/// <summary>How far a lead has come, as far as it matters to an escalation.</summary>
/// <param name="IsClaimed">Somebody works it.</param>
/// <param name="SnoozedUntil">Until when it is out of sight, UTC; null when it is not.</param>
/// <param name="Escalations">How often it was told to others already.</param>
public sealed record EscalationStanding(bool IsClaimed, DateTimeOffset? SnoozedUntil, int Escalations);

/// <summary>What was decided about a lead that nobody has taken.</summary>
/// <param name="Recipients">Who is told now.</param>
/// <param name="Next">When to look again, UTC; null when it is over.</param>
/// <param name="Counts">True when this was one of the times that the plan allows.</param>
public sealed record EscalationDecision(IReadOnlyList<RecipientDecision> Recipients, DateTimeOffset? Next, bool Counts)
{
    /// <summary>Nobody is told any more.</summary>
    public static readonly EscalationDecision Over = new([], null, Counts: false);
}

/// <summary>A mail that waits, and what decides whether it may go.</summary>
/// <param name="Plan">The site's plan.</param>
/// <param name="Disabled">True when the site takes no conversations.</param>
/// <param name="Settings">The site's settings in force.</param>
/// <param name="Zone">The site's time zone.</param>
/// <param name="MutedUntil">Until when the site's alerts are muted, UTC; null or past when they are not.</param>
/// <param name="Recipient">Who gets it; null when it was removed.</param>
/// <param name="Status">How far members have come with the lead; null when the mail is about none.</param>
/// <param name="Hot">The lead had reached the hot score.</param>
public sealed record HeldAlertCase(
    SitePlan Plan,
    bool Disabled,
    AlertSettings Settings,
    TimeZoneInfo Zone,
    DateTimeOffset? MutedUntil,
    AlertRecipient? Recipient,
    LeadStatus? Status,
    bool Hot);

/// <summary>What was decided about a mail that waited.</summary>
/// <param name="Action">Send, hold on, or drop.</param>
/// <param name="Reason">Why it is held on or dropped; <see cref="AlertReason.None"/> when it is sent.</param>
/// <param name="Until">Until when it is held on, UTC; now unless it is.</param>
public sealed record ReleaseDecision(AlertAction Action, AlertReason Reason, DateTimeOffset Until);
