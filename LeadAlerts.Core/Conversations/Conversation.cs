namespace LeadAlerts.Core.Conversations;

/// <summary>What one visitor and one site say to each other.</summary>
/// <remarks>
/// Rows are inserted and extended by <see cref="ConversationIntake"/> in plain SQL, many in one commit; everybody else goes through
/// this class. A column added here is added there too.
/// </remarks>
public sealed class Conversation
{
    /// <summary>The greatest length of a page's address, in characters.</summary>
    public const int UrlMaxLength = 2000;

    /// <summary>The greatest length of a visitor's name, e-mail address, phone or locale as the sender gives it, in characters.</summary>
    public const int VisitorFieldMaxLength = 200;

    /// <summary>How long one worker may hold a review before another may take it over.</summary>
    public static readonly TimeSpan ReviewLease = TimeSpan.FromSeconds(30);

    private Conversation()
    {
    }

    /// <summary>Creates an empty conversation.</summary>
    public Conversation(Guid siteId, string source, string externalId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Source = source;
        ExternalId = externalId;
        StartedAt = now;
        LastMessageAt = now;
    }

    /// <summary>The conversation's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Where it came from: <c>widget</c> or <c>api</c>.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The sender's own id; unique per site and source.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>The page on which it began; null when unknown.</summary>
    public string? PageUrl { get; init; }

    /// <summary>From where the visitor came to that page; null when unknown.</summary>
    public string? Referrer { get; init; }

    /// <summary>The sender's id for the visitor, the same over several conversations; null when unknown.</summary>
    public string? VisitorId { get; init; }

    /// <summary>The visitor's name as the sender gives it (a form, a log-in), not as the chat says it; null when unknown.</summary>
    public string? VisitorName { get; init; }

    /// <summary>The visitor's e-mail address as the sender gives it; null when unknown.</summary>
    public string? VisitorEmail { get; init; }

    /// <summary>The visitor's phone number as the sender gives it; null when unknown.</summary>
    public string? VisitorPhone { get; init; }

    /// <summary>The visitor's locale, such as <c>en-US</c>; null when unknown.</summary>
    public string? VisitorLocale { get; init; }

    /// <summary>Tells apart the networks from which visitors write, without telling which they are; null when unknown.</summary>
    public string? NetworkHash { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When its last message arrived, UTC.</summary>
    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>When the visitor's last message arrived, UTC; null before the first.</summary>
    public DateTimeOffset? LastVisitorMessageAt { get; private set; }

    /// <summary>When the sender said that it ended, UTC; null while it goes on. A later message reopens it.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How many messages it holds; also the number of the last one.</summary>
    public int MessageCount { get; private set; }

    /// <summary>When a review is due, UTC; null when nothing waits to be reviewed.</summary>
    public DateTimeOffset? ReviewDueAt { get; private set; }

    /// <summary>When the visitor's first message arrived that no review has seen, UTC; null when there is none.</summary>
    public DateTimeOffset? FirstUnreviewedAt { get; private set; }

    /// <summary>The number of the last message that a review has seen; 0 before the first review.</summary>
    public int ReviewedThrough { get; private set; }

    /// <summary>Names the worker that reviews it now; null when none does.</summary>
    public Guid? ReviewToken { get; private set; }

    /// <summary>Until when that worker's claim holds, UTC.</summary>
    public DateTimeOffset? ReviewLeaseUntil { get; private set; }

    /// <summary>Reviews that failed in a row; 0 after one that succeeded.</summary>
    public int ReviewAttempts { get; private set; }

    /// <summary>The lead that it belongs to; null when it is none.</summary>
    public Guid? LeadId { get; private set; }

    /// <summary>The latest assessment's score, 0–100; null before the first review.</summary>
    public int? Score { get; private set; }

    /// <summary>The latest assessment's category, as <c>Qualification.ConversationCategory</c>'s number; null before the first review.</summary>
    public int? Category { get; private set; }

    /// <summary>One line that says what it is about; null before the first review.</summary>
    public string? Headline { get; private set; }

    /// <summary>
    /// Writes the outcome of a review that saw the messages up to <paramref name="reviewedThrough"/>. Messages that arrived meanwhile
    /// keep their own due time.
    /// </summary>
    public void RecordReview(int reviewedThrough, int score, int category, string headline, Guid? leadId)
    {
        ReviewedThrough = reviewedThrough;
        Score = score;
        Category = category;
        Headline = headline;
        LeadId = leadId ?? LeadId;
        ReviewToken = null;
        ReviewLeaseUntil = null;
        ReviewAttempts = 0;
        if (MessageCount <= reviewedThrough)
        {
            ReviewDueAt = null;
            FirstUnreviewedAt = null;
        }
    }

    /// <summary>Notes that a review failed and when the next attempt is due.</summary>
    public void RecordFailedReview(DateTimeOffset nextDueAt)
    {
        ReviewAttempts++;
        ReviewDueAt = nextDueAt;
        ReviewToken = null;
        ReviewLeaseUntil = null;
    }

    /// <summary>Adds a message and makes a review due; for histories that are written in one go, such as the demo's.</summary>
    public Message Append(MessageRole role, string text, DateTimeOffset at)
    {
        MessageCount++;
        LastMessageAt = at;
        if (role == MessageRole.Visitor)
        {
            LastVisitorMessageAt = at;
        }

        FirstUnreviewedAt ??= at;
        ReviewDueAt = at;
        return new Message(SiteId, Id, MessageCount, $"m{MessageCount}", role, text, at, at);
    }
}
