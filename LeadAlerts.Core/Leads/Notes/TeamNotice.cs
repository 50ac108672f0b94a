namespace LeadAlerts.Core.Leads.Notes;

/// <summary>Why a member is told. Numbers are stored: never renumber.</summary>
public enum TeamNoticeKind
{
    /// <summary>A note mentions the member.</summary>
    Mentioned = 0,

    /// <summary>Somebody gave the lead to the member.</summary>
    Assigned = 1,
}

/// <summary>How far the mail about it has come. Numbers are stored: never renumber.</summary>
public enum TeamNoticeState
{
    /// <summary>Is to be sent at <see cref="TeamNotice.DueAt"/>.</summary>
    Due = 0,

    /// <summary>The mail server has it.</summary>
    Sent = 1,

    /// <summary>Given up.</summary>
    Failed = 2,

    /// <summary>No longer of interest: the member has seen it in the inbox, or has left.</summary>
    Dropped = 3,
}

/// <summary>Tells a member of something that a colleague did: in the inbox until it is seen, and by one short mail.</summary>
public sealed class TeamNotice
{
    /// <summary>How long the mail waits, so that what is taken back at once is never mailed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] RetryDelays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(3)];

    private TeamNotice()
    {
    }

    /// <summary>The notice's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>The note; null where it is about none.</summary>
    public Guid? NoteId { get; private set; }

    /// <summary>Who is told.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Why.</summary>
    public TeamNoticeKind Kind { get; private set; }

    /// <summary>How the colleague is called, at most 254 characters.</summary>
    public string By { get; private set; } = "";

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When the member saw it in the inbox, UTC; null before.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>How far its mail has come.</summary>
    public TeamNoticeState State { get; private set; }

    /// <summary>When the next attempt to send the mail is due, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Tells a member that a note mentions them.</summary>
    public static TeamNotice OfMention(Guid siteId, Guid leadId, Guid noteId, Guid userId, string by, DateTimeOffset now) =>
        Of(siteId, leadId, noteId, userId, TeamNoticeKind.Mentioned, by, now);

    /// <summary>Tells a member that a lead is theirs now.</summary>
    public static TeamNotice OfAssignment(Guid siteId, Guid leadId, Guid userId, string by, DateTimeOffset now) =>
        Of(siteId, leadId, null, userId, TeamNoticeKind.Assigned, by, now);

    /// <summary>Notes that the member saw it.</summary>
    public void MarkSeen(DateTimeOffset now) => SeenAt ??= now;

    /// <summary>Begins an attempt: until it ends, or should it never end, the notice is due again later.</summary>
    public void BeginAttempt(DateTimeOffset now) => DueAt = now + RetryDelays[Math.Min(Attempts++, RetryDelays.Length - 1)];

    /// <summary>Notes what became of the attempt; one that failed for now stays due until the last one.</summary>
    /// <param name="sent">True when the mail server took it.</param>
    /// <param name="forGood">True when it never will.</param>
    public void EndAttempt(bool sent, bool forGood) =>
        State = sent ? TeamNoticeState.Sent : forGood || Attempts > RetryDelays.Length ? TeamNoticeState.Failed : TeamNoticeState.Due;

    /// <summary>No mail is needed any more.</summary>
    public void Drop() => State = TeamNoticeState.Dropped;

    private static TeamNotice Of(Guid siteId, Guid leadId, Guid? noteId, Guid userId, TeamNoticeKind kind, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SiteId = siteId,
        LeadId = leadId,
        NoteId = noteId,
        UserId = userId,
        Kind = kind,
        By = by.Length <= LeadStep.TextMaxLength ? by : by[..LeadStep.TextMaxLength],
        At = now,
        DueAt = now + Grace,
    };
}
