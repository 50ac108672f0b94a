namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>Whether a recipient gets alerts.</summary>
public enum RecipientState
{
    /// <summary>Gets nothing until its owner follows the link in the confirmation mail.</summary>
    Waiting = 0,

    /// <summary>Gets alerts.</summary>
    Confirmed = 1,

    /// <summary>Got alerts once; they were stopped.</summary>
    Stopped = 2,

    /// <summary>Got alerts until its mails came back; gets nothing until a member tries again.</summary>
    Bounced = 3,
}

/// <summary>A recipient in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Its address.</param>
/// <param name="Name">How the person is called; may be empty.</param>
/// <param name="IsMe">True when it is the address of the one who looks.</param>
/// <param name="State">Whether it gets alerts.</param>
/// <param name="LinkSentAt">When the confirmation link that is out was sent, UTC; null when none is out.</param>
/// <param name="LinkExpired">True when that link is no longer good.</param>
public sealed record RecipientRow(
    Guid Id, string Address, string Name, bool IsMe, RecipientState State, DateTimeOffset? LinkSentAt, bool LinkExpired)
{
    /// <summary>When it gets alerts.</summary>
    public RecipientRole Role { get; init; }

    /// <summary>Which leads are this recipient's.</summary>
    public RecipientRoute Route { get; init; } = RecipientRoute.Everything;

    /// <summary>True when it also gets the digest.</summary>
    public bool GetsDigest { get; init; }

    /// <summary>Until when its mails wait, UTC; null when they do not.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>What the server said when its mails came back; null unless they do.</summary>
    public string? BounceReason { get; init; }
}
