namespace LeadAlerts.Core.Webhooks;

/// <summary>An address of a site's owner that is told of events.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>The greatest length of an address, in characters.</summary>
    public const int UrlMaxLength = 1000;

    /// <summary>The greatest length of a description, in characters.</summary>
    public const int DescriptionMaxLength = 120;

    /// <summary>How long the secret before the present one still signs after a rotation.</summary>
    public static readonly TimeSpan OldSecretLifetime = TimeSpan.FromHours(24);

    private WebhookEndpoint()
    {
    }

    /// <summary>Creates an endpoint that is switched on.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="protectedSecret">See <see cref="Secret"/>.</param>
    /// <param name="now">When, UTC.</param>
    public WebhookEndpoint(Guid siteId, string protectedSecret, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Secret = protectedSecret;
        CreatedAt = now;
    }

    /// <summary>The endpoint's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Where events go; checked by <see cref="WebhookUrl"/>. May be a secret of the receiver's: for owners only, never in logs.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What owners call it; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>What it is told.</summary>
    public WebhookEvents Events { get; private set; }

    /// <summary>The secret that signs, encrypted by <see cref="WebhookSecrets"/>.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The secret before it, encrypted; null when there is none.</summary>
    public string? OldSecret { get; private set; }

    /// <summary>Until when that one signs too, UTC, exclusive; null when there is none.</summary>
    public DateTimeOffset? OldSecretUntil { get; private set; }

    /// <summary>When it was added, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was switched off, UTC; null while it is on.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Why it was switched off by itself; null while it is on, and when an owner did it.</summary>
    public string? DisabledReason { get; private set; }

    /// <summary>Since when no delivery has succeeded although some were tried, UTC; null after one that did.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When a delivery last succeeded, UTC; null when none has.</summary>
    public DateTimeOffset? LastSuccessAt { get; private set; }

    /// <summary>Says where it is and what it is told.</summary>
    /// <param name="url">A checked address.</param>
    /// <param name="description">At most <see cref="DescriptionMaxLength"/> characters.</param>
    /// <param name="events">At least one that can be subscribed to.</param>
    public void Describe(string url, string description, WebhookEvents events)
    {
        Url = url;
        Description = description;
        Events = events & WebhookEvents.All;
    }

    /// <summary>Puts a new secret in force; the one before it signs too for <see cref="OldSecretLifetime"/>.</summary>
    public void RotateSecret(string protectedSecret, DateTimeOffset now)
    {
        OldSecret = Secret;
        OldSecretUntil = now + OldSecretLifetime;
        Secret = protectedSecret;
    }

    /// <summary>Switches it off.</summary>
    /// <param name="reason">Why, when nobody asked for it; null when an owner did.</param>
    /// <param name="now">When, UTC.</param>
    public void Disable(string? reason, DateTimeOffset now)
    {
        DisabledAt = now;
        DisabledReason = reason;
    }

    /// <summary>Switches it on again; what it failed at before no longer counts.</summary>
    public void Enable()
    {
        DisabledAt = null;
        DisabledReason = null;
        FailingSince = null;
    }

    /// <summary>Notes a delivery that succeeded.</summary>
    public void RecordSuccess(DateTimeOffset now)
    {
        LastSuccessAt = now;
        FailingSince = null;
    }

    /// <summary>Notes a delivery that failed.</summary>
    public void RecordFailure(DateTimeOffset now) => FailingSince ??= now;
}
