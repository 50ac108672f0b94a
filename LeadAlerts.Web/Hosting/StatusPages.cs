using LeadAlerts.Web.Components.Account;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace LeadAlerts.Web.Hosting;

internal static class StatusPages
{
    /// <summary>
    /// Shows our own page where there is nothing. Only when somebody reads: running a post again as another page would trip over its
    /// form's token once more.
    /// </summary>
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
                && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        });
        app.UseWhen(IsForServers, api => api.UseStatusCodePages());
    }

    /// <summary>
    /// Answers an error of ours with a number that finds it in the log, and with nothing of what went wrong: people as a page, servers as
    /// problem details.
    /// </summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseWhen(IsForServers, api => api.UseExceptionHandler());
    }

    /// <summary>
    /// Opens a form again whose token is stale: it stood open while somebody signed in or out in another tab. The page of a mail's link also
    /// says so, since the one who pressed may keep no cookies at all.
    /// </summary>
    public static void UseFreshForms(this WebApplication app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        var isMailAction = path.StartsWithSegments("/e");
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }
            || !(isMailAction || path.StartsWithSegments("/account") || path.StartsWithSegments("/setup")))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path == AccountUrls.SignOut ? "/"
            : isMailAction ? $"{context.Request.PathBase}{path}?again=true"
            : $"{context.Request.PathBase}{path}{context.Request.QueryString}";
        return Task.CompletedTask;
    });

    private static bool IsForServers(HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
