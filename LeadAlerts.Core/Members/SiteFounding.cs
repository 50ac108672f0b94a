using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Creates sites. Safe for use by several threads.</summary>
public sealed class SiteFounding(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The greatest number of sites that one person may own.</summary>
    public const int MaxOwned = 100;

    /// <summary>
    /// Creates a site on the free plan with its first alert settings. The person becomes its owner, gets its alerts (their address is
    /// confirmed: they signed in with it) and looks at it from now on.
    /// </summary>
    /// <returns>The site's id.</returns>
    /// <exception cref="ArgumentException">Something in the profile or the place is not right; the message says what.</exception>
    /// <exception cref="InvalidOperationException">The person does not exist or owns too many sites.</exception>
    public async Task<Guid> CreateAsync(SiteProfile profile, SitePlace place, Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var site = new Site(profile.Name, place.TimeZone, place.Region, now);
        site.Describe(profile.ToBusiness(), profile.FullWebsiteUrl);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(person => person.Id == userId, cancellationToken);
        var owned = await db.Members.CountAsync(
            member => member.UserId == userId && member.Role == MemberRole.Owner, cancellationToken);
        if (user is null || owned >= MaxOwned)
        {
            throw new InvalidOperationException($"A person owns at most {MaxOwned} sites.");
        }

        db.Add(site);
        db.Add(new Member(siteId: site.Id, userId: userId, MemberRole.Owner, now));
        db.Add(AlertSettings.CreateFirst(site.Id, now));
        if (user.EmailConfirmed)
        {
            var recipient = new AlertRecipient(site.Id, user.Email!, user.DisplayName, now);
            recipient.Confirm(now);
            db.Add(recipient);
        }

        user.CurrentSiteId = site.Id;
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return site.Id;
    }
}

/// <summary>What a site is, as its owners type it.</summary>
/// <param name="Name">1–120 characters.</param>
/// <param name="WebsiteUrl">Absolute, http or https; empty or null when there is none. A bare host name gets https.</param>
/// <param name="Kind">See <see cref="BusinessProfile.Kind"/>.</param>
/// <param name="Services">See <see cref="BusinessProfile.Services"/>.</param>
/// <param name="ServiceArea">See <see cref="BusinessProfile.ServiceArea"/>.</param>
/// <param name="OwnPhones">See <see cref="BusinessProfile.OwnPhones"/>.</param>
/// <param name="OwnEmails">See <see cref="BusinessProfile.OwnEmails"/>.</param>
public sealed record SiteProfile(
    string Name, string? WebsiteUrl, string Kind, string Services, string ServiceArea = "", string OwnPhones = "", string OwnEmails = "")
{
    internal string? FullWebsiteUrl => string.IsNullOrWhiteSpace(WebsiteUrl) || WebsiteUrl.Contains("://", StringComparison.Ordinal)
        ? WebsiteUrl
        : $"https://{WebsiteUrl.Trim()}";

    internal BusinessProfile ToBusiness() => new()
    {
        Kind = Fit(Kind),
        Services = Fit(Services),
        ServiceArea = Fit(ServiceArea),
        OwnPhones = Fit(OwnPhones),
        OwnEmails = Fit(OwnEmails),
    };

    private static string Fit(string text) => text.Trim() is { Length: <= BusinessProfile.TextMaxLength } fitting
        ? fitting
        : throw new ArgumentException($"A text has at most {BusinessProfile.TextMaxLength} characters.");
}

/// <summary>Where a site's business is.</summary>
/// <param name="TimeZone">An IANA zone id.</param>
/// <param name="Region">An ISO 3166 two-letter country.</param>
public sealed record SitePlace(string TimeZone, string Region);
