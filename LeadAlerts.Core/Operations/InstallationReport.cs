using LeadAlerts.Core.Health;

namespace LeadAlerts.Core.Operations;

/// <summary>How an installation does.</summary>
public sealed record InstallationReport
{
    /// <summary>Whether alerts can be relied upon.</summary>
    public required HealthReport Health { get; init; }

    /// <summary>What waits, by kind.</summary>
    public required IReadOnlyList<WaitingWork> Work { get; init; }

    /// <summary>How long alerts of the last 24 hours took, by spans; those that waited on purpose do not count.</summary>
    public required IReadOnlyList<LatencySpan> Latencies { get; init; }

    /// <summary>The middle one of them; null without any.</summary>
    public required TimeSpan? MedianLatency { get; init; }

    /// <summary>19 of 20 took no longer than this; null without any.</summary>
    public required TimeSpan? SlowLatency { get; init; }

    /// <summary>The mail servers.</summary>
    public required IReadOnlyList<SenderState> Senders { get; init; }

    /// <summary>What the language model did today (UTC); null when none is configured.</summary>
    public required ModelSpend? Model { get; init; }

    /// <summary>Size of the database's file, in bytes.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>Size of its write-ahead log, in bytes.</summary>
    public required long LogBytes { get; init; }

    /// <summary>Bytes free on the disk that holds the data.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>The product's version.</summary>
    public required string Version { get; init; }

    /// <summary>SQLite's version.</summary>
    public required string SqliteVersion { get; init; }

    /// <summary>Since when this server runs, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>Rows of one kind that are due.</summary>
/// <param name="Kind">What they are, in words.</param>
/// <param name="Due">How many.</param>
/// <param name="OldestAge">How long the oldest has waited; null when none does.</param>
/// <param name="OnPurpose">How many more wait on purpose for a time to come.</param>
public sealed record WaitingWork(string Kind, int Due, TimeSpan? OldestAge, int OnPurpose = 0);

/// <summary>How many alerts took about so long from the message that qualified to the mail server's 250.</summary>
/// <param name="Name">The span, in words.</param>
/// <param name="Alerts">How many.</param>
public sealed record LatencySpan(string Name, int Alerts);

/// <summary>A mail server.</summary>
/// <param name="SiteName">The site whose own it is; null for the installation's.</param>
/// <param name="PausedSince">Since when nothing goes out through it, UTC; null while it works.</param>
/// <param name="NextTryAt">When it is tried again, UTC; null while it works.</param>
/// <param name="Reason">Why nothing goes out; null while it works.</param>
/// <param name="LastAcceptedAt">When it last took a mail, UTC; null when it never did.</param>
public sealed record SenderState(
    string? SiteName, DateTimeOffset? PausedSince, DateTimeOffset? NextTryAt, string? Reason, DateTimeOffset? LastAcceptedAt);

/// <summary>What the language model did in a day, over all sites.</summary>
/// <param name="Name">The model.</param>
/// <param name="Reviews">How often it was asked.</param>
/// <param name="Failures">How often no answer could be used.</param>
/// <param name="InputTokens">Tokens it read.</param>
/// <param name="OutputTokens">Tokens it wrote.</param>
public sealed record ModelSpend(string Name, int Reviews, int Failures, long InputTokens, long OutputTokens);
