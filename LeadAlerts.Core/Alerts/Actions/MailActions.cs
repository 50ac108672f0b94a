using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>What a recipient does from a mail: looking changes nothing, acting is recorded and can be taken back.</summary>
/// <remarks>The signed link is the permission. Safe for use by several threads and several servers.</remarks>
public sealed partial class MailActions(
    IDbContextFactory<LeadAlertsDbContext> contexts, MailActionLinks links, ClaimMails claimMails, LeadNews news, TimeProvider clock, ILogger<MailActions> logger)
{
    // Somebody else, or a review, may change the lead between reading and writing.
    private const int Attempts = 5;

    /// <summary>How a link stands. Changes nothing: programs that check links may open it.</summary>
    public async Task<MailActionView> FindAsync(string? token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (links.Find(token) is not { } ticket)
        {
            return new MailActionView.NotValid();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ViewAsync(db, ticket, now, cancellationToken);
    }

    /// <summary>Does what a link is for, or shows why not. Pressed twice it does it once.</summary>
    public Task<MailActionOutcome> ActAsync(string? token, CancellationToken cancellationToken) => ActAsync(links.Find(token), cancellationToken);

    /// <summary>Stops the mails by a mail program's own button (RFC 8058); every other link does nothing here.</summary>
    /// <returns>False when the link is not one that stops mails, or is not valid.</returns>
    public async Task<bool> StopByOneClickAsync(string? token, CancellationToken cancellationToken) =>
        links.Find(token) is { Purpose: MailActionPurpose.Stop } ticket
        && (await ActAsync(ticket, cancellationToken)).View is MailActionView.Done or MailActionView.Settled or MailActionView.NoLongerListed;

    private async Task<MailActionOutcome> ActAsync(MailActionTicket? ticket, CancellationToken cancellationToken)
    {
        if (ticket is null)
        {
            return new MailActionOutcome(new MailActionView.NotValid(), null);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryActAsync(ticket, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts && !cancellationToken.IsCancellationRequested)
            {
                // Read again: two people may have pressed at once, and the second one is to see who was first.
            }
        }
    }

    private async Task<MailActionOutcome> TryActAsync(MailActionTicket ticket, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= ticket.ExpiresAt)
        {
            return new MailActionOutcome(new MailActionView.Expired(), null);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MailActionCase.FindAsync(db, ticket, cancellationToken) is not { } found)
        {
            return new MailActionOutcome(await LostAsync(db, ticket, cancellationToken), null);
        }

        var view = await ViewAsync(db, found, now, cancellationToken);
        if (view is not (MailActionView.Open or MailActionView.OpenUndo))
        {
            return new MailActionOutcome(view, null);
        }

        // The mails to the others are composed before the transaction begins; the lead's version makes sure that they still hold then.
        var isUndo = ticket.Purpose == MailActionPurpose.Undo;
        var claims = Claims(found);
        var releases = isUndo && found.HoldsClaim;
        var mails = claims || releases
            ? await claimMails.ComposeAsync(
                db, found.Site, found.Lead!, MailAction.WhoIs(found.Recipient), [found.Recipient.Id], releases,
                contacted: found.Purpose == MailActionPurpose.Contacted, now, cancellationToken)
            : [];

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (isUndo)
        {
            await TakeBackAsync(db, found, now, cancellationToken);
            if (releases)
            {
                // Who has not been told of the claim yet is not told of its end.
                var untold = await ClaimMails.WithdrawAsync(db, found.Lead!, now, cancellationToken);
                mails = [.. mails.Where(mail => !untold.Contains(mail.RecipientId))];
            }
        }
        else
        {
            await DoAsync(db, found, claims, now, cancellationToken);
        }

        if (found.Lead is not null)
        {
            await news.TellAsync(db, [found.Lead], now, cancellationToken);
        }

        db.Alerts.AddRange(mails);
        await db.SaveChangesAsync(cancellationToken);
        if (isUndo && found.Purpose == MailActionPurpose.Mute)
        {
            // What waited for the mute waits no longer.
            await HeldAlerts.ReconsiderAsync(db, found.Site.Id, found.Recipient.Id, now, cancellationToken);
        }
        else if (isUndo && found.Purpose == MailActionPurpose.Stop)
        {
            await LeadFollowUps.CatchUpAsync(db, found.Site.Id, found.Recipient.Id, now, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        Log.Acted(logger, ticket.Purpose, ticket.AlertId);
        await using var fresh = await contexts.CreateDbContextAsync(cancellationToken);
        return new MailActionOutcome(await ViewAsync(fresh, ticket, now, cancellationToken), found.Site.Id);
    }

    /// <summary>True when doing it also takes the lead: who has been in touch with the visitor has it too.</summary>
    private static bool Claims(MailActionCase found) =>
        found.Ticket.Purpose is MailActionPurpose.Take or MailActionPurpose.Contacted && !found.Lead!.IsClaimed;

    private static async Task DoAsync(LeadAlertsDbContext db, MailActionCase found, bool claims, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (found.Action is { } earlier)
        {
            // It no longer holds, and makes room before the new one comes: only one of a kind may stand.
            earlier.End(now);
            await db.SaveChangesAsync(cancellationToken);
        }

        var who = MailAction.WhoIs(found.Recipient);
        var member = claims ? await FindMemberAsync(db, found, cancellationToken) : null;
        db.MailActions.Add(new MailAction(found.Site.Id, found.Ticket, found.Recipient, found.Before(claims, member), now));
        if (claims)
        {
            if (member is not null)
            {
                found.Lead!.Assign(member, now);
            }

            found.Lead!.Claim(found.Recipient.Id, who, now);
        }

        switch (found.Purpose)
        {
            case MailActionPurpose.Contacted:
                found.Lead!.SetStatus(LeadStatus.Contacted, now);
                break;
            case MailActionPurpose.NotALead:
                found.Lead!.SetStatus(LeadStatus.NotALead, now);
                await FeedbackBook.FollowAsync(db, found.Lead, FeedbackSource.Mail, who, now, cancellationToken);
                break;
            case MailActionPurpose.WasALead:
                await FeedbackBook.MarkMissedAsync(db, found.Site.Id, found.Conversation!.Id, FeedbackSource.Digest, who, now, cancellationToken);
                break;
            case MailActionPurpose.Mute:
                found.Recipient.Mute(now + MailActionCase.MuteFor);
                break;
            case MailActionPurpose.Stop:
                found.Recipient.Stop(now);
                break;
            default:
                break;
        }
    }

    /// <summary>The member of the site who has the recipient's address; null when nobody has.</summary>
    private static Task<Guid?> FindMemberAsync(LeadAlertsDbContext db, MailActionCase found, CancellationToken cancellationToken)
    {
        var address = found.Recipient.Address.ToUpperInvariant();
        return (
            from member in db.Members
            join user in db.Users on member.UserId equals user.Id
            where member.SiteId == found.Site.Id && user.NormalizedEmail == address
            select (Guid?)member.UserId).FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task TakeBackAsync(LeadAlertsDbContext db, MailActionCase found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (action, lead) = (found.Action!, found.Lead);
        var before = action.Before;
        action.Undo(now);
        if (found.HoldsClaim)
        {
            if (before.AssignedTo is not null && before.AssignedTo == lead!.AssigneeId)
            {
                lead.Assign(null, now);
            }

            lead!.Unclaim(before.FirstTakenAt, now);
        }

        switch (found.Purpose)
        {
            case MailActionPurpose.Contacted:
                lead!.Restore(before.Status!.Value, before.SnoozedUntil, before.FirstAnsweredAt, now);
                break;
            case MailActionPurpose.NotALead:
                lead!.Restore(before.Status!.Value, before.SnoozedUntil, before.FirstAnsweredAt, now);
                await FeedbackBook.FollowAsync(db, lead, FeedbackSource.Mail, action.Who, now, cancellationToken);
                break;
            case MailActionPurpose.WasALead:
                db.Remove(found.Feedback!);
                break;
            case MailActionPurpose.Mute:
                found.Recipient.Mute(before.MutedUntil);
                break;
            case MailActionPurpose.Stop:
                found.Recipient.Resume();
                break;
            default:
                break;
        }
    }

    private async Task<MailActionView> ViewAsync(
        LeadAlertsDbContext db, MailActionTicket ticket, DateTimeOffset now, CancellationToken cancellationToken) =>
        now >= ticket.ExpiresAt ? new MailActionView.Expired()
            : await MailActionCase.FindAsync(db, ticket, cancellationToken) is { } found ? await ViewAsync(db, found, now, cancellationToken)
            : await LostAsync(db, ticket, cancellationToken);

    /// <summary>How a link stands of which something is gone: who wants no more mails is told that none go there.</summary>
    private static async Task<MailActionView> LostAsync(LeadAlertsDbContext db, MailActionTicket ticket, CancellationToken cancellationToken) =>
        ticket.Purpose == MailActionPurpose.Stop && ticket.SubjectId == ticket.AlertId
        && !await db.AlertRecipients.AnyAsync(recipient => recipient.Id == ticket.RecipientId, cancellationToken)
            ? new MailActionView.NoLongerListed()
            : new MailActionView.NotValid();

    private async Task<MailActionView> ViewAsync(
        LeadAlertsDbContext db, MailActionCase found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (ticket, action) = (found.Ticket, found.Action);
        if (ticket.Purpose == MailActionPurpose.Undo)
        {
            return action switch
            {
                { Undone: true, EndedAt: { } at } => new MailActionView.Undone(
                    found.About(), at, links.CreateToken(action.Purpose, action.AlertId, action.RecipientId, action.SubjectId, now)),
                _ when found.Stands(now) => new MailActionView.OpenUndo(found.About(), action!.At),
                _ => new MailActionView.Overtaken(found.About()),
            };
        }

        if (found.Stands(now))
        {
            return new MailActionView.Done(
                found.About(),
                action!.At,
                found.Purpose == MailActionPurpose.Mute ? found.Recipient.MutedUntil : null,
                links.CreateToken(MailActionPurpose.Undo, action.AlertId, action.RecipientId, action.Id, now));
        }

        var memberName = found.Lead?.AssigneeId is { } member
            ? await db.Users.Named().Where(person => person.Id == member)
                .Select(person => person.Name)
                .FirstOrDefaultAsync(cancellationToken)
            : null;
        return found.FindObstacle(memberName, now) ?? new MailActionView.Open(found.About());
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Purpose} by a link of alert {AlertId}")]
        public static partial void Acted(ILogger logger, MailActionPurpose purpose, Guid alertId);
    }
}
