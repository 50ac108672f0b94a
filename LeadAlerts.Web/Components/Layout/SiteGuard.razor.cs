namespace LeadAlerts.Web.Components.Layout;

/// <summary>Closes an open page when its person loses the place on the site for which it was opened.</summary>
public sealed partial class SiteGuard
{
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Whether a page's person may still see it could not be looked up; trying again")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
