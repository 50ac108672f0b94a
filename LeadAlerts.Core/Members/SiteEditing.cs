using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Shows a site to its members and lets its owners change it. Safe for use by several threads.</summary>
public sealed class SiteEditing(IDbContextFactory<LeadAlertsDbContext> contexts, SiteDirectory directory, TimeProvider clock)
{
    /// <summary>Lists a person's sites by name.</summary>
    public async Task<IReadOnlyList<SiteRow>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from member in db.Members
            join site in db.Sites on member.SiteId equals site.Id
            where member.UserId == userId
            orderby site.Name, site.Id
            select new SiteRow(site.Id, site.Name, site.WebsiteUrl, member.Role, site.Plan, site.Disabled, site.WidgetSeenAt))
            .Take(500)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Finds a site as one of its people sees it; null when it does not exist or the person is not on it.</summary>
    public async Task<SiteDetail?> FindAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from member in db.Members
            join site in db.Sites on member.SiteId equals site.Id
            where site.Id == siteId && member.UserId == userId
            select new SiteDetail(
                site.Id,
                site.Name,
                site.WebsiteUrl,
                member.Role,
                site.Plan,
                site.Disabled,
                member.Role == MemberRole.Owner ? site.PublicKey : null,
                site.TimeZone,
                site.Region,
                site.Business,
                site.Look,
                site.WidgetSeenAt,
                site.WidgetSeenOn,
                site.WidgetRefusedAt,
                site.WidgetRefusedOn)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Says what the site and its business are.</summary>
    /// <returns>False when the actor is no owner of the site.</returns>
    /// <exception cref="ArgumentException">Something in it is not right; the message says what.</exception>
    public Task<bool> SaveProfileAsync(Guid siteId, Guid actorId, SiteProfile profile, CancellationToken cancellationToken) =>
        ChangeAsync(
            siteId,
            actorId,
            site =>
            {
                site.Rename(profile.Name);
                site.Describe(profile.ToBusiness(), profile.FullWebsiteUrl);
            },
            cancellationToken);

    /// <summary>Says where the business is.</summary>
    /// <returns>False when the actor is no owner of the site.</returns>
    /// <exception cref="ArgumentException">The zone or the country is not known.</exception>
    public Task<bool> SavePlaceAsync(Guid siteId, Guid actorId, SitePlace place, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, actorId, site => site.SetPlace(place.TimeZone, place.Region), cancellationToken);

    /// <summary>Says how the chat looks to visitors. They see it within a minute.</summary>
    /// <returns>False when the actor is no owner of the site.</returns>
    /// <exception cref="ArgumentException">Something in it is not right; the message says what.</exception>
    public Task<bool> SaveLookAsync(Guid siteId, Guid actorId, WidgetLook look, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, actorId, site => site.SetLook(look), cancellationToken);

    private async Task<bool> ChangeAsync(Guid siteId, Guid actorId, Action<Site> change, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            {
                return false;
            }

            var site = await db.Sites.SingleAsync(site => site.Id == siteId, cancellationToken);
            var (before, now) = (SiteFace.Of(site), clock.GetUtcNow());
            change(site);
            if (before.Describe(SiteFace.Of(site)) is { Length: > 0 } changes)
            {
                db.Note(siteId, actorId, AuditArea.Site, changes, now);
            }

            var moved = before.TimeZone != site.TimeZone;
            if (moved)
            {
                await DigestDesk.ReplanAsync(db, site, now, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            if (moved)
            {
                // Its quiet hours begin and end at other instants.
                await HeldAlerts.ReconsiderAsync(db, siteId, recipientId: null, now, cancellationToken);
            }

            await write.CommitAsync(cancellationToken);
        }

        directory.Forget(siteId);
        return true;
    }
}

/// <summary>A site in a person's list.</summary>
public sealed record SiteRow(
    Guid Id, string Name, string? WebsiteUrl, MemberRole Role, SitePlan Plan, bool Disabled, DateTimeOffset? WidgetSeenAt);

/// <summary>A site as one of its people sees it.</summary>
/// <param name="Id">The site.</param>
/// <param name="Name">Its name.</param>
/// <param name="WebsiteUrl">The website's address; null when unknown.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Disabled">True when an administrator closed it.</param>
/// <param name="PublicKey">The widget's key; null for those who are no owner.</param>
/// <param name="TimeZone">The IANA zone of the business.</param>
/// <param name="Region">Its ISO 3166 country.</param>
/// <param name="Business">What it is and offers.</param>
/// <param name="Look">How its chat looks to visitors.</param>
/// <param name="WidgetSeenAt">When the widget last loaded, UTC; null when it never did.</param>
/// <param name="WidgetSeenOn">The origin of the page on which it did; null when unknown.</param>
/// <param name="WidgetRefusedAt">When it last loaded on a page that is not of the website, and was refused, UTC; null when it never did.</param>
/// <param name="WidgetRefusedOn">The origin of that page.</param>
public sealed record SiteDetail(
    Guid Id,
    string Name,
    string? WebsiteUrl,
    MemberRole Role,
    SitePlan Plan,
    bool Disabled,
    string? PublicKey,
    string TimeZone,
    string Region,
    BusinessProfile Business,
    WidgetLook Look,
    DateTimeOffset? WidgetSeenAt,
    string? WidgetSeenOn = null,
    DateTimeOffset? WidgetRefusedAt = null,
    string? WidgetRefusedOn = null)
{
    /// <summary>True for those who may change it.</summary>
    public bool IsOwner => Role == MemberRole.Owner;
}
