namespace LeadAlerts.Core.Health;

/// <summary>One thing that keeps alerts from being relied upon.</summary>
/// <param name="Code">For machines, such as <c>reviews_late</c>; see <see cref="HealthCodes"/>.</param>
/// <param name="Words">For owners: what it means for them, as a sentence.</param>
/// <param name="Detail">For administrators: what to look at; null when the words say it all.</param>
public sealed record HealthProblem(string Code, string Words, string? Detail = null);

/// <summary>Whether alerts can be relied upon.</summary>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
/// <param name="CheckedAt">When a test chat last came to its end, UTC; null when none has.</param>
/// <param name="LastAcceptedAt">When a mail server last accepted an alert, UTC; null when none has.</param>
/// <param name="MailPausedSince">Since when no mail can go out, UTC; null while it can. A short pause is no problem yet.</param>
public sealed record HealthReport(
    IReadOnlyList<HealthProblem> Problems, DateTimeOffset? CheckedAt, DateTimeOffset? LastAcceptedAt, DateTimeOffset? MailPausedSince)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsHealthy => Problems.Count == 0;
}

/// <summary>The codes of problems. They stay what they are: monitors rely on them.</summary>
public static class HealthCodes
{
    /// <summary>A chat has waited too long for its review.</summary>
    public const string ReviewsLate = "reviews_late";

    /// <summary>An alert has waited too long although mail can go out.</summary>
    public const string AlertsLate = "alerts_late";

    /// <summary>A held alert's release, an escalation, a fallback or a digest has waited too long.</summary>
    public const string FollowUpsLate = "follow_ups_late";

    /// <summary>A webhook has waited too long although its endpoint answers.</summary>
    public const string WebhooksLate = "webhooks_late";

    /// <summary>No mail can go out.</summary>
    public const string MailPaused = "mail_paused";

    /// <summary>No alert of the last ones was accepted.</summary>
    public const string MailRefused = "mail_refused";

    /// <summary>The last test chat did not come through.</summary>
    public const string CanaryFailed = "canary_failed";

    /// <summary>No test chat has come to its end when one should have.</summary>
    public const string CanaryLate = "canary_late";

    /// <summary>Nobody looks for due work on this server.</summary>
    public const string DispatcherSilent = "dispatcher_silent";
}
