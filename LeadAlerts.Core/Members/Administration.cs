using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>What administrators see and change: every site and every user. Safe for use by several threads.</summary>
/// <remarks>Each call asks the database whether its actor is an administrator; what others get is empty or false.</remarks>
public sealed class Administration(IDbContextFactory<LeadAlertsDbContext> contexts, SiteDirectory directory, TimeProvider clock)
{
    /// <summary>The greatest number of rows of a list.</summary>
    public const int ListLength = 200;

    /// <summary>Lists sites, newest first.</summary>
    /// <param name="actorId">An administrator.</param>
    /// <param name="search">Part of a name; null or empty for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AdminSiteRow>> ListSitesAsync(Guid actorId, string? search, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsAdminAsync(actorId, cancellationToken))
        {
            return [];
        }

        var pattern = Pattern(search);
        return await db.Sites
            .Where(site => !site.IsInternal)
            .Where(site => pattern == null || EF.Functions.Like(site.Name, pattern, "\\"))
            .OrderByDescending(site => site.CreatedAt).ThenByDescending(site => site.Id)
            .Take(ListLength)
            .Select(site => new AdminSiteRow(
                site.Id,
                site.Name,
                (from member in db.Members
                 join user in db.Users on member.UserId equals user.Id
                 where member.SiteId == site.Id && member.Role == MemberRole.Owner
                 orderby member.JoinedAt
                 select user.Email).FirstOrDefault(),
                site.Plan,
                site.Disabled,
                db.Conversations.Count(conversation => conversation.SiteId == site.Id),
                site.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Puts a site on a plan; false when the actor may not or there is no such site.</summary>
    public Task<bool> SetPlanAsync(Guid actorId, Guid siteId, SitePlan plan, CancellationToken cancellationToken) =>
        Enum.IsDefined(plan)
            ? ChangeSiteAsync(actorId, siteId, site => site.SetPlan(plan), cancellationToken)
            : Task.FromResult(false);

    /// <summary>Closes a site for conversations or opens it again; false when the actor may not or there is no such site.</summary>
    public Task<bool> SetSiteDisabledAsync(Guid actorId, Guid siteId, bool disabled, CancellationToken cancellationToken) =>
        ChangeSiteAsync(actorId, siteId, site => site.SetDisabled(disabled), cancellationToken);

    /// <summary>Lists users by address.</summary>
    /// <param name="actorId">An administrator.</param>
    /// <param name="search">Part of an address; null or empty for all.</param>
    /// <param name="now">The instant that tells who is locked out, UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AdminUserRow>> ListUsersAsync(
        Guid actorId, string? search, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsAdminAsync(actorId, cancellationToken))
        {
            return [];
        }

        var pattern = Pattern(search);
        return await db.Users
            .Where(user => pattern == null || EF.Functions.Like(user.Email!, pattern, "\\"))
            .OrderBy(user => user.Email).ThenBy(user => user.Id)
            .Take(ListLength)
            .Select(user => new AdminUserRow(
                user.Id,
                user.Email!,
                user.DisplayName,
                user.EmailConfirmed,
                user.TwoFactorEnabled,
                user.LockoutEnd != null && user.LockoutEnd > now,
                user.LockoutEnd != null && user.LockoutEnd >= ApplicationUser.DisabledUntil,
                user.LastSignInAt,
                db.UserRoles.Any(userRole => userRole.UserId == user.Id
                    && db.Roles.Any(role => role.Id == userRole.RoleId && role.Name == Roles.Admin))))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Shuts a user out, or lets them in again. Their cookies and open tabs end within a minute. Nobody shuts themselves out, so one
    /// administrator always stays.
    /// </summary>
    /// <returns>False when the actor may not, or there is no such user.</returns>
    public async Task<bool> SetUserDisabledAsync(Guid actorId, Guid userId, bool disabled, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (actorId == userId || !await db.IsAdminAsync(actorId, cancellationToken)
            || await db.Users.SingleOrDefaultAsync(person => person.Id == userId, cancellationToken) is not { } user)
        {
            return false;
        }

        user.LockoutEnabled = true;
        user.LockoutEnd = disabled ? ApplicationUser.DisabledUntil : null;
        user.AccessFailedCount = 0;
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Switches a user's two-factor sign-in off, for somebody who lost phone and recovery codes. Their cookies and open tabs end within a
    /// minute. Nobody does it for themselves: their own account page asks for a code.
    /// </summary>
    /// <returns>False when the actor may not, or there is no such user.</returns>
    public async Task<bool> ResetTwoFactorAsync(Guid actorId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (actorId == userId || !await db.IsAdminAsync(actorId, cancellationToken)
            || await db.Users.SingleOrDefaultAsync(person => person.Id == userId, cancellationToken) is not { } user)
        {
            return false;
        }

        user.TwoFactorEnabled = false;
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(cancellationToken);

        // The authenticator's key and the recovery codes: whoever holds them must not be able to use them again.
        await db.UserTokens.Where(token => token.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<bool> ChangeSiteAsync(Guid actorId, Guid siteId, Action<Site> change, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsAdminAsync(actorId, cancellationToken)
                || await db.Sites.SingleOrDefaultAsync(one => one.Id == siteId && !one.IsInternal, cancellationToken) is not { } site)
            {
                return false;
            }

            var (plan, disabled) = (site.Plan, site.Disabled);
            change(site);
            var now = clock.GetUtcNow();
            if (plan != site.Plan)
            {
                db.Note(siteId, actorId, AuditArea.Plan, $"Plan: {plan} → {site.Plan}", now);
            }

            if (disabled != site.Disabled)
            {
                db.Note(siteId, actorId, AuditArea.Plan, site.Disabled ? "Site closed" : "Site opened", now);
            }

            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        directory.Forget(siteId);
        return true;
    }

    private static string? Pattern(string? search) => string.IsNullOrWhiteSpace(search)
        ? null
        : $"%{search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}

/// <summary>A site in the administrators' list.</summary>
/// <param name="Id">The site.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The address of the owner who joined first; null when it has none.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Disabled">True when it is closed.</param>
/// <param name="Conversations">How many it holds.</param>
/// <param name="CreatedAt">Since when it exists, UTC.</param>
public sealed record AdminSiteRow(
    Guid Id, string Name, string? Owner, SitePlan Plan, bool Disabled, int Conversations, DateTimeOffset CreatedAt);

/// <summary>A user in the administrators' list.</summary>
/// <param name="Id">The user.</param>
/// <param name="Email">Their address.</param>
/// <param name="Name">Their name; may be empty.</param>
/// <param name="Confirmed">True when they confirmed the address.</param>
/// <param name="TwoFactor">True when signing in takes a code too.</param>
/// <param name="LockedOut">True while too many wrong tries, or an administrator, keep them out.</param>
/// <param name="Disabled">True when it is an administrator who does.</param>
/// <param name="LastSignInAt">When they last signed in, UTC; null when that was never noted.</param>
/// <param name="Admin">True for administrators.</param>
public sealed record AdminUserRow(
    Guid Id, string Email, string Name, bool Confirmed, bool TwoFactor, bool LockedOut, bool Disabled, DateTimeOffset? LastSignInAt, bool Admin);
