using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Invites people to sites by e-mail. Safe for use by several threads.</summary>
public sealed class SiteInvitations(
    IDbContextFactory<LeadAlertsDbContext> contexts, NoticeMail mail, PublicUrl publicUrl, TimeProvider clock)
{
    /// <summary>The greatest number of invitations that wait at one site.</summary>
    public const int MaxOpen = 50;

    /// <summary>Invites somebody; an invitation that waits for the same address is replaced.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who invites; must be an owner of the site.</param>
    /// <param name="email">One e-mail address.</param>
    /// <param name="role">What the person may do there.</param>
    /// <param name="cancellationToken">Ends the attempt; the invitation may have been saved.</param>
    public async Task<InviteOutcome> InviteAsync(
        Guid siteId, Guid actorId, string email, MemberRole role, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(email, out email, out _) || !Enum.IsDefined(role))
        {
            return InviteOutcome.NoAddress;
        }

        var now = clock.GetUtcNow();
        var normalized = email.ToUpperInvariant();
        var (invitation, token) = Invitation.Create(siteId, email, role, actorId, now);
        string siteName, inviter;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            {
                return InviteOutcome.NotAllowed;
            }

            if (await db.Members.AnyAsync(
                member => member.SiteId == siteId
                    && db.Users.Any(user => user.Id == member.UserId && user.NormalizedEmail == normalized),
                cancellationToken))
            {
                return InviteOutcome.AlreadyMember;
            }

            var waiting = await OpenOf(db, siteId, now).ToListAsync(cancellationToken);
            db.RemoveRange(waiting.Where(other => string.Equals(other.Email, email, StringComparison.OrdinalIgnoreCase)));
            if (waiting.Count >= MaxOpen)
            {
                return InviteOutcome.TooMany;
            }

            db.Add(invitation);
            db.Note(siteId, actorId, AuditArea.People, $"{email} invited as {role.ToWord()}", now);
            siteName = await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancellationToken);
            inviter = await db.Users
                .Where(user => user.Id == actorId)
                .Select(user => user.DisplayName == "" ? user.Email! : user.DisplayName)
                .SingleAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        var sent = await mail.SendNoticeAsync(
            email,
            $"{inviter} invites you to {siteName}",
            $"Join {siteName} on Lead Alerts",
            $"{inviter} invites you to work on the leads of {siteName}.\n\nThe link is good for seven days and for this address only.",
            "Accept the invitation",
            publicUrl.Link($"account/invitation?token={token}"),
            cancellationToken);
        return sent is MailOutcome.Accepted ? InviteOutcome.Sent : InviteOutcome.MailNotSent;
    }

    /// <summary>Sends a waiting invitation again, with a new link; the old one stops working.</summary>
    public async Task<InviteOutcome> ResendAsync(Guid siteId, Guid actorId, Guid invitationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await OpenOf(db, siteId, clock.GetUtcNow())
            .SingleOrDefaultAsync(invitation => invitation.Id == invitationId, cancellationToken);
        return old is null
            ? InviteOutcome.NotAllowed
            : await InviteAsync(siteId, actorId, old.Email, old.Role, cancellationToken);
    }

    /// <summary>Takes a waiting invitation back.</summary>
    /// <returns>False when the actor is no owner of the site or the invitation does not wait there.</returns>
    public async Task<bool> RevokeAsync(Guid siteId, Guid actorId, Guid invitationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken)
            || await OpenOf(db, siteId, now).SingleOrDefaultAsync(waiting => waiting.Id == invitationId, cancellationToken) is not { } invitation)
        {
            return false;
        }

        db.Remove(invitation);
        db.Note(siteId, actorId, AuditArea.People, $"The invitation to {invitation.Email} taken back", now);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Lists the invitations that wait at a site, oldest first; empty for those who are no owner of it.</summary>
    public async Task<IReadOnlyList<WaitingInvitation>> ListAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return [];
        }

        return await OpenOf(db, siteId, clock.GetUtcNow())
            .OrderBy(invitation => invitation.CreatedAt).ThenBy(invitation => invitation.Id)
            .Take(MaxOpen)
            .Select(invitation => new WaitingInvitation(invitation.Id, invitation.Email, invitation.Role, invitation.ExpiresAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Finds the invitation of a link; null when it is unknown, used or out of date.</summary>
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Invitation.HashToken(token);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from invitation in db.Invitations
            join site in db.Sites on invitation.SiteId equals site.Id
            join inviter in db.Users on invitation.InvitedBy equals inviter.Id
            where invitation.TokenHash == hash && invitation.AcceptedAt == null && invitation.ExpiresAt > now
            select new OpenInvitation(
                site.Id,
                site.Name,
                invitation.Email,
                invitation.Role,
                inviter.DisplayName == "" ? inviter.Email! : inviter.DisplayName)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Puts a person on the site that the link names.</summary>
    /// <returns>False when the link is no longer good, or the person's confirmed address is not the invited one.</returns>
    public async Task<bool> AcceptAsync(string token, Guid userId, CancellationToken cancellationToken)
    {
        var hash = Invitation.HashToken(token);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var invitation = await db.Invitations.SingleOrDefaultAsync(waiting => waiting.TokenHash == hash, cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(person => person.Id == userId, cancellationToken);
        if (invitation is null || !invitation.IsOpen(now)
            || user is not { EmailConfirmed: true }
            || !string.Equals(user.Email, invitation.Email, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        invitation.Accept(now);
        user.CurrentSiteId = invitation.SiteId;
        if (await db.Members.FindAsync([invitation.SiteId, userId], cancellationToken) is null)
        {
            db.Add(new Member(siteId: invitation.SiteId, userId: userId, invitation.Role, now));
            db.Note(invitation.SiteId, userId, AuditArea.People, $"{user.Email} joined as {invitation.Role.ToWord()}", now);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static IQueryable<Invitation> OpenOf(LeadAlertsDbContext db, Guid siteId, DateTimeOffset now) =>
        db.Invitations.Where(invitation => invitation.SiteId == siteId && invitation.AcceptedAt == null && invitation.ExpiresAt > now);
}

/// <summary>What came of an invitation.</summary>
public enum InviteOutcome
{
    /// <summary>The mail is on its way.</summary>
    Sent = 0,

    /// <summary>The invitation waits, but no mail server took the mail: send it again.</summary>
    MailNotSent = 1,

    /// <summary>That is no e-mail address.</summary>
    NoAddress = 2,

    /// <summary>The person is on the site already.</summary>
    AlreadyMember = 3,

    /// <summary>Too many invitations wait at the site.</summary>
    TooMany = 4,

    /// <summary>The actor is no owner of the site, or there is no such invitation.</summary>
    NotAllowed = 5,
}

/// <summary>An invitation as its site's owners see it.</summary>
public sealed record WaitingInvitation(Guid Id, string Email, MemberRole Role, DateTimeOffset ExpiresAt);

/// <summary>An invitation as the invited person sees it.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="SiteName">Its name.</param>
/// <param name="Email">Whom it invites.</param>
/// <param name="Role">As what.</param>
/// <param name="InvitedBy">The inviting member's name, else address.</param>
public sealed record OpenInvitation(Guid SiteId, string SiteName, string Email, MemberRole Role, string InvitedBy);
