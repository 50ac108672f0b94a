using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Leads;

/// <summary>How far a member has come with a lead. Numbers are stored: never renumber.</summary>
public enum LeadStatus
{
    /// <summary>Nobody has answered yet.</summary>
    New = 0,

    /// <summary>Somebody has been in touch.</summary>
    Contacted = 1,

    /// <summary>Became a customer.</summary>
    Won = 2,

    /// <summary>Did not become a customer.</summary>
    Lost = 3,

    /// <summary>Was no lead at all: the assessment erred.</summary>
    NotALead = 4,
}

/// <summary>One visitor's interest in one site; gathers that visitor's conversations.</summary>
public sealed class Lead
{
    private Lead()
    {
    }

    /// <summary>A lead is born when a conversation's score reaches the site's threshold.</summary>
    public Lead(Guid siteId, Guid conversationId, string? visitorId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        FirstConversationId = conversationId;
        VisitorId = visitorId;
        CreatedAt = now;
        LastActivityAt = now;
    }

    /// <summary>The lead's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The conversation that made it a lead.</summary>
    public Guid FirstConversationId { get; private set; }

    /// <summary>The sender's id for the visitor; null when unknown.</summary>
    public string? VisitorId { get; private set; }

    /// <summary>How to reach the visitor.</summary>
    public VisitorContact Contact { get; private set; } = VisitorContact.None;

    /// <summary>The score of its strongest chat, 0–100; headline and category are that chat's too.</summary>
    public int Score { get; private set; }

    /// <summary>The category of its strongest chat.</summary>
    public ConversationCategory Category { get; private set; }

    /// <summary>What the visitor wants in one line.</summary>
    public string Headline { get; private set; } = "";

    /// <summary>How far a member has come.</summary>
    public LeadStatus Status { get; private set; }

    /// <summary>Who works it; null when nobody does.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>Until when it is out of sight, UTC; null when it is not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>When it was born, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a review last changed it, UTC.</summary>
    public DateTimeOffset LastActivityAt { get; private set; }

    /// <summary>When a member first left <see cref="LeadStatus.New"/>, UTC; null before.</summary>
    public DateTimeOffset? FirstAnsweredAt { get; private set; }

    /// <summary>When somebody first took it up, UTC: took it, was given it, or contacted the visitor; null before, and where it was only dismissed.</summary>
    public DateTimeOffset? FirstTakenAt { get; private set; }

    /// <summary>When somebody took it from a mail, UTC; null while nobody has.</summary>
    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>The recipient who took it from a mail, who need not be a member; null while nobody has.</summary>
    public Guid? ClaimedByRecipientId { get; private set; }

    /// <summary>How that person is called; null while nobody has taken it.</summary>
    public string? ClaimedByName { get; private set; }

    /// <summary>When it is told to others unless somebody has taken it, UTC; null when it is not.</summary>
    public DateTimeOffset? EscalateAt { get; private set; }

    /// <summary>How often others were reminded of it because nobody took it; a reminder that waits counts.</summary>
    public int Escalations { get; private set; }

    /// <summary>When somebody stands in because no mail about it could reach anybody, UTC; null while there is no need.</summary>
    public DateTimeOffset? FallbackDueAt { get; private set; }

    /// <summary>
    /// When somebody last took, answered or closed it, or it last came back to nobody, UTC; null while neither has happened. What visitors say
    /// and who looks at it does not move it.
    /// </summary>
    public DateTimeOffset? StandingSince { get; private set; }

    /// <summary>True when somebody works it.</summary>
    public bool IsClaimed => AssigneeId is not null || ClaimedAt is not null;

    /// <summary>True when nobody has taken, answered or closed it.</summary>
    public bool IsFree => Status == LeadStatus.New && !IsClaimed;

    /// <summary>Counts changes, so that two members do not overwrite each other.</summary>
    public int Version { get; private set; }

    /// <summary>Takes over its strongest chat's story and what a review found of the visitor. A contact detail once known is kept until a newer one replaces it.</summary>
    public void RecordReview(int score, ConversationCategory category, string headline, VisitorContact contact, DateTimeOffset now)
    {
        Score = score;
        Category = category;
        Headline = headline;
        Contact = new VisitorContact(contact.Name ?? Contact.Name, contact.Email ?? Contact.Email, contact.Phone ?? Contact.Phone);
        LastActivityAt = now;
        Version++;
    }

