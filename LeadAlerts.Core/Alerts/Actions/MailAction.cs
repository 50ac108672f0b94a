using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>How things stood before an act, to be able to take it back.</summary>
public sealed record MailActionBefore
{
    /// <summary>How far the lead had come; null where the act is about no lead.</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>Until when it was out of sight, UTC; null when it was not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>When a member had first answered, UTC; null before.</summary>
    public DateTimeOffset? FirstAnsweredAt { get; init; }

    /// <summary>When somebody had first taken the lead up, UTC; null before.</summary>
    public DateTimeOffset? FirstTakenAt { get; init; }

    /// <summary>True when the act also took the lead, which nobody had.</summary>
    public bool Claimed { get; init; }

    /// <summary>The member to whom the act gave the lead, being the same person; null when the recipient is no member.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>Until when the recipient had muted the mails, UTC; null when it had not.</summary>
    public DateTimeOffset? MutedUntil { get; init; }
}

/// <summary>What a recipient did from a mail: who, when, by which mail.</summary>
public sealed class MailAction
{
    /// <summary>The greatest length of a recipient's name or address.</summary>
    public const int WhoMaxLength = 254;

    private MailAction()
    {
    }

    /// <summary>Records an act.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="ticket">The link that was used.</param>
    /// <param name="recipient">Who got it.</param>
    /// <param name="before">How things stood.</param>
    /// <param name="now">When, UTC.</param>
    public MailAction(Guid siteId, MailActionTicket ticket, AlertRecipient recipient, MailActionBefore before, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Purpose = ticket.Purpose;
        AlertId = ticket.AlertId;
        RecipientId = recipient.Id;
        SubjectId = ticket.SubjectId;
        Who = WhoIs(recipient);
        Address = recipient.Address;
        Before = before;
        At = now;
    }

    /// <summary>The act's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>What was done.</summary>
    public MailActionPurpose Purpose { get; private set; }

    /// <summary>From which mail.</summary>
    public Guid AlertId { get; private set; }

    /// <summary>By which recipient.</summary>
    public Guid RecipientId { get; private set; }

    /// <summary>To what: see <see cref="MailActionTicket.SubjectId"/>.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The recipient's name then, or the address where there was none.</summary>
    public string Who { get; private set; } = "";

    /// <summary>The recipient's address then.</summary>
    public string Address { get; private set; } = "";

    /// <summary>How things stood before.</summary>
    public MailActionBefore Before { get; private set; } = new();

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When it was taken back or something else came in its place, UTC; null while it stands.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>True when it was taken back.</summary>
    public bool Undone { get; private set; }

    /// <summary>How a recipient is called: by name, else by address.</summary>
    public static string WhoIs(AlertRecipient recipient) => string.IsNullOrWhiteSpace(recipient.Name) ? recipient.Address : recipient.Name;

    /// <summary>Notes that it was taken back.</summary>
    public void Undo(DateTimeOffset now) => (EndedAt, Undone) = (now, true);

    /// <summary>Notes that it no longer holds, for another reason.</summary>
    public void End(DateTimeOffset now) => EndedAt ??= now;
}
