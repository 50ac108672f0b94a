namespace LeadAlerts.Web.Components.Shared;

/// <summary>Tells whether anybody gets the site's alerts, and owners whether they can be relied upon.</summary>
public sealed partial class AlertsHealthLine
{
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Whether alerts are healthy could not be judged; trying again")]
        public static partial void JudgeFailed(ILogger logger, Exception problem);
    }
}
