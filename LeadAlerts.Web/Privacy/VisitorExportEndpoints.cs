using System.Globalization;
using System.Security.Claims;
using LeadAlerts.Core.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadAlerts.Web.Privacy;

/// <summary>Gives owners what is stored about a visitor as a file, and keeps what is deleted deleted.</summary>
internal static class VisitorExportEndpoints
{
    public static void AddPrivacyKeeping(this IServiceCollection services) => services.AddHostedService<PrivacyKeeper>();

    public static void MapVisitorExport(this WebApplication app) =>
        app.MapGet("/sites/{id:guid}/visitor-export", Export).RequireAuthorization().ExcludeFromDescription();

    /// <summary>By the id of one of the visitor's leads or chats, so that no address stands in a log.</summary>
    private static async Task<Results<NotFound, FileContentHttpResult>> Export(
        HttpContext context, Guid id, Guid of, VisitorExport export, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)
            || await export.WriteAsync(siteId: id, actorId: userId, of.ToString(), cancellationToken) is not { } json)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var name = string.Create(CultureInfo.InvariantCulture, $"visitor-{clock.GetUtcNow():yyyy-MM-dd}.json");
        return TypedResults.File(json, "application/json; charset=utf-8", name);
    }
}
