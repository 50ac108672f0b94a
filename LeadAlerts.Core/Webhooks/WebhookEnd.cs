using Microsoft.EntityFrameworkCore.Query;

namespace LeadAlerts.Core.Webhooks;

/// <summary>An attempt that has ended.</summary>
internal sealed record WebhookAttempt(WebhookAnswer Answer, DateTimeOffset At, TimeSpan Took);

/// <summary>How an attempt ends, as changes to the delivery's row; each gives the claim up.</summary>
internal static class WebhookEnd
{
    /// <summary>Nobody knows what became of it: another worker may begin at once.</summary>
    public static void Released(UpdateSettersBuilder<WebhookDelivery> set) => set
        .SetProperty(row => row.State, WebhookState.Due)
        .SetProperty(row => row.Attempts, row => row.Attempts - 1)
        .SetProperty(row => row.LeaseToken, (Guid?)null)
        .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null);

    /// <summary>It is tried again.</summary>
    public static Action<UpdateSettersBuilder<WebhookDelivery>> PutOff(DateTimeOffset dueAt, WebhookAttempt attempt) => set =>
    {
        Note(set, attempt);
        set.SetProperty(row => row.State, WebhookState.Due).SetProperty(row => row.DueAt, dueAt);
    };

    /// <summary>It is settled.</summary>
    public static Action<UpdateSettersBuilder<WebhookDelivery>> Settled(WebhookState state, WebhookAttempt attempt) => set =>
    {
        Note(set, attempt);
        set.SetProperty(row => row.State, state).SetProperty(row => row.FinishedAt, attempt.At);
    };

    /// <summary>It is not sent, on purpose.</summary>
    public static Action<UpdateSettersBuilder<WebhookDelivery>> Cancelled(string reason, DateTimeOffset now) => set => set
        .SetProperty(row => row.State, WebhookState.Cancelled)
        .SetProperty(row => row.LastReply, reason)
        .SetProperty(row => row.FinishedAt, now)
        .SetProperty(row => row.LeaseToken, (Guid?)null)
        .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null);

    private static void Note(UpdateSettersBuilder<WebhookDelivery> set, WebhookAttempt attempt) => set
        .SetProperty(row => row.LastAttemptAt, attempt.At)
        .SetProperty(row => row.LastMilliseconds, (int)attempt.Took.TotalMilliseconds)
        .SetProperty(row => row.LastStatus, attempt.Answer.Status)
        .SetProperty(row => row.LastReply, attempt.Answer.Reply)
        .SetProperty(row => row.LeaseToken, (Guid?)null)
        .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null);
}
