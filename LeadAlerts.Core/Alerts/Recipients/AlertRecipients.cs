using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>Who gets a site's alerts: an owner adds addresses, their owners confirm them (<see cref="RecipientConfirmations"/>). Safe for use by several threads.</summary>
public sealed class AlertRecipients(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    RecipientConfirmations confirmations,
    LeadNews news,
    IOptions<AlertRecipientOptions> options,
    TimeProvider clock)
{
    private const string NotOwner = "Only an owner of the site can change who gets its alerts.";
    private const string Gone = "This recipient was removed in the meantime.";

    /// <summary>The site's recipients in the order in which they were added.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who looks.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<RecipientRow>> ListAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var recipients = await db.AlertRecipients.AsNoTracking()
            .Where(recipient => recipient.SiteId == siteId)
            .OrderBy(recipient => recipient.AddedAt).ThenBy(recipient => recipient.Id)
            .ToListAsync(cancellationToken);
        var me = await FindUserAsync(db, userId, cancellationToken);
        return [.. recipients.Select(recipient => Row(recipient, me))];
    }

    /// <summary>Adds an address and sends it a confirmation mail; the owner's own confirmed address is confirmed at once.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who adds; must own the site.</param>
    /// <param name="typedAddress">What was typed as the address.</param>
    /// <param name="typedName">What was typed as the name; may be empty.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<RecipientOutcome> AddAsync(
        Guid siteId, Guid userId, string? typedAddress, string? typedName, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(typedAddress, out var address, out var problem))
        {
            return new RecipientOutcome.Refused(problem);
        }

        var name = MailText.Shorten(MailText.OneLine(typedName), 80);
        var now = clock.GetUtcNow();
        AlertRecipient recipient;
        ApplicationUser? me;
        string? token = null;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            if (!await db.IsOwnerAsync(siteId, userId, cancellationToken))
            {
                return new RecipientOutcome.Refused(NotOwner);
            }

            if (await FindRefusalAsync(db, siteId, address, cancellationToken) is { } refusal)
            {
                return new RecipientOutcome.Refused(refusal);
            }

            me = await FindUserAsync(db, userId, cancellationToken);
            recipient = new AlertRecipient(siteId, address, name, now) { AddedBy = userId };
            if (IsOwn(address, me))
            {
                recipient.Confirm(now);
            }
            else if (!confirmations.TryTakeMail(siteId, now))
            {
                return new RecipientOutcome.Refused("Too many confirmation mails in the last hour. Try again later.");
            }
            else
            {
                token = recipient.MakeConfirmationToken(now);
            }

            db.AlertRecipients.Add(recipient);
            db.Note(siteId, userId, AuditArea.Recipients, $"{address} added", now);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        var mail = token is null ? null : await confirmations.SendAsync(recipient, token, me, cancellationToken);
        return new RecipientOutcome.Done(Row(recipient, me), mail);
    }

    /// <summary>Sends another confirmation mail; the link before it is no longer good. Also asks one who was stopped to start again.</summary>
    public async Task<RecipientOutcome> SendLinkAgainAsync(Guid siteId, Guid userId, Guid recipientId, CancellationToken cancellationToken)
    {
        string? token = null;
        var outcome = await ChangeAsync(siteId, userId, recipientId, "confirmation link sent again", (recipient, now) =>
        {
            if (recipient.IsActive)
            {
                return "This address is confirmed already.";
            }

            if (LinkSentAt(recipient) is { } sentAt && now - sentAt < options.Value.MinimumGap)
            {
                return "A link was sent a moment ago. Wait a minute before you send another.";
            }

            if (!confirmations.TryTakeMail(siteId, now))
            {
                return "Too many confirmation mails in the last hour. Try again later.";
            }

            token = recipient.MakeConfirmationToken(now);
            return null;
        }, cancellationToken);
        if (token is null || outcome.Recipient is null)
        {
            return outcome.Outcome;
        }

        return new RecipientOutcome.Done(
            Row(outcome.Recipient, outcome.Me), await confirmations.SendAsync(outcome.Recipient, token, outcome.Me, cancellationToken));
    }

    /// <summary>Stops the alerts to a recipient.</summary>
    /// <remarks>
    /// The leads that the recipient took stay taken: who wants no more mails has said nothing of them, may work them still, and is seen in the
    /// inbox, where anybody can take them over. Who is gone for good is removed.
    /// </remarks>
    public async Task<RecipientOutcome> StopAsync(Guid siteId, Guid userId, Guid recipientId, CancellationToken cancellationToken) =>
        (await ChangeAsync(siteId, userId, recipientId, "alerts stopped", (recipient, now) =>
        {
            recipient.Stop(now);
            return null;
        }, cancellationToken)).Outcome;

    /// <summary>Starts the alerts to one's own address again, or takes back a stop of the last minute.</summary>
    /// <remarks>
    /// Whoever stopped the mails to another address may have done so from the mail: it starts only with a new confirmation, by
    /// <see cref="SendLinkAgainAsync"/>.
    /// </remarks>
    public async Task<RecipientOutcome> ResumeAsync(Guid siteId, Guid userId, Guid recipientId, CancellationToken cancellationToken)
    {
        ApplicationUser? me;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            me = await FindUserAsync(db, userId, cancellationToken);
        }

        return (await ChangeAsync(siteId, userId, recipientId, "alerts started again", (recipient, now) =>
        {
            if (!IsOwn(recipient.Address, me) && now - recipient.StoppedAt > options.Value.MinimumGap)
            {
                return "Another person's alerts start again only when that person agrees: send a confirmation link.";
            }

            recipient.Resume();
            return null;
        }, cancellationToken)).Outcome;
    }

    /// <summary>Says which leads a recipient gets, and when.</summary>
    public async Task<RecipientOutcome> AssignAsync(
        Guid siteId, Guid userId, Guid recipientId, RecipientRole role, RecipientRoute route, bool getsDigest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        var tidied = route.Tidied();
        if (!Enum.IsDefined(role) || tidied.FindProblem() is not null)
        {
            return new RecipientOutcome.Refused(tidied.FindProblem() ?? "Choose when the recipient gets alerts.");
        }

        return (await ChangeAsync(siteId, userId, recipientId, $"{PlanWords.Role(role)}{(getsDigest ? ", gets the digest" : "")}{(tidied.IsEverything ? "" : ", only some leads")}", (recipient, _) =>
        {
            recipient.Assign(role, tidied, getsDigest);
            return null;
        }, cancellationToken)).Outcome;
    }

    /// <summary>Tries mails to a recipient again whose mails came back.</summary>
    public async Task<RecipientOutcome> ClearBounceAsync(Guid siteId, Guid userId, Guid recipientId, CancellationToken cancellationToken) =>
        (await ChangeAsync(siteId, userId, recipientId, "tried again after returned mails", (recipient, _) =>
        {
            recipient.ClearBounce();
            return null;
        }, cancellationToken)).Outcome;

    /// <summary>Ends a recipient's own mute; what waited for it is released.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who wants it; must own the site.</param>
    /// <param name="recipientId">The recipient.</param>
    /// <param name="until">Null to end it; what it was, to take that back.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<RecipientOutcome> SetMuteAsync(
        Guid siteId, Guid userId, Guid recipientId, DateTimeOffset? until, CancellationToken cancellationToken) =>
        (await ChangeAsync(siteId, userId, recipientId, until is null ? "mute ended" : "muted again", (recipient, _) =>
        {
            recipient.Mute(until);
            return null;
        }, cancellationToken)).Outcome;

    /// <summary>Removes a recipient; the open leads that only the recipient had are nobody's and told to others again.</summary>
    /// <returns>What <see cref="RestoreAsync"/> needs to take it back; null when it was gone or the person does not own the site.</returns>
    public async Task<RemovedRecipient?> RemoveAsync(Guid siteId, Guid userId, Guid recipientId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var recipient = await FindAsync(db, siteId, recipientId, cancellationToken);
        if (recipient is null || !await db.IsOwnerAsync(siteId, userId, cancellationToken))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var freed = await ClaimedLeads.FreeAsync(db, news, siteId, recipientId, now, cancellationToken);
        db.Remove(recipient);
        db.Note(siteId, userId, AuditArea.Recipients, $"{recipient.Address} removed", now);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new RemovedRecipient(recipient, freed);
    }

    /// <summary>Takes a removal back; the recipient is confirmed, waiting or stopped as it was, and has the leads again that nobody took since.</summary>
    public async Task<RecipientOutcome> RestoreAsync(
        Guid siteId, Guid userId, RemovedRecipient removed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removed);
        var recipient = removed.Recipient;
        if (recipient.SiteId != siteId)
        {
            return new RecipientOutcome.Refused(Gone);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, userId, cancellationToken))
        {
            return new RecipientOutcome.Refused(NotOwner);
        }

        if (await FindRefusalAsync(db, siteId, recipient.Address, cancellationToken) is { } refusal)
        {
            return new RecipientOutcome.Refused(refusal);
        }

        db.AlertRecipients.Add(recipient);
        var now = clock.GetUtcNow();
        await ClaimedLeads.GiveBackAsync(db, news, siteId, removed.Leads, now, cancellationToken);
        db.Note(siteId, userId, AuditArea.Recipients, $"{recipient.Address} put back", now);
        await db.SaveChangesAsync(cancellationToken);
        if (recipient.IsActive)
        {
            await LeadFollowUps.CatchUpAsync(db, siteId, recipient.Id, now, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return new RecipientOutcome.Done(Row(recipient, await FindUserAsync(db, userId, cancellationToken)), null);
    }

    private sealed record Change(RecipientOutcome Outcome, AlertRecipient? Recipient = null, ApplicationUser? Me = null);

    private async Task<Change> ChangeAsync(
        Guid siteId,
        Guid userId,
        Guid recipientId,
        string what,
        Func<AlertRecipient, DateTimeOffset, string?> change,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, userId, cancellationToken))
        {
            return new Change(new RecipientOutcome.Refused(NotOwner));
        }

        var recipient = await FindAsync(db, siteId, recipientId, cancellationToken);
        if (recipient is null)
        {
            return new Change(new RecipientOutcome.Refused(Gone));
        }

        var wasActive = recipient.IsActive;
        if (change(recipient, clock.GetUtcNow()) is { } problem)
        {
            return new Change(new RecipientOutcome.Refused(problem));
        }

        db.Note(siteId, userId, AuditArea.Recipients, $"{recipient.Address}: {what}", clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);

        // What waits for this recipient may wait no longer, and what could be told to nobody may be told now.
        await HeldAlerts.ReconsiderAsync(db, siteId, recipientId, clock.GetUtcNow(), cancellationToken);
        if (!wasActive && recipient.IsActive)
        {
            await LeadFollowUps.CatchUpAsync(db, siteId, recipientId, clock.GetUtcNow(), cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        var me = await FindUserAsync(db, userId, cancellationToken);
        return new Change(new RecipientOutcome.Done(Row(recipient, me), null), recipient, me);
    }

    private async Task<string?> FindRefusalAsync(
        LeadAlertsDbContext db, Guid siteId, string address, CancellationToken cancellationToken)
    {
        var addresses = await db.AlertRecipients
            .Where(recipient => recipient.SiteId == siteId)
            .Select(recipient => recipient.Address)
            .ToListAsync(cancellationToken);
        return addresses.Contains(address, StringComparer.OrdinalIgnoreCase)
            ? "This address is on the list already."
            : addresses.Count >= options.Value.MaxPerSite
                ? $"A site has at most {options.Value.MaxPerSite} recipients. Remove one first."
                : null;
    }

    private static Task<AlertRecipient?> FindAsync(
        LeadAlertsDbContext db, Guid siteId, Guid recipientId, CancellationToken cancellationToken) =>
        db.AlertRecipients.FirstOrDefaultAsync(
            recipient => recipient.SiteId == siteId && recipient.Id == recipientId, cancellationToken);

    private static Task<ApplicationUser?> FindUserAsync(LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == userId, cancellationToken);

    private static bool IsOwn(string address, ApplicationUser? me) =>
        me is { EmailConfirmed: true } && string.Equals(address, me.Email, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? LinkSentAt(AlertRecipient recipient) =>
        recipient.ConfirmationExpiresAt - AlertRecipient.ConfirmationLifetime;

    private RecipientRow Row(AlertRecipient recipient, ApplicationUser? me) => new(
        recipient.Id,
        recipient.Address,
        recipient.Name,
        string.Equals(recipient.Address, me?.Email, StringComparison.OrdinalIgnoreCase),
        recipient.ConfirmedAt is null ? RecipientState.Waiting
            : recipient.StoppedAt is not null ? RecipientState.Stopped
            : recipient.BouncedAt is not null ? RecipientState.Bounced
            : RecipientState.Confirmed,
        LinkSentAt(recipient),
        recipient.ConfirmationExpiresAt <= clock.GetUtcNow())
    {
        Role = recipient.Role,
        Route = recipient.Route,
        GetsDigest = recipient.GetsDigest,
        MutedUntil = recipient.MutedUntil > clock.GetUtcNow() ? recipient.MutedUntil : null,
        BounceReason = recipient.BounceReason,
    };
}
