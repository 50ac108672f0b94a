using System.Globalization;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Gives members the leads of a view as a file.</summary>
internal static class LeadExportEndpoints
{
    public static void MapLeadExport(this WebApplication app) =>
        app.MapGet("/leads/export.csv", Export).RequireAuthorization().ExcludeFromDescription();

    private static async Task<Results<NotFound, BadRequest<string>, EmptyHttpResult>> Export(
        HttpContext context,
        string? site,
        string? tab,
        string? category,
        string? assignee,
        [FromQuery(Name = "q")] string? text,
        string? ids,
        SiteMembership membership,
        LeadExport export,
        PublicUrl publicUrl,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await AskedSite.FindAsync(context.User, site, membership, cancellationToken) is not { } access)
        {
            return TypedResults.NotFound();
        }

        var typed = ids?.Split(',', LeadDesk.LeadsMax + 1, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var chosen = typed.Select(id => Guid.TryParse(id, out var lead) ? lead : Guid.Empty).ToList();
        if (chosen.Contains(Guid.Empty) || chosen.Count > LeadDesk.LeadsMax)
        {
            return TypedResults.BadRequest($"“ids” takes at most {LeadDesk.LeadsMax} ids of leads, separated by commas.");
        }

        var name = string.Concat(access.SiteName.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
        var day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"leads-{(name.Length == 0 ? "site" : name)}-{day}.csv\"";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await export.WriteAsync(
            access.SiteId, access.UserId, Urls.ReadFilter(tab, category, assignee, text), ids is null ? null : chosen,
            id => publicUrl.Link($"leads/{id}").AbsoluteUri, context.Response.Body, cancellationToken);
        return TypedResults.Empty;
    }
}
