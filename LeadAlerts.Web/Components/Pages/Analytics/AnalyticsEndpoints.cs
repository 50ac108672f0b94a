using System.Globalization;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadAlerts.Web.Components.Pages.Analytics;

/// <summary>Gives members a report of a site as a file.</summary>
internal static class AnalyticsEndpoints
{
    public static void MapAnalyticsExport(this WebApplication app) =>
        app.MapGet("/analytics/export.csv", Export).RequireAuthorization().ExcludeFromDescription();

    private static async Task<Results<NotFound, FileContentHttpResult>> Export(
        HttpContext context, string? site, string? from, string? to, SiteMembership membership, AnalyticsQueries queries, CancellationToken cancellationToken)
    {
        if (await AskedSite.FindAsync(context.User, site, membership, cancellationToken) is not { } access)
        {
            return TypedResults.NotFound();
        }

        var range = AnalyticsRange.Of(days: null, from, to, await queries.TodayAsync(access.SiteId, cancellationToken));
        var report = await queries.ReadAsync(access.SiteId, range, cancellationToken);
        using var file = new MemoryStream();
        await AnalyticsCsv.WriteAsync(report, file, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var name = string.Create(CultureInfo.InvariantCulture, $"analytics-{range.First:yyyy-MM-dd}-{range.Last:yyyy-MM-dd}.csv");
        return TypedResults.File(file.ToArray(), "text/csv; charset=utf-8", name);
    }
}
