using LeadAlerts.Core.Leads.Notes;

namespace LeadAlerts.Web.Jobs;

/// <summary>Mails members what concerns them, a few seconds after it happened.</summary>
public sealed partial class TeamNoticeDispatcher(TeamNotices notices, ILogger<TeamNoticeDispatcher> logger) : BackgroundService
{
    private const int AtOnce = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await notices.SendDueAsync(AtOnce, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The rows are still there: the next look finds them.
            Log.LookFailed(logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Mailing members what concerns them failed; trying again")]
        public static partial void LookFailed(ILogger logger, Exception problem);
    }
}
