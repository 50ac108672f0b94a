using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>The people of a site. A site always keeps one owner. Safe for use by several threads.</summary>
public sealed class SitePeople(IDbContextFactory<LeadAlertsDbContext> contexts, LeadNews news, TimeProvider clock)
{
    /// <summary>Lists a site's people, owners first; empty for those who are not on it.</summary>
    public async Task<IReadOnlyList<SitePerson>> ListAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from member in db.Members
            join user in db.Users on member.UserId equals user.Id
            where member.SiteId == siteId && db.Members.Any(other => other.SiteId == siteId && other.UserId == actorId)
            orderby member.Role descending, user.Email, user.Id
            select new SitePerson(user.Id, user.DisplayName, user.Email!, member.Role, member.JoinedAt))
            .Take(500)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Gives a member another role.</summary>
    public async Task<PeopleOutcome> SetRoleAsync(
        Guid siteId, Guid actorId, Guid userId, MemberRole role, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!Enum.IsDefined(role) || !await db.IsOwnerAsync(siteId, actorId, cancellationToken)
            || await db.Members.FindAsync([siteId, userId], cancellationToken) is not { } member)
        {
            return PeopleOutcome.NotAllowed;
        }

        if (role != MemberRole.Owner && await IsLastOwnerAsync(db, member, cancellationToken))
        {
            return PeopleOutcome.LastOwner;
        }

        if (member.Role != role)
        {
            var email = await db.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleAsync(cancellationToken);
            db.Note(siteId, actorId, AuditArea.People, $"{email}: {member.Role.ToWord()} → {role.ToWord()}", clock.GetUtcNow());
        }

        member.SetRole(role);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return PeopleOutcome.Done;
    }

    /// <summary>Takes a person off a site; their address gets no more of its alerts, and their leads are nobody's. Owners may take anybody off, everybody themselves.</summary>
    public async Task<PeopleOutcome> RemoveAsync(Guid siteId, Guid actorId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if ((actorId != userId && !await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            || await db.Members.FindAsync([siteId, userId], cancellationToken) is not { } member)
        {
            return PeopleOutcome.NotAllowed;
        }

        if (await IsLastOwnerAsync(db, member, cancellationToken))
        {
            return PeopleOutcome.LastOwner;
        }

        db.Remove(member);
        var user = await db.Users.SingleAsync(person => person.Id == userId, cancellationToken);
        if (user.CurrentSiteId == siteId)
        {
            user.CurrentSiteId = null;
        }

        db.Note(
            siteId, actorId, AuditArea.People, actorId == userId ? $"{user.Email} left" : $"{user.Email} ({member.Role.ToWord()}) removed", clock.GetUtcNow());
        var recipients = await db.AlertRecipients.Where(recipient => recipient.SiteId == siteId).ToListAsync(cancellationToken);
        foreach (var recipient in recipients)
        {
            if (string.Equals(recipient.Address, user.Email, StringComparison.OrdinalIgnoreCase))
            {
                recipient.Stop(clock.GetUtcNow());
            }
        }

        await AssignedLeads.FreeAsync(db, news, siteId, userId, clock.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return PeopleOutcome.Done;
    }

    private static async Task<bool> IsLastOwnerAsync(LeadAlertsDbContext db, Member member, CancellationToken cancellationToken) =>
        member.Role == MemberRole.Owner && !await db.Members.AnyAsync(
            other => other.SiteId == member.SiteId && other.UserId != member.UserId && other.Role == MemberRole.Owner,
            cancellationToken);
}

/// <summary>What came of a change to a site's people.</summary>
public enum PeopleOutcome
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>The person is the site's last owner: nothing changed.</summary>
    LastOwner = 1,

    /// <summary>The actor may not do that, or the person is not on the site.</summary>
    NotAllowed = 2,
}

/// <summary>A person of a site.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Name">Their name; may be empty.</param>
/// <param name="Email">Their address.</param>
/// <param name="Role">What they may do there.</param>
/// <param name="JoinedAt">Since when, UTC.</param>
public sealed record SitePerson(Guid UserId, string Name, string Email, MemberRole Role, DateTimeOffset JoinedAt);
