using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>How many addresses a site may name, and how often it may write to those that have not agreed yet.</summary>
public sealed class AlertRecipientOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "AlertRecipients";

    /// <summary>The greatest number of recipients of one site.</summary>
    [Range(1, 1000, ErrorMessage = "AlertRecipients:MaxPerSite must be 1 to 1000.")]
    public int MaxPerSite { get; set; } = 20;

    /// <summary>The greatest number of confirmation mails that one site causes in an hour, so that nobody can be pestered through us.</summary>
    [Range(1, 10_000, ErrorMessage = "AlertRecipients:ConfirmationMailsPerHour must be 1 to 10000.")]
    public int ConfirmationMailsPerHour { get; set; } = 30;

    /// <summary>The least time between two confirmation mails to one address.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MinimumGap { get; set; } = TimeSpan.FromMinutes(1);
}
