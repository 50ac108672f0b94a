using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;

namespace LeadAlerts.Core.Alerts;

/// <summary>
/// One e-mail to one recipient about one lead. It is the outbox row: composed once, claimed with a lease, and it knows what became of
/// it.
/// </summary>
/// <remarks>
/// Claims and the records that finish them are conditional updates in <c>AlertDelivery</c>, so that two workers cannot both win; the
/// transitions there are the ones listed at <see cref="AlertState"/>.
/// </remarks>
public sealed class Alert
{
    /// <summary>The greatest length of a server's reply that is kept, in characters.</summary>
    public const int ReplyMaxLength = 1000;

    /// <summary>How long one worker may hold an alert before another may take it over, unless it renews.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private Alert()
    {
    }

    /// <summary>Raises an alert that is due at once. Its mail is set by <see cref="Compose"/> before it is saved.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead; null for a test.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="sequence">Tells several of one kind apart, from 1.</param>
    /// <param name="settingsVersion">The version of the site's alert settings that raised it.</param>
    /// <param name="qualifiedAt">When the message that made it a lead was committed, UTC.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="id">The row whose place it takes; null for one of its own.</param>
    public Alert(
        Guid siteId,
        Guid? leadId,
        AlertRecipient recipient,
        AlertKind kind,
        int sequence,
        int settingsVersion,
        DateTimeOffset qualifiedAt,
        DateTimeOffset now,
        Guid? id = null)
    {
        Id = id ?? Guid.CreateVersion7(now);
        SiteId = siteId;
        LeadId = leadId;
        RecipientId = recipient.Id;
        RecipientAddress = recipient.Address;
        Kind = kind;
        Sequence = sequence;
        SettingsVersion = settingsVersion;
        QualifiedAt = qualifiedAt;
        RaisedAt = now;
        DueAt = now;
        QueuedAt = now;
        State = AlertState.Due;
    }

    /// <summary>The alert's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The lead; null for a test.</summary>
    public Guid? LeadId { get; private set; }

    /// <summary>The recipient.</summary>
    public Guid RecipientId { get; private set; }

    /// <summary>The recipient's address when it was raised.</summary>
    public string RecipientAddress { get; private set; } = "";

    /// <summary>What it is for.</summary>
    public AlertKind Kind { get; private set; }

    /// <summary>Tells several of one kind apart, from 1.</summary>
    public int Sequence { get; private set; }

    /// <summary>The version of the site's alert settings that raised it.</summary>
    public int SettingsVersion { get; private set; }

    /// <summary>How far it has come.</summary>
    public AlertState State { get; private set; }

    /// <summary>When the message that made it a lead was committed, UTC; latency is measured from here.</summary>
    public DateTimeOffset QualifiedAt { get; private set; }

    /// <summary>When it was raised, UTC.</summary>
    public DateTimeOffset RaisedAt { get; private set; }

    /// <summary>When the next attempt is due, UTC; while it is held, when it is released.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it was put in line to be sent, UTC: at once, or when it was released. Null while it is held and when it never was.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }

    /// <summary>Why it waits, waited or was not sent; <see cref="AlertReason.None"/> when nothing kept it back.</summary>
    public AlertReason Reason { get; private set; }

    /// <summary>The mail that told it; null unless it is <see cref="AlertState.Bundled"/>.</summary>
    public Guid? BundleId { get; private set; }

    /// <summary>What the recipient knows of the lead with this mail; null when it tells of no lead.</summary>
    public LeadFacts? Told { get; private set; }

    /// <summary>What an update tells; <see cref="LeadChanges.None"/> for other kinds.</summary>
    public LeadChanges Changes { get; private set; }

    /// <summary>Attempts begun, but for those that a broken sender cost.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts begun, all of them: how many <see cref="AlertAttempt"/>s there are.</summary>
    public int AttemptCount { get; private set; }

    /// <summary>When a person last asked to send it again, UTC; null when nobody did.</summary>
    public DateTimeOffset? ResendAt { get; private set; }

    /// <summary>The person who asked for the attempt that is to come; null when it comes by itself.</summary>
    public Guid? ResendBy { get; private set; }

    /// <summary>Names the worker that sends it now; null when none does.</summary>
    public Guid? LeaseToken { get; private set; }

    /// <summary>Until when that worker's claim holds, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When the current attempt began to hand over the message itself, UTC; null when it never came so far.</summary>
    public DateTimeOffset? DataStartedAt { get; private set; }

    /// <summary>True when it was sent again after an answer that never came; happens at most once.</summary>
    public bool ResentAfterUnknown { get; private set; }

    /// <summary>When the server first accepted it, UTC; null before.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>From the commit of the message that made it a lead to the server's 250; null before.</summary>
    public TimeSpan? Latency => AcceptedAt - QualifiedAt;

    /// <summary>When it reached Accepted, Failed, Unknown or Suppressed, UTC; null before.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>What the server said last, or the reason why it was not sent; null before the first attempt.</summary>
    public string? Reply { get; private set; }

    /// <summary>The mail's Message-ID without angle brackets.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>The mail's subject.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The frozen mail: what is sent, byte for byte, at every attempt.</summary>
    public byte[] Mime { get; private set; } = [];

    /// <summary>Freezes the mail.</summary>
    public void Compose(string messageId, string subject, byte[] mime)
    {
        MessageId = messageId;
        Subject = subject;
        Mime = mime;
    }

    /// <summary>Notes what it tells of the lead.</summary>
    public void Tell(LeadFacts told, LeadChanges changes)
    {
        Told = told;
        Changes = changes;
    }

    /// <summary>Lets it be sent only from an instant on, in case that it turns out not to be needed.</summary>
    public void Postpone(DateTimeOffset until) => DueAt = until;

    /// <summary>Lets it wait until an instant.</summary>
    public void Hold(AlertReason reason, DateTimeOffset until)
    {
        State = AlertState.Held;
        Reason = reason;
        DueAt = until;
        QueuedAt = null;
    }

    /// <summary>Notes that it is not sent; such a row needs no mail.</summary>
    public void Suppress(AlertReason reason, DateTimeOffset now)
    {
        State = AlertState.Suppressed;
        Reason = reason;
        QueuedAt = null;
        FinishedAt = now;
    }
}
