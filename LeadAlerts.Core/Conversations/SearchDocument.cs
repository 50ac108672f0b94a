namespace LeadAlerts.Core.Conversations;

/// <summary>
/// What full-text search reads of a conversation, which a review writes, or of a note on a lead, which follows the note by triggers.
/// The index beside it follows by triggers too, and so does <see cref="LeadId"/>.
/// </summary>
public sealed class SearchDocument
{
    private SearchDocument()
    {
    }

    /// <summary>Makes a document of a conversation.</summary>
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

    /// <summary>The conversation; null for a note.</summary>
    public Guid? ConversationId { get; private set; }

    /// <summary>The note; null for a conversation.</summary>
    public Guid? NoteId { get; private set; }

    /// <summary>The lead to which the conversation or the note belongs; null for a conversation that is no lead.</summary>
    public Guid? LeadId { get; private set; }

    /// <summary>All that can be found, line by line: headline, contact and messages, or the note's text.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Replaces the text after another review.</summary>
    public void Rewrite(string body) => Body = body;
}
