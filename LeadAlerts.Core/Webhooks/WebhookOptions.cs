using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Webhooks;

/// <summary>How webhooks are sent.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Webhooks";

    /// <summary>How long a receiver may take from the first byte to the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Webhooks:Timeout must be 1 s to 1 min.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Deliveries that one endpoint gets at once; one that fails gets one.</summary>
    [Range(1, 64, ErrorMessage = "Webhooks:AtOncePerEndpoint must be 1 to 64.")]
    public int AtOncePerEndpoint { get; set; } = 2;

    /// <summary>Endpoints that a site may have.</summary>
    [Range(1, 100, ErrorMessage = "Webhooks:MaxEndpointsPerSite must be 1 to 100.")]
    public int MaxEndpointsPerSite { get; set; } = 10;

    /// <summary>How long deliveries are kept once they are settled.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "366.00:00:00", ErrorMessage = "Webhooks:KeepFor must be 1 to 366 days.")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>True to allow endpoints on this machine, by plain http and at any port: for development and tests.</summary>
    public bool AllowLoopback { get; set; }
}