    /// <summary>Moves it to a status; also wakes it when it was snoozed.</summary>
    public void SetStatus(LeadStatus status, DateTimeOffset now)
    {
        var before = Progress;
        if (status != LeadStatus.New)
        {
            FirstAnsweredAt ??= now;
        }

        if (status is LeadStatus.Contacted or LeadStatus.Won or LeadStatus.Lost)
        {
            FirstTakenAt ??= now;
        }

        Status = status;
        SnoozedUntil = null;
        Stand(before, now);
        Version++;
    }

    /// <summary>How far it has come, to be able to take a change back.</summary>
    public LeadProgress Progress => new(Status, SnoozedUntil, FirstAnsweredAt)
    {
        FirstTakenAt = FirstTakenAt,
        AssigneeId = AssigneeId,
        ClaimedAt = ClaimedAt,
        ClaimedByRecipientId = ClaimedByRecipientId,
        ClaimedByName = ClaimedByName,
    };

    /// <summary>Takes back what members changed, as if they had not: the first answer's time and the claim too.</summary>
    /// <param name="before">How far it had come.</param>
    /// <param name="now">When they are taken back, UTC.</param>
    public void Restore(LeadProgress before, DateTimeOffset now)
    {
        var until = Progress;
        (Status, SnoozedUntil, FirstAnsweredAt) = (before.Status, before.SnoozedUntil, before.FirstAnsweredAt);
        FirstTakenAt = before.FirstTakenAt;
        AssigneeId = before.AssigneeId;
        ClaimedAt = before.ClaimedAt;
        ClaimedByRecipientId = before.ClaimedByRecipientId;
        ClaimedByName = before.ClaimedByName;
        Stand(until, now);
        Version++;
    }

    /// <summary>Takes back a change of status or a snooze, as if it had not been made: the first answer's time too.</summary>
    public void Restore(LeadStatus status, DateTimeOffset? snoozedUntil, DateTimeOffset? firstAnsweredAt, DateTimeOffset now) =>
        Restore(Progress with { Status = status, SnoozedUntil = snoozedUntil, FirstAnsweredAt = firstAnsweredAt }, now);

    /// <summary>Gives it to a member, or to nobody; what somebody took by a mail before is theirs no longer.</summary>
    public void Assign(Guid? userId, DateTimeOffset now) =>
        Restore(
            Progress with
            {
                AssigneeId = userId,
                FirstTakenAt = FirstTakenAt ?? (userId is null ? null : now),
                ClaimedAt = null,
                ClaimedByRecipientId = null,
                ClaimedByName = null,
            },
            now);

    /// <summary>Notes that a recipient took it from a mail; the first one keeps it.</summary>
    /// <param name="recipientId">The recipient.</param>
    /// <param name="name">How the person is called, at most 254 characters.</param>
    /// <param name="now">When, UTC.</param>
    public void Claim(Guid recipientId, string name, DateTimeOffset now)
    {
        if (ClaimedAt is null)
        {
            Restore(Progress with { FirstTakenAt = FirstTakenAt ?? now, ClaimedAt = now, ClaimedByRecipientId = recipientId, ClaimedByName = name }, now);
        }
    }

    /// <summary>Takes a claim back, as if it had not been made.</summary>
    /// <param name="firstTakenAt">When somebody had first taken it up before, UTC; null when nobody had.</param>
    /// <param name="now">When, UTC.</param>
    public void Unclaim(DateTimeOffset? firstTakenAt, DateTimeOffset now) =>
        Restore(Progress with { FirstTakenAt = firstTakenAt, ClaimedAt = null, ClaimedByRecipientId = null, ClaimedByName = null }, now);

    /// <summary>Says when it is told to others unless somebody takes it, or with null that it is not.</summary>
    public void PlanEscalation(DateTimeOffset? at) => EscalateAt = at;

    /// <summary>Notes that it was told to others, and when again.</summary>
    public void RecordEscalation(DateTimeOffset? next)
    {
        Escalations++;
        EscalateAt = next;
        Version++;
    }

    /// <summary>Says when somebody has to stand in, or with null that nobody has to.</summary>
    public void PlanFallback(DateTimeOffset? at) => FallbackDueAt = at;

