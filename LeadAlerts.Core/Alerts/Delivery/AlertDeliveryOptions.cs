using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>How patient sending is.</summary>
public sealed class AlertDeliveryOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Delivery";

    /// <summary>How long a worker may hold an alert without a sign of life before another may take it over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Delivery:Lease must be 1 s to 10 min.")]
    public TimeSpan Lease { get; set; } = Alert.Lease;

    /// <summary>How long the first pause after a failure is; each further one is twice as long, up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "Delivery:FirstPause must be 0.1 s to 10 min.")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long a mail that may have arrived is sent once more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "Delivery:ResendAfter must be 0.1 s to 1 h.")]
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(30);
}
