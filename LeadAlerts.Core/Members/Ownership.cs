using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

internal static class Ownership
{
    /// <summary>True when the person is an owner of the site. Ask inside the transaction that relies on it.</summary>
    public static Task<bool> IsOwnerAsync(this LeadAlertsDbContext db, Guid siteId, Guid userId, CancellationToken cancellationToken) =>
        db.Members.AnyAsync(
            member => member.SiteId == siteId && member.UserId == userId && member.Role == MemberRole.Owner, cancellationToken);

    /// <summary>True when the person administers the installation and may sign in.</summary>
    public static Task<bool> IsAdminAsync(this LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) => (
        from userRole in db.UserRoles
        join role in db.Roles on userRole.RoleId equals role.Id
        join user in db.Users on userRole.UserId equals user.Id
        where user.Id == userId && role.Name == Roles.Admin && (user.LockoutEnd == null || user.LockoutEnd < ApplicationUser.DisabledUntil)
        select role.Id).AnyAsync(cancellationToken);
}
