using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace LeadAlerts.Web.Hosting;

/// <summary>Writes the number that the answer to a failed request tells into the log, beside the error itself.</summary>
internal sealed partial class FailedRequests(ILogger<FailedRequests> logger) : IExceptionHandler
{
    /// <summary>The number of a request, which its error page shows.</summary>
    public static string NumberOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Always false: the pages of errors answer.</summary>
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        Log.RequestFailed(logger, exception.GetType().Name, NumberOf(httpContext));
        return ValueTask.FromResult(false);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A request failed with {Kind}; the answer tells the number {Number}")]
        public static partial void RequestFailed(ILogger logger, string kind, string number);
    }
}
