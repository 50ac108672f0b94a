using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Alerts;

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
    DateTimeOffset Now);
