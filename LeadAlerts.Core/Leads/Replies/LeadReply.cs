namespace LeadAlerts.Core.Leads.Replies;

/// <summary>What became of a reply. Numbers are stored: never renumber.</summary>
public enum LeadReplyState
{
    /// <summary>Is on its way; one that stays so was interrupted, and may or may not have left.</summary>
    Sending = 0,

    /// <summary>The mail server took it.</summary>
    Accepted = 1,

    /// <summary>It was not sent.</summary>
    Failed = 2,

    /// <summary>It may or may not have left: the connection broke before the server answered.</summary>
    Unknown = 3,
}

/// <summary>A mail that a member wrote to the visitor of a lead.</summary>
public sealed class LeadReply
{
    /// <summary>The greatest length of a text, in characters.</summary>
    public const int TextMaxLength = 10_000;

    /// <summary>The greatest length of a subject, in characters.</summary>
    public const int SubjectMaxLength = 150;

    /// <summary>The greatest length of what is kept of the mail server's answer, in characters.</summary>
    public const int AnswerMaxLength = 1000;

    private LeadReply()
    {
    }

    /// <summary>Writes a reply that is on its way.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="authorId">The member.</param>
    /// <param name="author">How the member is called; cut at 254 characters.</param>
    /// <param name="to">The visitor's address.</param>
    /// <param name="subject">One line.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="now">When, UTC.</param>
    public LeadReply(Guid siteId, Guid leadId, Guid authorId, string author, string to, string subject, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        LeadId = leadId;
        AuthorId = authorId;
        Author = author.Length <= LeadStep.TextMaxLength ? author : author[..LeadStep.TextMaxLength];
        To = to;
        Subject = subject;
        Text = text;
        At = now;
    }

    /// <summary>The reply's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>Who wrote it.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>How the author was called then.</summary>
    public string Author { get; private set; } = "";

    /// <summary>The visitor's address.</summary>
    public string To { get; private set; } = "";

    /// <summary>What it is about.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>What it says, as plain text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What became of it.</summary>
    public LeadReplyState State { get; private set; }

    /// <summary>The mail server's answer in one line; null before.</summary>
    public string? Answer { get; private set; }

    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Notes what became of it.</summary>
    public void End(LeadReplyState state, string answer)
    {
        State = state;
        Answer = answer.Length <= AnswerMaxLength ? answer : answer[..AnswerMaxLength];
    }
}
