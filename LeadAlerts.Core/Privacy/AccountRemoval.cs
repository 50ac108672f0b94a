using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>Deletes people's accounts. That the person is who they say is the caller's to know. Safe for use by several threads.</summary>
public sealed class AccountRemoval(IDbContextFactory<LeadAlertsDbContext> contexts, LeadNews news, TimeProvider clock)
{
    /// <summary>The sites that would be left without an owner, by name: the person gives each to somebody else or deletes it first.</summary>
    public async Task<IReadOnlyList<OwnedAlone>> FindOwnedAloneAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadOwnedAloneAsync(db, userId, cancellationToken);
    }

    /// <summary>Deletes an account: the person is off every site, and their address gets no more alerts. It cannot be taken back.</summary>
    /// <remarks>What they did with leads stays under the name they had then.</remarks>
    public async Task<AccountRemovalOutcome> DeleteAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) is not { } person)
        {
            return AccountRemovalOutcome.NotFound;
        }

        if ((await ReadOwnedAloneAsync(db, userId, cancellationToken)).Count > 0)
        {
            return AccountRemovalOutcome.OwnsAlone;
        }

        if (await db.IsAdminAsync(userId, cancellationToken) && !await HasOtherAdminAsync(db, userId, cancellationToken))
        {
            return AccountRemovalOutcome.LastAdministrator;
        }

        var sites = await db.Members.Where(member => member.UserId == userId).Select(member => member.SiteId).ToListAsync(cancellationToken);
        foreach (var recipient in await db.AlertRecipients.Where(row => sites.Contains(row.SiteId)).ToListAsync(cancellationToken))
        {
            if (string.Equals(recipient.Address, person.Email, StringComparison.OrdinalIgnoreCase))
            {
                db.Remove(recipient);
            }
        }

        foreach (var siteId in sites)
        {
            db.Note(siteId, actorId: null, AuditArea.People, "A member left and deleted their account", now);
        }

        foreach (var siteId in sites)
        {
            await AssignedLeads.FreeAsync(db, news, siteId, userId, now, cancellationToken);
        }

        await db.Invitations.Where(invitation => invitation.InvitedBy == userId && invitation.AcceptedAt == null).ExecuteDeleteAsync(cancellationToken);
        db.Remove(person);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return AccountRemovalOutcome.Done;
    }

    private static Task<List<OwnedAlone>> ReadOwnedAloneAsync(LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) => (
        from member in db.Members
        join site in db.Sites on member.SiteId equals site.Id
        where member.UserId == userId && member.Role == MemberRole.Owner
            && !db.Members.Any(other => other.SiteId == site.Id && other.UserId != userId && other.Role == MemberRole.Owner)
        orderby site.Name, site.Id
        select new OwnedAlone(site.Id, site.Name)).ToListAsync(cancellationToken);

    private static Task<bool> HasOtherAdminAsync(LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) => (
        from userRole in db.UserRoles
        join role in db.Roles on userRole.RoleId equals role.Id
        join user in db.Users on userRole.UserId equals user.Id
        where role.Name == Roles.Admin && user.Id != userId && (user.LockoutEnd == null || user.LockoutEnd < ApplicationUser.DisabledUntil)
        select user.Id).AnyAsync(cancellationToken);
}

/// <summary>A site that has one owner.</summary>
public sealed record OwnedAlone(Guid Id, string Name);

/// <summary>What came of the wish to delete an account.</summary>
public enum AccountRemovalOutcome
{
    /// <summary>It is gone.</summary>
    Done = 0,

    /// <summary>There is no such account.</summary>
    NotFound = 1,

    /// <summary>A site would be left without an owner: nothing changed.</summary>
    OwnsAlone = 2,

    /// <summary>The installation would be left without an administrator: nothing changed.</summary>
    LastAdministrator = 3,
}
