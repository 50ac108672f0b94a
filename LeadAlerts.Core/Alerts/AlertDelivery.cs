namespace LeadAlerts.Core.Alerts;

/// <summary>Sends alerts: claim, send, record.</summary>
public sealed class AlertDelivery
{
    /// <summary>Sends an alert that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do.</returns>
    public Task<Guid?> SendAsync(Guid alertId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
