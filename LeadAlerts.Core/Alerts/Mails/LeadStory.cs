using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>All that a mail about a lead is made of.</summary>
/// <param name="Site">The site.</param>
/// <param name="Settings">The settings that raised the alert.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Transcript">What was said, as far as it was read.</param>
/// <param name="Assessment">Why it is a lead.</param>
/// <param name="Summary">What is wanted.</param>
/// <param name="LeadId">The lead; null in a test.</param>
/// <param name="Contact">How to reach the visitor, as far as the lead knows.</param>
/// <param name="QualifiedAt">When the message came that made it a lead, UTC.</param>
/// <param name="Now">When the mail is written, UTC.</param>
public sealed record LeadStory(
    Site Site,
    AlertSettings Settings,
    Conversation Conversation,
    Transcript Transcript,
    Assessment Assessment,
    ConversationSummary Summary,
    Guid? LeadId,
    VisitorContact Contact,
    DateTimeOffset QualifiedAt,
    DateTimeOffset Now)
{
    /// <summary>What an update tells; <see cref="LeadChanges.None"/> in a mail that tells the whole.</summary>
    public LeadChanges Changes { get; init; }

    /// <summary>The subject of the first mail about the lead that this recipient got; null in the first itself.</summary>
    public string? FirstSubject { get; init; }

    /// <summary>What the recipient was told before; null in the first mail.</summary>
    public LeadFacts? ToldBefore { get; init; }
}

/// <summary>Several alerts that one mail tells to one recipient: a release of what was held, or what is past the hourly cap.</summary>
/// <param name="Site">The site.</param>
/// <param name="Settings">The settings in force.</param>
/// <param name="Items">The alerts with their leads as they are now, oldest first; at least one.</param>
/// <param name="Now">When the mail is written, UTC.</param>
public sealed record AlertBundle(Site Site, AlertSettings Settings, IReadOnlyList<BundledAlert> Items, DateTimeOffset Now)
{
    /// <summary>How many alerts the mail tells that are not among the items.</summary>
    public int More { get; init; }
}

/// <summary>One alert in a mail that tells several.</summary>
/// <param name="Reason">Why it was held.</param>
/// <param name="Story">Its lead as it is now.</param>
public sealed record BundledAlert(AlertReason Reason, LeadStory Story)
{
    /// <summary>True when it reminds of a lead that nobody has taken.</summary>
    public bool IsReminder { get; init; }

    /// <summary>True when it tells what changed about a lead that the recipient knows.</summary>
    public bool IsUpdate => Story.Changes != LeadChanges.None;
}
