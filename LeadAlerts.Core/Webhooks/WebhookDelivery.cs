namespace LeadAlerts.Core.Webhooks;

/// <summary>How far a delivery has come. Numbers are stored: never renumber.</summary>
public enum WebhookState
{
    /// <summary>Is to be sent at <see cref="WebhookDelivery.DueAt"/>.</summary>
    Due = 0,

    /// <summary>A worker has claimed it.</summary>
    Sending = 1,

    /// <summary>The receiver answered with success (2xx).</summary>
    Delivered = 2,

    /// <summary>Given up.</summary>
    Failed = 3,

    /// <summary>Not sent, because the endpoint or the site was switched off meanwhile.</summary>
    Cancelled = 4,
}

/// <summary>One event for one endpoint. It is the outbox row: its body is frozen, it is claimed with a lease, and it knows what became of it.</summary>
public sealed class WebhookDelivery
{
    /// <summary>The greatest length of a body, in characters.</summary>
    public const int BodyMaxLength = 8000;

    /// <summary>The greatest length of what is kept of an answer, in characters.</summary>
    public const int ReplyMaxLength = 300;

    /// <summary>How long one worker may hold a delivery before another may take it over; longer than an attempt can last.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>After this time a delivery that did not succeed is given up, and an endpoint that never answered is switched off.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    private WebhookDelivery()
    {
    }

    /// <summary>Makes a delivery that is due at once.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="eventId">The event; the same for all endpoints that are told of it.</param>
    /// <param name="type">Which one event it is.</param>
    /// <param name="body">JSON of at most <see cref="BodyMaxLength"/> characters.</param>
    /// <param name="now">When, UTC.</param>
    public WebhookDelivery(WebhookEndpoint endpoint, Guid eventId, WebhookEvents type, string body, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = endpoint.SiteId;
        EndpointId = endpoint.Id;
        EventId = eventId;
        Type = type;
        Body = body;
        CreatedAt = now;
        DueAt = now;
        GiveUpAt = now + GiveUpAfter;
    }

    /// <summary>The delivery's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Where it goes.</summary>
    public Guid EndpointId { get; private set; }

    /// <summary>The event, by which a receiver tells a repetition.</summary>
    public Guid EventId { get; private set; }

    /// <summary>Which one event it is.</summary>
    public WebhookEvents Type { get; private set; }

    /// <summary>What is sent, byte for byte at every attempt.</summary>
    public string Body { get; private set; } = "";

    /// <summary>How far it has come.</summary>
    public WebhookState State { get; private set; }

    /// <summary>When the event happened, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the next attempt is due, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>From when on a failed attempt is the last one, UTC.</summary>
    public DateTimeOffset GiveUpAt { get; private set; }

    /// <summary>Attempts begun since it was made, or since an owner had it sent again.</summary>
    public int Attempts { get; private set; }

    /// <summary>Names the worker that sends it now; null when none does.</summary>
    public Guid? LeaseToken { get; private set; }

    /// <summary>Until when that worker's claim holds, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When the last attempt ended, UTC; null before the first.</summary>
    public DateTimeOffset? LastAttemptAt { get; private set; }

    /// <summary>How long it took, in milliseconds; null before the first.</summary>
    public int? LastMilliseconds { get; private set; }

    /// <summary>The HTTP status of its answer; null when none came.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>The beginning of its answer in one line, or why none came; null before the first.</summary>
    public string? LastReply { get; private set; }

    /// <summary>When it was settled, UTC; null before.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Sends it again from the beginning: the same event, as often and as long as a new one.</summary>
    public void SendAgain(DateTimeOffset now)
    {
        State = WebhookState.Due;
        DueAt = now;
        GiveUpAt = now + GiveUpAfter;
        Attempts = 0;
        LeaseToken = null;
        LeaseUntil = null;
        FinishedAt = null;
    }
}
