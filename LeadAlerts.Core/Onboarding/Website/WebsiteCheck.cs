using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Onboarding.Website;

/// <summary>What came of a look at an owner's website.</summary>
public abstract record WebsiteCheckOutcome
{
    private WebsiteCheckOutcome()
    {
    }

    /// <summary>The page was read.</summary>
    public sealed record Checked(WebsiteReport Report) : WebsiteCheckOutcome;

    /// <summary>The site's settings name no website.</summary>
    public sealed record NoWebsite : WebsiteCheckOutcome;

    /// <summary>The page could not be read.</summary>
    /// <param name="Website">Where it should be.</param>
    /// <param name="Cause">Why, as a sentence for the person.</param>
    public sealed record Unreachable(string Website, string Cause) : WebsiteCheckOutcome;

    /// <summary>Only owners may look.</summary>
    public sealed record Refused : WebsiteCheckOutcome;
}

/// <summary>Looks whether the widget's line stands on an owner's website and whether a visitor's browser would run it.</summary>
/// <remarks>For owners of the site only, as often as pages may be imported. Safe for use by several threads.</remarks>
public sealed class WebsiteCheck
{
    private readonly IDbContextFactory<LeadAlertsDbContext> _contexts;
    private readonly SitePages _pages;
    private readonly PublicUrl _publicUrl;

    internal WebsiteCheck(IDbContextFactory<LeadAlertsDbContext> contexts, SitePages pages, PublicUrl publicUrl)
    {
        _contexts = contexts;
        _pages = pages;
        _publicUrl = publicUrl;
    }

    /// <summary>Reads the page at the website's address and looks through it.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who wants it; must own the site.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<WebsiteCheckOutcome> RunAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new WebsiteCheckOutcome.Refused();
        }

        var site = await db.Sites.Where(row => row.Id == siteId).Select(row => new { row.WebsiteUrl, row.PublicKey }).SingleAsync(cancellationToken);
        if (site.WebsiteUrl is not { } website)
        {
            return new WebsiteCheckOutcome.NoWebsite();
        }

        return await _pages.ReadAsync<WebsiteCheckOutcome>(
            siteId,
            website,
            async outcome => outcome switch
            {
                FetchOutcome.Page page => new WebsiteCheckOutcome.Checked(
                    await Task.Run(() => WebsiteReport.Of(page, site.PublicKey, website, _publicUrl.Base), cancellationToken)),
                var other => new WebsiteCheckOutcome.Unreachable(website, ((FetchOutcome.Refused)other).Cause),
            },
            cancellationToken);
    }
}
