namespace LeadAlerts.Web.Components.Layout;

/// <summary>Finds pages, leads and actions by what a person types.</summary>
public sealed partial class CommandPalette
{
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Leads could not be searched from the palette")]
        public static partial void SearchFailed(ILogger logger, Exception problem);
    }
}
