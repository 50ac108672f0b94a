namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>A button in a mail.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Link">Where it leads.</param>
public sealed record MailButton(string Label, Uri Link);

/// <summary>What stands at the end of every alert mail.</summary>
/// <param name="SentBecause">Why it was sent.</param>
/// <param name="Settings">Opens the alert settings.</param>
/// <param name="Stop">Stops these mails for this recipient.</param>
public sealed record MailFoot(string SentBecause, Uri Settings, Uri Stop)
{
    /// <summary>Mutes the mails for 24 hours; null where that makes no sense.</summary>
    public Uri? Mute { get; init; }

    /// <summary>From where the visitor came; null when nothing is known.</summary>
    public string? Origin { get; init; }
}
