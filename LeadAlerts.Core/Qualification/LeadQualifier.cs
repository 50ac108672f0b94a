using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification;

/// <summary>Decides how likely a visitor is a potential lead. Pure: no clock, no database, no network.</summary>
public sealed class LeadQualifier
{
    /// <summary>Assesses a conversation.</summary>
    public Assessment Assess(
        Transcript transcript, IReadOnlyList<CriterionSetting> criteria, BusinessProfile business, string region, DateTimeOffset now) =>
        throw new NotImplementedException();
}
