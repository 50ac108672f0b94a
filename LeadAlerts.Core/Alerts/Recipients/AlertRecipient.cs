using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>An e-mail address that gets a site's alerts, once its owner has confirmed it by a link.</summary>
public sealed class AlertRecipient
{
    /// <summary>How long a confirmation link is good.</summary>
    public static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromDays(7);

    private AlertRecipient()
    {
    }

    /// <summary>Adds an address that is not confirmed yet.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="address">One checked e-mail address.</param>
    /// <param name="name">How the person is called; may be empty.</param>
    /// <param name="now">When, UTC.</param>
    public AlertRecipient(Guid siteId, string address, string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Address = address;
        Name = name;
        AddedAt = now;
    }

    /// <summary>The recipient's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The address, unique per site.</summary>
    public string Address { get; private set; } = "";

    /// <summary>How the person is called; may be empty.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The user who added it; null when unknown.</summary>
    public Guid? AddedBy { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>When its owner confirmed it, UTC; null before: it gets nothing until then.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>When its owner stopped the mails, UTC; null while it gets them.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>When it gets alerts.</summary>
    public RecipientRole Role { get; private set; }

    /// <summary>Which leads are this recipient's.</summary>
    public RecipientRoute Route { get; private set; } = RecipientRoute.Everything;

    /// <summary>True when it also gets the digest; who only gets digests has it always.</summary>
    public bool GetsDigest { get; private set; }

    /// <summary>Until when its mails wait, UTC, at the wish of the one who gets them; null or past when they do not.</summary>
    public DateTimeOffset? MutedUntil { get; private set; }

    /// <summary>Since when its mails come back, UTC; null while they do not. It gets nothing until a member clears it.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>What the server said when a mail came back; null while none does.</summary>
    public string? BounceReason { get; private set; }

    /// <summary>SHA-256 of the token in the confirmation link; null when no link is out.</summary>
    public byte[]? ConfirmationTokenHash { get; private set; }

    /// <summary>From when on that link is no longer good, UTC.</summary>
    public DateTimeOffset? ConfirmationExpiresAt { get; private set; }

    /// <summary>True when mail may go to it: it is confirmed, not stopped, and its mails do not come back.</summary>
    public bool IsActive => WhyUnreachable == AlertReason.None;

    /// <summary>Why it gets nothing at all; <see cref="AlertReason.None"/> when mail may go to it.</summary>
    public AlertReason WhyUnreachable => this switch
    {
        { StoppedAt: not null } => AlertReason.RecipientStopped,
        { ConfirmedAt: null } => AlertReason.NotConfirmed,
        { BouncedAt: not null } => AlertReason.RecipientBounced,
        _ => AlertReason.None,
    };

    /// <summary>Makes a confirmation token; one that was out before is no longer good.</summary>
    public string MakeConfirmationToken(DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        ConfirmationTokenHash = HashToken(token);
        ConfirmationExpiresAt = now + ConfirmationLifetime;
        return token;
    }

    /// <summary>The hash under which a token is stored.</summary>
    public static byte[] HashToken(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Confirms the address; also starts mails that were stopped or came back.</summary>
    public void Confirm(DateTimeOffset now)
    {
        ConfirmedAt ??= now;
        StoppedAt = null;
        ClearBounce();
        ConfirmationTokenHash = null;
        ConfirmationExpiresAt = null;
    }

    /// <summary>Stops the mails, at the wish of the one who gets them.</summary>
    public void Stop(DateTimeOffset now) => StoppedAt ??= now;

    /// <summary>Starts the mails again after a stop.</summary>
    public void Resume() => StoppedAt = null;

    /// <summary>Lets its mails wait until an instant, or with null no longer.</summary>
    public void Mute(DateTimeOffset? until) => MutedUntil = until;

    /// <summary>Notes that a mail came back for good.</summary>
    public void Bounce(string reason, DateTimeOffset now)
    {
        BouncedAt ??= now;
        BounceReason = reason.Length <= Alert.ReplyMaxLength ? reason : reason[..Alert.ReplyMaxLength];
    }

    /// <summary>Tries mails to it again.</summary>
    public void ClearBounce()
    {
        BouncedAt = null;
        BounceReason = null;
    }

    /// <summary>Says which leads it gets, and when.</summary>
    public void Assign(RecipientRole role, RecipientRoute route, bool getsDigest)
    {
        Role = role;
        Route = route;
        GetsDigest = getsDigest || role == RecipientRole.DigestOnly;
    }
}

/// <summary>Conditions on recipients that several queries ask for.</summary>
internal static class AlertRecipientQueries
{
    /// <summary>Those to whom mail may go, as <see cref="AlertRecipient.IsActive"/> says.</summary>
    public static IQueryable<AlertRecipient> Active(this IQueryable<AlertRecipient> recipients) => recipients.Where(
        recipient => recipient.ConfirmedAt != null && recipient.StoppedAt == null && recipient.BouncedAt == null);
}