    /// <summary>Takes over what another lead of the same person knows and this one does not, and its story where that is the stronger one.</summary>
    /// <param name="other">The lead that ends in this one.</param>
    /// <exception cref="ArgumentException">It is this lead, or another site's.</exception>
    public void Absorb(Lead other)
    {
        if (other.Id == Id || other.SiteId != SiteId)
        {
            throw new ArgumentException("Only another lead of the same site can be merged.", nameof(other));
        }

        Contact = new VisitorContact(Contact.Name ?? other.Contact.Name, Contact.Email ?? other.Contact.Email, Contact.Phone ?? other.Contact.Phone);
        if ((other.Score, other.LastActivityAt).CompareTo((Score, LastActivityAt)) > 0)
        {
            // As after a review: the strongest chat tells the lead's story, of equal ones the later.
            (Score, Category, Headline) = (other.Score, other.Category, other.Headline);
        }

        if (Status == LeadStatus.New && other.Status != LeadStatus.NotALead)
        {
            Status = other.Status;
        }

        if (!IsClaimed)
        {
            AssigneeId = other.AssigneeId;
            ClaimedAt = other.ClaimedAt;
            ClaimedByRecipientId = other.ClaimedByRecipientId;
            ClaimedByName = other.ClaimedByName;
        }

        VisitorId ??= other.VisitorId;
        CreatedAt = other.CreatedAt < CreatedAt ? other.CreatedAt : CreatedAt;
        LastActivityAt = other.LastActivityAt > LastActivityAt ? other.LastActivityAt : LastActivityAt;
        FirstAnsweredAt = other.FirstAnsweredAt < (FirstAnsweredAt ?? DateTimeOffset.MaxValue) ? other.FirstAnsweredAt : FirstAnsweredAt;
        FirstTakenAt = other.FirstTakenAt < (FirstTakenAt ?? DateTimeOffset.MaxValue) ? other.FirstTakenAt : FirstTakenAt;
        EscalateAt = Status == LeadStatus.New && !IsClaimed ? EscalateAt ?? other.EscalateAt : EscalateAt;
        StandingSince = other.StandingSince > (StandingSince ?? DateTimeOffset.MinValue) ? other.StandingSince : StandingSince;
        SnoozedUntil = null;
        Version++;
    }

    /// <summary>
    /// Lets one of its chats go: if that one told its story, another tells it from now on. How to reach the visitor stays known, and people see
    /// no new activity.
    /// </summary>
    /// <param name="gone">The chat that goes.</param>
    /// <param name="left">Its other chats, at least one.</param>
    /// <exception cref="ArgumentException">No chat is left: the lead would be about nothing.</exception>
    public void LetGo(Conversation gone, IReadOnlyCollection<Conversation> left)
    {
        if (left.Count == 0)
        {
            throw new ArgumentException("A lead keeps at least one chat.", nameof(left));
        }

        if (FirstConversationId == gone.Id)
        {
            FirstConversationId = left.MinBy(chat => (chat.StartedAt, chat.Id))!.Id;
        }

        if (Headline == gone.Headline)
        {
            var teller = left.MaxBy(chat => (chat.Score ?? -1, chat.LastMessageAt, chat.Id))!;
            (Score, Headline) = (teller.Score ?? Score, teller.Headline ?? "");
            Category = (ConversationCategory?)teller.Category ?? Category;
        }

        Version++;
    }

    /// <summary>Puts it out of sight until an instant, or back in sight with null.</summary>
    public void Snooze(DateTimeOffset? until, DateTimeOffset now) => Restore(Progress with { SnoozedUntil = until }, now);

    /// <summary>
    /// Notes that its snooze is over: it was in sight already, so that to people it has not changed, and how long it has been nobody's stays.
    /// </summary>
    public void EndSnooze() => SnoozedUntil = null;

    /// <summary>Notes since when it stands as it does; one that is open again is looked at anew.</summary>
    private void Stand(LeadProgress before, DateTimeOffset now)
    {
        if (IsFree && (!before.IsFree || (before.SnoozedUntil is not null && SnoozedUntil is null)))
        {
            (StandingSince, EscalateAt) = (now, now);
        }
        else if (!IsFree && (before.IsFree || before.Status != Status))
        {
            StandingSince = now;
        }
    }
}

/// <summary>When a person last looked at a lead; a lead whose activity is later is unread for that person.</summary>
public sealed class LeadView
{
    private LeadView()
    {
    }

    /// <summary>Notes a look.</summary>
    public LeadView(Guid leadId, Guid userId, DateTimeOffset now)
    {
        LeadId = leadId;
        UserId = userId;
        SeenAt = now;
    }

    /// <summary>The lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Notes another look.</summary>
    public void MarkSeen(DateTimeOffset now) => SeenAt = now;
}
