namespace LeadAlerts.Core.Conversations;

/// <summary>Takes conversations in: many deliveries in one commit, each answered after the commit that holds it.</summary>
public sealed class ConversationIntake
{
    /// <summary>Stores a delivery.</summary>
    public Task<IntakeOutcome> ReceiveAsync(IncomingConversation delivery, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
