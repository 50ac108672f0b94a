using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Antiforgery;

namespace LeadAlerts.Web.Components.Pages.FromMail;

/// <summary>What mail programs ask of a mail's links beside the page that people see.</summary>
internal static class MailActionEndpoints
{
    public static void MapMailActions(this WebApplication app)
    {
        // A mail program's own button (RFC 8058): it has no cookie and no form of ours, so the signed link alone is the permission. The
        // page at the same address takes a POST too, for its own form: this one comes first.
        app.MapPost("/e/{token}/one-click", StopByOneClickAsync)
            .AllowAnonymous().DisableAntiforgery().WithOrder(-1).ExcludeFromDescription();
        app.MapPost("/e/{token}", ActAsync)
            .WithMetadata(new RequireAntiforgeryTokenAttribute()).AllowAnonymous().WithOrder(-1).ExcludeFromDescription();
        app.MapMethods("/e/{token}", [HttpMethods.Head], FindStatusAsync).AllowAnonymous().WithOrder(-1).ExcludeFromDescription();
        app.MapMethods("/e/{token}/one-click", [HttpMethods.Head], FindStatusAsync).AllowAnonymous().WithOrder(-1).ExcludeFromDescription();
    }

    /// <summary>The status with which the page at the same address comes. Not 404: our page for what is not there would take its place.</summary>
    public static int StatusOf(MailActionView view) =>
        view is MailActionView.NotValid or MailActionView.Expired ? StatusCodes.Status410Gone : StatusCodes.Status200OK;

    private static async Task<IResult> ActAsync(
        string token, HttpContext context, MailActions actions, DueWork dueWork, InboxFeed feed, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            return TypedResults.BadRequest();
        }

        var outcome = await actions.ActAsync(token, cancellationToken);
        if (outcome.ChangedSiteId is { } siteId)
        {
            dueWork.Signal();
            feed.Publish(siteId);
        }

        // To the page by a read of its own, so that renewing it presses nothing again.
        context.Response.Headers.Location = $"/e/{Uri.EscapeDataString(token)}";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> StopByOneClickAsync(
        string token, MailActions actions, CancellationToken cancellationToken)
    {
        if (!await actions.StopByOneClickAsync(token, cancellationToken))
        {
            return TypedResults.Text("This link is not valid.", statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Text("You get no more lead alerts by this address.");
    }

    private static async Task<IResult> FindStatusAsync(
        string token, MailActions actions, CancellationToken cancellationToken) =>
        TypedResults.StatusCode(StatusOf(await actions.FindAsync(token, cancellationToken)));
}
