using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Inbox;

/// <summary>Everything that a member sees of one lead, but for its chats.</summary>
public sealed record LeadDetail
{
    /// <summary>The lead.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the member saw of the lead's changes; a command names it.</summary>
    public required int Version { get; init; }

    /// <summary>How to reach the visitor.</summary>
    public required VisitorContact Contact { get; init; }

    /// <summary>What the visitor wants in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>0–100.</summary>
    public required int Score { get; init; }

    /// <summary>What kind of conversation it is.</summary>
    public required ConversationCategory Category { get; init; }

    /// <summary>How far a member has come.</summary>
    public required LeadStatus Status { get; init; }

    /// <summary>Who works it; null when nobody does.</summary>
    public required Guid? AssigneeId { get; init; }

    /// <summary>Until when it is out of sight, UTC; null when it is not snoozed.</summary>
    public required DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>When it was born, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a review last changed it, UTC.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>When a member first answered, UTC; null before.</summary>
    public required DateTimeOffset? FirstAnsweredAt { get; init; }

    /// <summary>Its chats, the latest first; at most <see cref="LeadQueries.ChatsMax"/>.</summary>
    public IReadOnlyList<ChatRow> Chats { get; init; } = [];

    /// <summary>Which of its chats tells its story: the strongest, of equal ones the latest; null when it has none.</summary>
    public ChatRow? Teller => Chats.MaxBy(chat => chat.Score ?? -1);

    /// <summary>Its alerts in the order in which they were raised.</summary>
    public IReadOnlyList<AlertRow> Alerts { get; init; } = [];

    /// <summary>Its notes, the latest first; at most <see cref="LeadQueries.NotesMax"/>.</summary>
    public IReadOnlyList<NoteRow> Notes { get; init; } = [];

    /// <summary>How many replies to the visitor were tried and have ended, sent or not.</summary>
    public int RepliesEnded { get; init; }

    /// <summary>How far it has come, to be able to take a change back.</summary>
    public required LeadProgress Progress { get; init; }

    /// <summary>Who took it from a mail, who need not be a member; null when nobody did.</summary>
    public string? Claimant { get; init; }

    /// <summary>The lead as a command names it, so that a new message of the visitor stops it too.</summary>
    public SeenLead Seen => new(Id, Status, Version);

    /// <summary>True when the lead has the same version, activity, chats, alerts, notes and replies in both: then its history is the same too.</summary>
    /// <remarks>What members decide, here or by a mail, and every review count as versions.</remarks>
    public bool HasSameStory(LeadDetail other) =>
        (Id, Version, LastActivityAt, RepliesEnded) == (other.Id, other.Version, other.LastActivityAt, other.RepliesEnded)
        && Chats.SequenceEqual(other.Chats) && Alerts.SequenceEqual(other.Alerts) && Notes.SequenceEqual(other.Notes);

    /// <summary>The visitor's name, or the best there is in its place.</summary>
    public string Title => LeadTitle.Of(Contact.Name, Contact.Email, Contact.Phone);
}

/// <summary>A chat of a lead, to choose from.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="LastMessageAt">When its last message arrived, UTC.</param>
/// <param name="MessageCount">How many messages it holds.</param>
/// <param name="Score">0–100; null before its first review.</param>
public sealed record ChatRow(Guid Id, DateTimeOffset StartedAt, DateTimeOffset LastMessageAt, int MessageCount, int? Score);

/// <summary>An alert and what became of it.</summary>
public sealed record AlertRow(
    Guid Id,
    string Recipient,
    AlertState State,
    int SettingsVersion,
    DateTimeOffset QualifiedAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? FinishedAt,
    int Attempts,
    string? Reply)
{
    /// <summary>What it is for.</summary>
    public AlertKind Kind { get; init; }

    /// <summary>Why it waits or was not sent; <see cref="AlertReason.None"/> when nothing kept it back.</summary>
    public AlertReason Reason { get; init; }

    /// <summary>True when a mail was written for it.</summary>
    public bool HasMail { get; init; }

    /// <summary>True when a person may send it once more.</summary>
    public bool CanResend => HasMail && State is (AlertState.Accepted or AlertState.Failed or AlertState.Unknown);

    /// <summary>From the message that made it a lead to the server's word; null before.</summary>
    public TimeSpan? Latency => AcceptedAt - QualifiedAt;
}

/// <summary>A note with its author's name.</summary>
public sealed record NoteRow(Guid Id, string Author, string Text, DateTimeOffset WrittenAt)
{
    /// <summary>Who wrote it.</summary>
    public Guid AuthorId { get; init; }

    /// <summary>True when its author changed it after writing.</summary>
    public bool Edited { get; init; }
}
