using LeadAlerts.Core.Sites;

namespace LeadAlerts.Web.Ingest;

/// <summary>Finds out which site's server is calling, by the secret key in a header.</summary>
public sealed class SiteKeyAuthentication(SiteDirectory sites)
{
    public const string Header = "X-Site-Key";

    /// <summary>The site, or why there is none: no key is 401; a key that opens nothing, or a disabled site, is the same 404.</summary>
    public async ValueTask<(SiteEntry? Site, IngestProblem? Problem)> FindSiteAsync(HttpContext context)
    {
        var keys = context.Request.Headers[Header];
        if (keys is not [{ Length: > 0 } key])
        {
            context.Response.Headers.WWWAuthenticate = "SiteKey";
            return (null, new IngestProblem(
                "A site key is needed.", StatusCodes.Status401Unauthorized, $"Send the secret key of the site once, in the header {Header}."));
        }

        return await sites.FindBySecretKeyAsync(key, context.RequestAborted) is { } site
            ? (site, null)
            : (null, new IngestProblem("There is no such site.", StatusCodes.Status404NotFound, "The key may have been replaced."));
    }
}
