using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Summaries;

/// <summary>Writes the summary of a conversation from the visitor's own words. Pure.</summary>
public sealed class SummaryWriter
{
    /// <summary>Writes a summary.</summary>
    public ConversationSummary Write(Transcript transcript, Assessment assessment, BusinessProfile business, DateTimeOffset now) =>
        throw new NotImplementedException();
}
