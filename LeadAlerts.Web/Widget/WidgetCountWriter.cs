using LeadAlerts.Core.Analytics;
using LeadAlerts.Web.Jobs;

namespace LeadAlerts.Web.Widget;

/// <summary>Writes the widgets' counts twice a minute, and what is left when the server stops. What could not be written is kept for the next time.</summary>
internal sealed class WidgetCountWriter(WidgetCounts counts, ILogger<WidgetCountWriter> logger) : RepeatedWork(TimeSpan.FromSeconds(30), logger)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(CancellationToken.None);
    }

    protected override Task WorkAsync(CancellationToken cancellationToken) => counts.WriteAsync(cancellationToken);
}
