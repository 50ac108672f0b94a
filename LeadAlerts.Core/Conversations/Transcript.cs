namespace LeadAlerts.Core.Conversations;

/// <summary>A message as qualification and summaries read it.</summary>
/// <param name="Sequence">The message's number in its conversation, from 1.</param>
/// <param name="Role">Who wrote it.</param>
/// <param name="Text">Plain text; hostile until proven otherwise.</param>
/// <param name="SentAt">When it was written, UTC.</param>
public sealed record TranscriptLine(int Sequence, MessageRole Role, string Text, DateTimeOffset SentAt);

/// <summary>What the sender says about the visitor, outside the chat itself. Null where it says nothing.</summary>
public sealed record VisitorProfile(
    string? VisitorId = null, string? Name = null, string? Email = null, string? Phone = null, string? Locale = null)
{
    /// <summary>A visitor of whom nothing is known.</summary>
    public static readonly VisitorProfile Unknown = new();
}

/// <summary>A conversation up to some message, in order of time: all that the pure parts of the product get to see.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Lines">In order of time; at least one.</param>
/// <param name="Visitor">What the sender says about the visitor.</param>
/// <param name="PageUrl">The page on which the chat began; null when unknown.</param>
/// <param name="EarlierConversations">How many conversations the same visitor had with this site before.</param>
public sealed record Transcript(
    Guid SiteId,
    Guid ConversationId,
    IReadOnlyList<TranscriptLine> Lines,
    VisitorProfile Visitor,
    string? PageUrl = null,
    int EarlierConversations = 0)
{
    /// <summary>What is stored of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="messages">Its messages, in any order; at least one.</param>
    /// <param name="earlier">How many conversations the same visitor had with this site before.</param>
    public static Transcript Of(Conversation conversation, IEnumerable<Message> messages, int earlier = 0)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return new Transcript(
            conversation.SiteId,
            conversation.Id,
            [.. messages
                .OrderBy(message => message.SentAt)
                .ThenBy(message => message.Sequence)
                .Select(message => new TranscriptLine(message.Sequence, message.Role, message.Text, message.SentAt))],
            new VisitorProfile(
                conversation.VisitorId, conversation.VisitorName, conversation.VisitorEmail, conversation.VisitorPhone, conversation.VisitorLocale),
            conversation.PageUrl,
            earlier);
    }

    /// <summary>The greatest message number among the lines; 0 when there are none.</summary>
    public int ThroughSequence => Lines.Count == 0 ? 0 : Lines.Max(line => line.Sequence);

    /// <summary>The visitor's lines alone: the only words that count as the visitor's.</summary>
    public IEnumerable<TranscriptLine> VisitorLines => Lines.Where(line => line.Role == MessageRole.Visitor);
}
