using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Demo;

/// <summary>The site that newcomers try the product with.</summary>
internal sealed class DemoSite(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    SiteDirectory sites,
    IConfiguration configuration,
    IHostEnvironment environment,
    TimeProvider clock)
{
    /// <summary>What the demo site is called.</summary>
    public const string Name = "Brightroof";

    /// <summary>True in Development, and where <c>Demo:Enabled</c> says so.</summary>
    public bool IsEnabled => configuration.GetValue<bool?>("Demo:Enabled") ?? environment.IsDevelopment();

    /// <summary>Finds the site; null when there is none.</summary>
    public async Task<SiteEntry?> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await db.Sites
            .Where(site => site.Name == Name && !site.Disabled)
            .OrderBy(site => site.CreatedAt).ThenBy(site => site.Id)
            .Select(site => site.PublicKey)
            .FirstOrDefaultAsync(cancellationToken);
        return key is null ? null : await sites.FindByPublicKeyAsync(key, cancellationToken);
    }

    /// <summary>Makes the first administrator an owner of the demo site, so that the inbox is not empty.</summary>
    public async Task WelcomeAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (!IsEnabled || await FindAsync(cancellationToken) is not { } site)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Members.AnyAsync(member => member.SiteId == site.Id && member.UserId == userId, cancellationToken))
        {
            return;
        }

        db.Add(new Member(site.Id, userId, MemberRole.Owner, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
    }
}
