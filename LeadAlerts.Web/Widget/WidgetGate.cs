using LeadAlerts.Core.Sites;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadAlerts.Web.Widget;

/// <summary>Stands before every request of the widget: finds the site, refuses foreign pages, counts.</summary>
internal sealed class WidgetGate(
    SiteDirectory sites, WidgetLimits limits, WidgetSightings sightings, IOptions<WidgetOptions> options, IHostEnvironment environment) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var headers = http.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        headers.XContentTypeOptions = "nosniff";
        var key = http.Request.RouteValues["publicKey"] as string ?? "";
        if (await sites.FindByPublicKeyAsync(key, http.RequestAborted) is not { } site)
        {
            return TypedResults.Problem(statusCode: 404, title: "There is no such site.");
        }

        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            var allowAny = options.Value.AllowAnyOrigin ?? environment.IsDevelopment();
            if (!allowAny && !WidgetOrigin.IsAllowed(origin, $"{http.Request.Scheme}://{http.Request.Host}", site.WebsiteUrl))
            {
                if (HttpMethods.IsGet(http.Request.Method) && limits.TryRead(http.Connection.RemoteIpAddress))
                {
                    await sightings.NoteRefusedAsync(site, origin, http.RequestAborted);
                }

                return TypedResults.Problem(statusCode: 403, title: "This site's chat does not belong to this page.",
                    detail: "The page's origin is not that of the website in the site's settings.");
            }

            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
        }

        if (HttpMethods.IsOptions(http.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, POST";
            headers.AccessControlAllowHeaders = "content-type, x-conversation";
            headers.AccessControlMaxAge = "7200";
            return TypedResults.NoContent();
        }

        var address = http.Connection.RemoteIpAddress;
        if (!(HttpMethods.IsPost(http.Request.Method) ? limits.TrySend(address) : limits.TryRead(address)))
        {
            return TooMany(http);
        }

        http.Features.Set(site);
        return await next(context);
    }

    /// <summary>The answer to one request too many.</summary>
    public static IResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "15";
        return TypedResults.Problem(statusCode: 429, title: "Too many messages.", detail: "Try again in a little while.");
    }
}
