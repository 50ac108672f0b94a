using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>How far one alert has come.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reply">What the server said last, or why it was not sent; null before the first attempt.</param>
/// <param name="Attempts">Attempts begun.</param>
/// <param name="RaisedAt">When it was raised, UTC.</param>
/// <param name="AcceptedAt">When the server accepted it, UTC; null before.</param>
/// <param name="DueAt">When the next attempt is due, UTC.</param>
public sealed record AlertProgress(
    AlertState State, string? Reply, int Attempts, DateTimeOffset RaisedAt, DateTimeOffset? AcceptedAt, DateTimeOffset DueAt)
{
    /// <summary>True when nothing more will happen to it by itself.</summary>
    public bool IsFinished => State is AlertState.Accepted or AlertState.Failed or AlertState.Unknown or AlertState.Suppressed or AlertState.Bundled;
}

/// <summary>Follows single alerts. Safe for use by several threads.</summary>
public sealed class AlertProgressQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>How far an alert has come; null when it does not exist or belongs to another site.</summary>
    public async Task<AlertProgress?> FindAsync(Guid siteId, Guid alertId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.Id == alertId)
            .Select(alert => new AlertProgress(
                alert.State, alert.Reply, alert.Attempts, alert.RaisedAt, alert.AcceptedAt, alert.DueAt))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
