using LeadAlerts.Core.Alerts;

namespace LeadAlerts.Web.Components.Pages.StopMails;

/// <summary>What the page's buttons and a mail program's own button (RFC 8058) post to. The signed link is the permission.</summary>
internal static class StopMailsEndpoints
{
    public static void MapStopMails(this WebApplication app)
    {
        // The page at the same address takes a POST too, for forms of its own: this one comes first.
        app.MapPost("/alerts/stop/{token}", (string token, HttpRequest request, MailStops stops, CancellationToken cancellationToken) =>
            SetAsync(token, resume: false, request, stops, cancellationToken)).AllowAnonymous().DisableAntiforgery().WithOrder(-1).ExcludeFromDescription();
        app.MapPost("/alerts/stop/{token}/undo", (string token, HttpRequest request, MailStops stops, CancellationToken cancellationToken) =>
            SetAsync(token, resume: true, request, stops, cancellationToken)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> SetAsync(
        string token, bool resume, HttpRequest request, MailStops stops, CancellationToken cancellationToken)
    {
        if (await stops.SetAsync(token, resume, cancellationToken) is null)
        {
            return TypedResults.Text("This link is not valid.", statusCode: StatusCodes.Status404NotFound);
        }

        var oneClick = request.HasFormContentType && (await request.ReadFormAsync(cancellationToken)).ContainsKey("List-Unsubscribe");
        return oneClick ? TypedResults.Ok() : Results.Extensions.SeeOther($"/alerts/stop/{Uri.EscapeDataString(token)}");
    }

    private static SeeOtherResult SeeOther(this IResultExtensions extensions, string path) => new(path);

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
