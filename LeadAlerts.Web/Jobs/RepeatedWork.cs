namespace LeadAlerts.Web.Jobs;

/// <summary>Work that is done at the start and again and again. What fails is logged and found again at the next turn.</summary>
/// <remarks>The pauses are real time, whatever clock the work goes by: one that jumps by weeks must not bring thousands of turns.</remarks>
/// <param name="every">The pause between two turns.</param>
/// <param name="logger">Told of what fails.</param>
public abstract partial class RepeatedWork(TimeSpan every, ILogger logger) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>One turn of the work.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    /// <summary>One turn, of which nothing is thrown but that it was cancelled.</summary>
    protected async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WorkAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.Failed(logger, GetType().Name, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Work} failed; trying again")]
        public static partial void Failed(ILogger logger, string work, Exception problem);
    }
}
