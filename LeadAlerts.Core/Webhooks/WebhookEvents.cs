namespace LeadAlerts.Core.Webhooks;

/// <summary>What an endpoint can be told. Numbers are stored: never renumber.</summary>
[Flags]
public enum WebhookEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>lead.created</c>: a visitor became a lead.</summary>
    LeadCreated = 1,

    /// <summary><c>lead.updated</c>: what the visitor said or what members did changed a lead.</summary>
    LeadUpdated = 2,

    /// <summary><c>alert.failed</c>: an alert e-mail was refused, given up, or may not have arrived.</summary>
    AlertFailed = 4,

    /// <summary>Everything that can be subscribed to.</summary>
    All = LeadCreated | LeadUpdated | AlertFailed,

    /// <summary><c>ping</c>: an owner's test. Not subscribed to.</summary>
    Ping = 8,
}

/// <summary>The names of events on the wire.</summary>
public static class WebhookEventNames
{
    /// <summary>The events that can be subscribed to.</summary>
    public static readonly IReadOnlyList<WebhookEvents> Subscribable =
        [WebhookEvents.LeadCreated, WebhookEvents.LeadUpdated, WebhookEvents.AlertFailed];

    /// <summary>The name of one event, such as <c>lead.created</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none, or several.</exception>
    public static string Of(WebhookEvents one) => one switch
    {
        WebhookEvents.LeadCreated => "lead.created",
        WebhookEvents.LeadUpdated => "lead.updated",
        WebhookEvents.AlertFailed => "alert.failed",
        WebhookEvents.Ping => "ping",
        _ => throw new ArgumentOutOfRangeException(nameof(one), one, "Not one event."),
    };
}
