namespace LeadAlerts.Core.Alerts;

/// <summary>What an alert is for. Numbers are stored: never renumber.</summary>
public enum AlertKind
{
    /// <summary>A new lead.</summary>
    New = 0,

    /// <summary>An owner's test; belongs to no lead.</summary>
    Test = 1,
}

/// <summary>How far an alert has come. Numbers are stored: never renumber.</summary>
public enum AlertState
{
    /// <summary>Waits on purpose (quiet hours, a digest).</summary>
    Held = 0,

    /// <summary>Is to be sent at <see cref="Alert.DueAt"/>.</summary>
    Due = 1,

    /// <summary>A worker has claimed it.</summary>
    Sending = 2,

    /// <summary>The SMTP server took it (250). Not a promise that it was read.</summary>
    Accepted = 3,

    /// <summary>Refused for good, or given up.</summary>
    Failed = 4,

    /// <summary>The server may or may not have taken it: it did not answer after the message.</summary>
    Unknown = 5,

    /// <summary>Not sent on purpose, with a reason.</summary>
    Suppressed = 6,
}

/// <summary>Why a review raised alerts or did not. Numbers are stored: never renumber.</summary>
public enum AlertVerdict
{
    /// <summary>Alerts were raised.</summary>
    Raised = 0,

    /// <summary>The score is below the site's threshold.</summary>
    BelowThreshold = 1,

    /// <summary>The owner switched the alerts off.</summary>
    AlertsOff = 2,

    /// <summary>The site is not on the free plan; alert e-mails are that plan's feature.</summary>
    NotFreePlan = 3,

    /// <summary>No recipient has confirmed its address.</summary>
    NoRecipient = 4,

    /// <summary>The lead was alerted before.</summary>
    AlreadyAlerted = 5,

    /// <summary>A member said that it is not a lead.</summary>
    MarkedNotALead = 6,
}

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
    public Alert(
        Guid siteId,
        Guid? leadId,
        AlertRecipient recipient,
        AlertKind kind,
        int sequence,
        int settingsVersion,
        DateTimeOffset qualifiedAt,
        DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
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

    /// <summary>When the next attempt is due, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

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
}
