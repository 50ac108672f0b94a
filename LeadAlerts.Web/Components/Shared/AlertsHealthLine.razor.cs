namespace LeadAlerts.Web.Components.Shared;

/// <summary>Tells owners whether alerts can be relied upon, and why not.</summary>
public sealed partial class AlertsHealthLine
{
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Whether alerts are healthy could not be judged; trying again")]
        public static partial void JudgeFailed(ILogger logger, Exception problem);
    }
}
