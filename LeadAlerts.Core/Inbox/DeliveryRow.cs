using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;

namespace LeadAlerts.Core.Inbox;

/// <summary>Which alerts by what became of them.</summary>
public enum DeliveryGroup
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Held, due or being sent.</summary>
    Waiting,

    /// <summary>The mail server took them.</summary>
    Accepted,

    /// <summary>Failed, or unknown.</summary>
    Trouble,

    /// <summary>Not sent on purpose, or told in another mail.</summary>
    NotSent,
}

/// <summary>Which alerts are listed.</summary>
/// <param name="Group">By what became of them.</param>
/// <param name="Kind">By what they are for; null for every kind.</param>
/// <param name="Recipient">By the recipient's address; null for everybody.</param>
public sealed record DeliveryFilter(DeliveryGroup Group = DeliveryGroup.All, AlertKind? Kind = null, string? Recipient = null)
{
    /// <summary>True when it lets everything through.</summary>
    public bool IsEmpty => this == new DeliveryFilter();
}

/// <summary>Where a part of the list ends; the next begins after it.</summary>
public sealed record DeliveryCursor(DateTimeOffset RaisedAt, Guid Id);

/// <summary>A part of the list, newest first.</summary>
/// <param name="Rows">The alerts.</param>
/// <param name="Next">Where the next part begins; null when there is none.</param>
public sealed record DeliveryPart(IReadOnlyList<DeliveryRow> Rows, DeliveryCursor? Next);

/// <summary>One alert to one recipient. All times are UTC.</summary>
public sealed record DeliveryRow
{
    /// <summary>The alert.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is for.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>How far it has come.</summary>
    public required AlertState State { get; init; }

    /// <summary>Why it waits or was not sent.</summary>
    public required AlertReason Reason { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string Recipient { get; init; }

    /// <summary>The mail's subject; empty when none was written.</summary>
    public required string Subject { get; init; }

    /// <summary>The lead; null when it tells of none, or of several.</summary>
    public required Guid? LeadId { get; init; }

    /// <summary>What the lead wants in a few words; null without a lead.</summary>
    public required string? LeadHeadline { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the server first accepted it; null before.</summary>
    public required DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the message that made it a lead was committed.</summary>
    public required DateTimeOffset QualifiedAt { get; init; }

    /// <summary>Attempts begun, all of them.</summary>
    public required int AttemptCount { get; init; }

    /// <summary>What the server said last, or why it was not sent.</summary>
    public required string? Reply { get; init; }

    /// <summary>The version of the alert settings that raised it.</summary>
    public required int SettingsVersion { get; init; }

    /// <summary>From the message that made it a lead to the server's 250; null before.</summary>
    public TimeSpan? Latency => AcceptedAt - QualifiedAt;

    /// <summary>True when a person may send it once more.</summary>
    public bool CanResend => State is AlertState.Accepted or AlertState.Failed or AlertState.Unknown && Subject.Length > 0;
}

/// <summary>What is shown of an alert when it is opened.</summary>
/// <param name="Attempts">Its attempts, first to last; the latest 50.</param>
/// <param name="Mail">The mail; null when none was written.</param>
/// <param name="MessageId">The mail's Message-ID; empty when none was written.</param>
/// <param name="BundleId">The alert whose mail told it; null when it has one of its own.</param>
public sealed record DeliveryDetail(IReadOnlyList<AttemptRow> Attempts, MailPreview? Mail, string MessageId, Guid? BundleId);

/// <summary>One attempt. All times are UTC.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sender">Through which sender.</param>
/// <param name="RequestedBy">Who asked for it; null when it came by itself.</param>
/// <param name="StartedAt">When a worker took it.</param>
/// <param name="DataStartedAt">When the mail itself began to leave; null when it never did.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Reply">What was answered.</param>
public sealed record AttemptRow(
    int Number, AttemptOutcome Outcome, string Sender, string? RequestedBy,
    DateTimeOffset StartedAt, DateTimeOffset? DataStartedAt, DateTimeOffset? EndedAt, string? Reply);
