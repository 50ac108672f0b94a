namespace LeadAlerts.Core.Conversations;

/// <summary>One message as a sender delivers it; its shape is already checked.</summary>
/// <param name="ExternalId">The sender's id, unique in the conversation; 1–200 characters.</param>
/// <param name="Role">Who wrote it.</param>
/// <param name="Text">1 to <see cref="Message.TextMaxLength"/> characters.</param>
/// <param name="At">When it was written; null when the sender does not say.</param>
public sealed record IncomingMessage(string ExternalId, MessageRole Role, string Text, DateTimeOffset? At = null);

/// <summary>One or more messages of one conversation as a sender delivers them; their shape is already checked.</summary>
/// <param name="SiteId">The site, known from its key.</param>
/// <param name="Source"><c>widget</c> or <c>api</c>.</param>
/// <param name="ExternalId">The sender's id for the conversation, unique per site and source; 1–200 characters.</param>
/// <param name="Visitor">What the sender says about the visitor; what is null leaves the stored value.</param>
/// <param name="Messages">In order; may be empty when <paramref name="Ended"/> is true.</param>
/// <param name="PageUrl">The page on which it began.</param>
/// <param name="Referrer">From where the visitor came to that page.</param>
/// <param name="Ended">True when the sender says that it is over.</param>
public sealed record IncomingConversation(
    Guid SiteId,
    string Source,
    string ExternalId,
    VisitorProfile Visitor,
    IReadOnlyList<IncomingMessage> Messages,
    string? PageUrl = null,
    string? Referrer = null,
    bool Ended = false)
{
    /// <summary>Tells apart the networks from which visitors write, without telling which they are; null when unknown.</summary>
    public string? NetworkHash { get; init; }
}

/// <summary>What became of a delivery.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>At least one message is new; all are committed.</summary>
    /// <param name="ConversationId">The conversation.</param>
    /// <param name="New">How many of the messages are new.</param>
    /// <param name="ReviewDueAt">When the conversation's review is due; null when none is.</param>
    public sealed record Received(Guid ConversationId, int New, DateTimeOffset? ReviewDueAt) : IntakeOutcome;

    /// <summary>Everything was stored before; nothing changed.</summary>
    /// <param name="ConversationId">The conversation.</param>
    public sealed record Repeated(Guid ConversationId) : IntakeOutcome;

    /// <summary>A message's id was used before with another text or role; nothing of the delivery is stored.</summary>
    /// <param name="MessageIndex">The first such message's place in the delivery, from 0.</param>
    public sealed record Conflicting(int MessageIndex) : IntakeOutcome;

    /// <summary>The store did not answer in time; nothing is known to be stored, the sender should try again.</summary>
    public sealed record Overloaded : IntakeOutcome;
}
