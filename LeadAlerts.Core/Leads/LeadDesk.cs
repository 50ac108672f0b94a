using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads;

/// <summary>What became of a member's command on a lead.</summary>
public enum DeskOutcome
{
    /// <summary>It is done and saved.</summary>
    Done = 0,

    /// <summary>The site has no such lead.</summary>
    NotFound = 1,

    /// <summary>Somebody else, or a review, changed the lead since the member saw it; nothing was saved.</summary>
    Conflict = 2,

    /// <summary>The member to whom it should go does not work on the site; nothing was saved.</summary>
    NotAMember = 3,
}

/// <summary>How far a lead had come, to be able to take a change back.</summary>
/// <param name="Status">The status.</param>
/// <param name="SnoozedUntil">Until when it was out of sight, UTC; null when it was not snoozed.</param>
/// <param name="FirstAnsweredAt">When a member first answered, UTC; null before.</param>
public sealed record LeadProgress(LeadStatus Status, DateTimeOffset? SnoozedUntil, DateTimeOffset? FirstAnsweredAt);

/// <summary>What a member does with a lead.</summary>
/// <remarks>
/// Each command opens its own context and looks for the lead on the given site only; that the member may work on that site is the
/// caller's to know. Safe for use by several threads.
/// </remarks>
public sealed class LeadDesk(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Moves a lead to a status.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="status">Where to.</param>
    /// <param name="seenVersion">The version that the member saw.</param>
    /// <param name="userId">The member; what is said of the lead by it is noted in that name.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public Task<DeskOutcome> SetStatusAsync(
        Guid siteId, Guid leadId, LeadStatus status, int seenVersion, Guid userId, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, leadId, seenVersion, (lead, now) => lead.SetStatus(status, now), userId, cancellationToken);

    /// <summary>Puts a lead out of sight until an instant, or back in sight with null.</summary>
    public Task<DeskOutcome> SnoozeAsync(
        Guid siteId, Guid leadId, DateTimeOffset? until, int seenVersion, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, leadId, seenVersion, (lead, _) => lead.Snooze(until), userId: null, cancellationToken);

    /// <summary>Takes back a change of status or a snooze.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="before">What the member saw before the change.</param>
    /// <param name="seenVersion">The version that the change made.</param>
    /// <param name="userId">The member.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public Task<DeskOutcome> UndoAsync(
        Guid siteId, Guid leadId, LeadProgress before, int seenVersion, Guid userId, CancellationToken cancellationToken) =>
        ChangeAsync(
            siteId,
            leadId,
            seenVersion,
            (lead, _) => lead.Restore(before.Status, before.SnoozedUntil, before.FirstAnsweredAt),
            userId,
            cancellationToken);

    /// <summary>Notes that a conversation which stayed below the threshold was a lead, or with false takes that back.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="wasLead">False to take it back.</param>
    /// <param name="userId">The member.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public async Task<DeskOutcome> MarkMissedAsync(
        Guid siteId, Guid conversationId, bool wasLead, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.Conversations.AnyAsync(chat => chat.SiteId == siteId && chat.Id == conversationId && chat.LeadId == null, cancellationToken))
        {
            return DeskOutcome.NotFound;
        }

        if (wasLead)
        {
            await FeedbackBook.MarkMissedAsync(
                db, siteId, conversationId, FeedbackSource.Inbox, await NameAsync(db, userId, cancellationToken), clock.GetUtcNow(), cancellationToken);
        }
        else
        {
            db.RemoveRange(await db.LeadFeedback
                .Where(said => said.SiteId == siteId && said.ConversationId == conversationId && said.Verdict == FeedbackVerdict.WasALead)
                .ToListAsync(cancellationToken));
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    /// <summary>Who said that a conversation below the threshold was a lead; null when nobody did.</summary>
    public async Task<string?> FindMissedByAsync(Guid siteId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.LeadFeedback
            .Where(said => said.SiteId == siteId && said.ConversationId == conversationId && said.Verdict == FeedbackVerdict.WasALead)
            .Select(said => said.By)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Gives a lead to a member of the site, or to nobody with null.</summary>
    public async Task<DeskOutcome> AssignAsync(
        Guid siteId, Guid leadId, Guid? assigneeId, int seenVersion, CancellationToken cancellationToken)
    {
        if (assigneeId is not null)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await db.Members.AnyAsync(member => member.SiteId == siteId && member.UserId == assigneeId, cancellationToken))
            {
                return DeskOutcome.NotAMember;
            }
        }

        return await ChangeAsync(siteId, leadId, seenVersion, (lead, _) => lead.Assign(assigneeId), userId: null, cancellationToken);
    }

    /// <summary>Writes a note.</summary>
    /// <exception cref="ArgumentException">The text is empty or longer than <see cref="LeadNote.TextMaxLength"/>.</exception>
    public async Task<DeskOutcome> AddNoteAsync(
        Guid siteId, Guid leadId, Guid authorId, string text, CancellationToken cancellationToken)
    {
        var note = new LeadNote(siteId, leadId, authorId, text, clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Leads.AnyAsync(lead => lead.SiteId == siteId && lead.Id == leadId, cancellationToken))
        {
            return DeskOutcome.NotFound;
        }

        db.Add(note);
        await db.SaveChangesAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    /// <summary>Notes that a person looked at a lead.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="userId">The person.</param>
    /// <param name="activityAt">The activity that the person saw, UTC: what happens after it stays unread.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public async Task<DeskOutcome> MarkSeenAsync(
        Guid siteId, Guid leadId, Guid userId, DateTimeOffset activityAt, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.Leads.AnyAsync(lead => lead.SiteId == siteId && lead.Id == leadId, cancellationToken))
        {
            return DeskOutcome.NotFound;
        }

        var view = await db.LeadViews.SingleOrDefaultAsync(
            view => view.LeadId == leadId && view.UserId == userId, cancellationToken);
        if (view is null)
        {
            db.Add(new LeadView(leadId, userId, activityAt));
        }
        else if (view.SeenAt < activityAt)
        {
            view.MarkSeen(activityAt);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    private async Task<DeskOutcome> ChangeAsync(
        Guid siteId,
        Guid leadId,
        int seenVersion,
        Action<Lead, DateTimeOffset> change,
        Guid? userId,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lead = await db.Leads.SingleOrDefaultAsync(lead => lead.SiteId == siteId && lead.Id == leadId, cancellationToken);
        if (lead is null)
        {
            return DeskOutcome.NotFound;
        }

        if (lead.Version != seenVersion)
        {
            return DeskOutcome.Conflict;
        }

        var now = clock.GetUtcNow();
        change(lead, now);
        if (userId is { } member)
        {
            await FeedbackBook.FollowAsync(db, lead, FeedbackSource.Inbox, await NameAsync(db, member, cancellationToken), now, cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return DeskOutcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return DeskOutcome.Conflict;
        }
    }

    private static async Task<string> NameAsync(LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await db.Users.Where(user => user.Id == userId)
            .Select(user => user.DisplayName != "" ? user.DisplayName : user.Email)
            .FirstOrDefaultAsync(cancellationToken) ?? "A member";
}
