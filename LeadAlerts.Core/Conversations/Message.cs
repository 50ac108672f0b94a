namespace LeadAlerts.Core.Conversations;

/// <summary>Who wrote a message.</summary>
public enum MessageRole
{
    /// <summary>The person on the website.</summary>
    Visitor = 0,

    /// <summary>The site's bot.</summary>
    Bot = 1,

    /// <summary>A person who answers for the site.</summary>
    Agent = 2,
}

/// <summary>One message of a conversation. Never changes once stored.</summary>
public sealed class Message
{
    /// <summary>The greatest length of a text, in UTF-16 code units.</summary>
    public const int TextMaxLength = 10_000;

    /// <summary>The greatest length of an id that a sender gives, in characters.</summary>
    public const int ExternalIdMaxLength = 200;

    private Message()
    {
    }

    /// <summary>Creates a message.</summary>
    public Message(
        Guid siteId,
        Guid conversationId,
        int sequence,
        string externalId,
        MessageRole role,
        string text,
        DateTimeOffset sentAt,
        DateTimeOffset receivedAt)
    {
        Id = Guid.CreateVersion7(receivedAt);
        SiteId = siteId;
        ConversationId = conversationId;
        Sequence = sequence;
        ExternalId = externalId;
        Role = role;
        Text = text;
        SentAt = sentAt;
        ReceivedAt = receivedAt;
    }

    /// <summary>The message's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>The message's number in its conversation in order of arrival, from 1.</summary>
    public int Sequence { get; private set; }

    /// <summary>The sender's own id for the message; unique in its conversation, so that a repeat is recognised.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Who wrote it.</summary>
    public MessageRole Role { get; private set; }

    /// <summary>What was written, as plain text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When the sender says it was written, UTC; the server's time where the sender's is absent or absurd.</summary>
    public DateTimeOffset SentAt { get; private set; }

    /// <summary>When it reached this server, UTC.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }
}
