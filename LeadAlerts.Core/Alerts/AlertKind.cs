namespace LeadAlerts.Core.Alerts;

/// <summary>What an alert is for. Numbers are stored: never renumber.</summary>
public enum AlertKind
{
    /// <summary>A new lead.</summary>
    New = 0,

    /// <summary>An owner's test; belongs to no lead.</summary>
    Test = 1,

    /// <summary>Something that matters changed about a lead that the recipient was told of.</summary>
    Update = 2,

    /// <summary>Somebody took the lead; for the other recipients.</summary>
    Claim = 3,

    /// <summary>Nobody has taken the lead in time.</summary>
    Escalation = 4,

    /// <summary>The daily or weekly summary; belongs to no lead.</summary>
    Digest = 5,

    /// <summary>Several alerts that were held, in one mail; belongs to no lead.</summary>
    Release = 6,

    /// <summary>Leads past the hourly cap, in one mail; belongs to no lead.</summary>
    Overflow = 7,
}

/// <summary>How far an alert has come. Numbers are stored: never renumber.</summary>
public enum AlertState
{
    /// <summary>Waits on purpose until <see cref="Alert.DueAt"/>; <see cref="Alert.Reason"/> says why.</summary>
    Held = 0,

    /// <summary>Is to be sent at <see cref="Alert.DueAt"/>.</summary>
    Due = 1,

    /// <summary>A worker has claimed it.</summary>
    Sending = 2,

    /// <summary>The SMTP server took it (250). Not a promise that it was read.</summary>
    Accepted = 3,

    /// <summary>Refused for good, or given up.</summary>
    Failed = 4,

    /// <summary>The server may or may not have taken it: it did not answer after the message.</summary>
    Unknown = 5,

    /// <summary>Not sent on purpose; <see cref="Alert.Reason"/> or <see cref="Alert.Reply"/> says why.</summary>
    Suppressed = 6,

    /// <summary>Told in another mail, <see cref="Alert.BundleId"/>.</summary>
    Bundled = 7,
}
