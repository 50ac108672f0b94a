namespace LeadAlerts.Core.Alerts;

/// <summary>Reviews one conversation: assess, summarise, find or make the lead, raise alerts; one transaction.</summary>
public sealed class LeadReview
{
    /// <summary>Reviews a conversation that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do (reviewed before, claimed by another).</returns>
    public Task<Guid?> RunAsync(Guid conversationId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
