namespace LeadAlerts.Core.Conversations;

/// <summary>What full-text search reads of a conversation; a review writes it. The index beside it follows by triggers.</summary>
public sealed class SearchDocument
{
    private SearchDocument()
    {
    }

    /// <summary>Makes a document.</summary>
    public SearchDocument(Guid siteId, Guid conversationId, string body)
    {
        SiteId = siteId;
        ConversationId = conversationId;
        Body = body;
    }

    /// <summary>The document's number; the full-text index needs a number.</summary>
    public long Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>All that can be found: messages, contact, headline.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Replaces the text after another review.</summary>
    public void Rewrite(string body) => Body = body;
}
