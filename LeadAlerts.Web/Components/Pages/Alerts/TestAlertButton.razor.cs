namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Sends a test alert and tells how far it comes.</summary>
public sealed partial class TestAlertButton
{
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "How far test alert {AlertId} has come could not be looked up; trying again")]
        public static partial void LookFailed(ILogger logger, Exception problem, Guid alertId);
    }
}
