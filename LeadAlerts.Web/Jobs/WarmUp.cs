using LeadAlerts.Core.Alerts;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Jobs;

/// <summary>Rehearses the way from a conversation to its mail when the product starts, beside everything else.</summary>
public sealed partial class WarmUp(PipelineRehearsal rehearsal, IOptions<JobOptions> options, ILogger<WarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Yield();
            for (var round = 0; round < options.Value.Rehearsals; round++)
            {
                await rehearsal.RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The product stops before it was warm.
        }
        catch (Exception problem)
        {
            // Only the first alert will be slower.
            Log.Failed(logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The rehearsal at the start failed; the first alert may be slow")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
