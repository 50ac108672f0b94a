using LeadAlerts.Core.Email;
using Microsoft.EntityFrameworkCore.Query;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>How sending an alert ends other than well, as changes to its row; each gives the claim up.</summary>
internal static class SendingEnd
{
    /// <summary>Nothing was tried: another worker may begin at once.</summary>
    public static void Released(UpdateSettersBuilder<Alert> set) => set
        .SetProperty(alert => alert.State, AlertState.Due)
        .SetProperty(alert => alert.Attempts, alert => alert.Attempts - 1)
        .SetProperty(alert => alert.DataStartedAt, (DateTimeOffset?)null)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    /// <summary>It is tried again.</summary>
    public static Action<UpdateSettersBuilder<Alert>> PutOff(DateTimeOffset dueAt, int attempts, string reply, bool resend) => set => set
        .SetProperty(alert => alert.State, AlertState.Due)
        .SetProperty(alert => alert.DueAt, dueAt)
        .SetProperty(alert => alert.Attempts, attempts)
        .SetProperty(alert => alert.Reply, Cut(reply))
        .SetProperty(alert => alert.ResentAfterUnknown, resend)
        .SetProperty(alert => alert.DataStartedAt, (DateTimeOffset?)null)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    /// <summary>It may or may not have arrived, and is not tried again.</summary>
    public static Action<UpdateSettersBuilder<Alert>> Unknown(string reply, DateTimeOffset now) => Finished(AlertState.Unknown, reply, now);

    /// <summary>It is settled.</summary>
    public static Action<UpdateSettersBuilder<Alert>> Finished(
        AlertState state, string reply, DateTimeOffset now) => set => set
        .SetProperty(alert => alert.State, state)
        .SetProperty(alert => alert.Reply, Cut(reply))
        .SetProperty(alert => alert.FinishedAt, now)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    /// <summary>It must not go out any more.</summary>
    public static Action<UpdateSettersBuilder<Alert>> Suppressed(AlertReason reason, DateTimeOffset now) =>
        set => Finished(AlertState.Suppressed, AlertWords.Reason(reason) ?? "", now)(set.SetProperty(alert => alert.Reason, reason));

    /// <summary>It waits on purpose again.</summary>
    public static Action<UpdateSettersBuilder<Alert>> HeldBack(AlertReason reason, DateTimeOffset until) => set => set
        .SetProperty(alert => alert.State, AlertState.Held)
        .SetProperty(alert => alert.Reason, reason)
        .SetProperty(alert => alert.DueAt, until)
        .SetProperty(alert => alert.QueuedAt, (DateTimeOffset?)null)
        .SetProperty(alert => alert.LeaseToken, (Guid?)null)
        .SetProperty(alert => alert.LeaseUntil, (DateTimeOffset?)null);

    /// <summary>At most as long as is kept.</summary>
    public static string Cut(string reply) => reply.Length <= Alert.ReplyMaxLength ? reply : MailText.Shorten(reply, Alert.ReplyMaxLength / 2);
}
