using LeadAlerts.Core.Analytics;

namespace LeadAlerts.Web.Widget;

/// <summary>Writes the widgets' counts twice a minute, and what is left when the server stops.</summary>
internal sealed partial class WidgetCountWriter(WidgetCounts counts, ILogger<WidgetCountWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await counts.WriteAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The counts are kept: the next write takes them along.
            Log.Failed(logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Writing the widgets' counts failed; trying again")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
