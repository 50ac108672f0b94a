using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace LeadAlerts.Web.Components.Layout;

/// <summary>Shows in place of a page that failed what a person can do, with a number that finds the failure in the log.</summary>
public sealed partial class PageErrorBoundary : ErrorBoundary
{
    private const int NumberBytes = 5;

    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = default!;

    /// <summary>The number of the latest failure; empty before the first.</summary>
    public string Number { get; private set; } = "";

    protected override Task OnErrorAsync(Exception exception)
    {
        // A circuit lives for hours: its own id would find every failure of the day.
        Number = Convert.ToHexString(RandomNumberGenerator.GetBytes(NumberBytes));
        Log.PageFailed(Logger, exception, Number);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A page failed; the person was told the number {Number}")]
        public static partial void PageFailed(ILogger logger, Exception exception, string number);
    }
}
