using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Members;
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

    /// <summary>It was changed since the member saw it; nothing was saved.</summary>
    Conflict = 2,
}

/// <summary>What a member does with a lead.</summary>
/// <remarks>
/// Each command opens its own context and looks for the lead on the given site only; that the member may work on that site is the
/// caller's to know. Safe for use by several threads.
/// </remarks>
public sealed class LeadDesk(
    IDbContextFactory<LeadAlertsDbContext> contexts, LeadNews news, IEnumerable<IHearsOfTaking> hearers, TimeProvider clock)
{
    /// <summary>The most leads that one command takes.</summary>
    public const int LeadsMax = 200;

    // Somebody else, or a review, may change a lead between reading and writing.
    private const int Attempts = 5;

    /// <summary>Does the same with one lead or many, in one transaction: what can be done is done, the rest is counted.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="seen">The leads as the member saw them, at most <see cref="LeadsMax"/>.</param>
    /// <param name="command">What to do.</param>
    /// <param name="userId">The member, in whose name it is noted.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="LeadsMax"/>.</exception>
    public Task<DeskResult> ChangeAsync(
        Guid siteId, IReadOnlyList<SeenLead> seen, LeadCommand command, Guid userId, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seen.Count, LeadsMax, nameof(seen));
        return RepeatAsync(() => TryChangeAsync(siteId, seen, command, userId, cancellationToken), cancellationToken);
    }

    private async Task<DeskResult> TryChangeAsync(
        Guid siteId, IReadOnlyList<SeenLead> seen, LeadCommand command, Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var assignee = (command as LeadCommand.Assign)?.UserId;
        var actor = await NameAsync(db, userId, cancellationToken);
        var text = assignee is { } to ? await NameAsync(db, to, cancellationToken) : (command as LeadCommand.SetStatus)?.Status.ToString() ?? "";
        var ids = seen.Select(lead => lead.Id).ToList();
        var found = await db.Leads.Where(lead => lead.SiteId == siteId && ids.Contains(lead.Id)).ToDictionaryAsync(lead => lead.Id, cancellationToken);
        var asked = seen.DistinctBy(lead => lead.Id).Where(lead => found.ContainsKey(lead.Id)).ToList();
        var asSeen = asked
            .Where(lead => found[lead.Id].Status == lead.Status && (lead.Version is null || found[lead.Id].Version == lead.Version))
            .Select(lead => found[lead.Id])
            .ToList();
        var isContacted = command is LeadCommand.SetStatus { Status: LeadStatus.Contacted or LeadStatus.Won };
        var taken = isContacted || assignee is not null ? asSeen.FindAll(lead => lead.IsFree) : [];
        var told = await HearAsync(
            db, new TakenLeads(siteId, taken, assignee is null ? actor : text, [userId, assignee ?? userId], now) { IsContacted = isContacted }, cancellationToken);

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (assignee is { } wanted && !await db.Members.AnyAsync(member => member.SiteId == siteId && member.UserId == wanted, cancellationToken))
        {
            return new DeskResult([], 0, 0) { NotAMember = true };
        }

        var changes = new List<LeadChange>(asSeen.Count);
        foreach (var lead in asSeen)
        {
            var before = lead.Progress;
            Apply(lead, command, now);
            if (command is LeadCommand.SetStatus)
            {
                await FeedbackBook.FollowAsync(db, lead, FeedbackSource.Inbox, actor, now, cancellationToken);
            }
            else if (assignee is { } someone && someone != userId && someone != before.AssigneeId)
            {
                db.Add(TeamNotice.OfAssignment(siteId, lead.Id, someone, actor, now));
            }

            var entry = new LeadStep(siteId, lead.Id, KindOf(command), userId, actor, text, now) { Until = (command as LeadCommand.Snooze)?.Until };
            db.Add(entry);
            changes.Add(new LeadChange(lead.Id, before, lead.Version, entry.Id));
        }

        await SaveAsync(db, write, asSeen, told, now, cancellationToken);
        return new DeskResult(changes, asked.Count - asSeen.Count, seen.Count - found.Count);
    }

    /// <summary>Takes changes back, in one transaction, as if they had not been made; what was changed again since stays as it is.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="changes">What <see cref="ChangeAsync"/> said that it did.</param>
    /// <param name="userId">The member.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <returns>How many were taken back.</returns>
    public Task<int> UndoAsync(Guid siteId, IReadOnlyList<LeadChange> changes, Guid userId, CancellationToken cancellationToken) =>
        RepeatAsync(() => TryUndoAsync(siteId, changes, userId, cancellationToken), cancellationToken);

    private async Task<int> TryUndoAsync(Guid siteId, IReadOnlyList<LeadChange> changes, Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var actor = await NameAsync(db, userId, cancellationToken);
        var ids = changes.Select(change => change.LeadId).ToList();
        var found = await db.Leads.Where(lead => lead.SiteId == siteId && ids.Contains(lead.Id)).ToDictionaryAsync(lead => lead.Id, cancellationToken);
        var undone = changes.Where(change => found.TryGetValue(change.LeadId, out var lead) && lead.Version == change.Version).ToList();
        var leads = undone.ConvertAll(change => found[change.LeadId]);
        var givenBack = undone.Where(change => change.Before.IsFree).Select(change => found[change.LeadId]).Where(lead => !lead.IsFree).ToList();
        var told = await HearAsync(db, new TakenLeads(siteId, givenBack, actor, [userId], now) { GivenBack = true }, cancellationToken);

        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var change in undone)
        {
            var lead = found[change.LeadId];
            lead.Restore(change.Before, now);
            await FeedbackBook.FollowAsync(db, lead, FeedbackSource.Inbox, actor, now, cancellationToken);
        }

        var entries = undone.ConvertAll(change => change.StepId);
        var undoneIds = leads.ConvertAll(lead => lead.Id);
        var events = await db.LeadSteps.Where(entry => entry.SiteId == siteId && entries.Contains(entry.Id)).ToListAsync(cancellationToken);
        db.RemoveRange(events);
        var instants = events.Where(entry => entry.Kind == LeadStepKind.Assignment).Select(entry => entry.At).ToList();
        db.RemoveRange(await db.TeamNotices
            .Where(notice => notice.SiteId == siteId && notice.Kind == TeamNoticeKind.Assigned && undoneIds.Contains(notice.LeadId)
                && instants.Contains(notice.At) && notice.State == TeamNoticeState.Due)
            .ToListAsync(cancellationToken));
        await SaveAsync(db, write, leads, told, now, cancellationToken);
        return undone.Count;
    }

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

        foreach (var notice in await db.TeamNotices
            .Where(notice => notice.SiteId == siteId && notice.LeadId == leadId && notice.UserId == userId && notice.SeenAt == null)
            .ToListAsync(cancellationToken))
        {
            notice.MarkSeen(clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    /// <summary>Does it again where somebody else was faster: who comes second is to see who was first.</summary>
    private static async Task<T> RepeatAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await change();
            }
            catch (DbUpdateException) when (attempt < Attempts && !cancellationToken.IsCancellationRequested)
            {
                // The leads are read anew.
            }
        }
    }

    /// <summary>Lets the later rooms compose what they tell of leads that are about to change hands.</summary>
    private async Task<List<Func<CancellationToken, Task>>> HearAsync(LeadAlertsDbContext db, TakenLeads taken, CancellationToken cancellationToken)
    {
        var told = new List<Func<CancellationToken, Task>>();
        foreach (var hearer in taken.Leads.Count == 0 ? [] : hearers)
        {
            told.Add(await hearer.HearAsync(db, taken, cancellationToken));
        }

        return told;
    }

    private async Task SaveAsync(
        LeadAlertsDbContext db,
        LeadAlertsDbContext.WriteScope write,
        List<Lead> leads,
        List<Func<CancellationToken, Task>> told,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await news.TellAsync(db, leads, now, cancellationToken);
        foreach (var tell in told)
        {
            await tell(cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static void Apply(Lead lead, LeadCommand command, DateTimeOffset now)
    {
        switch (command)
        {
            case LeadCommand.SetStatus(var status):
                lead.SetStatus(status, now);
                break;
            case LeadCommand.Snooze(var until):
                lead.Snooze(until, now);
                break;
            case LeadCommand.Assign(var userId):
                lead.Assign(userId, now);
                break;
        }
    }

    private static LeadStepKind KindOf(LeadCommand command) => command switch
    {
        LeadCommand.SetStatus => LeadStepKind.Status,
        LeadCommand.Snooze => LeadStepKind.Snooze,
        _ => LeadStepKind.Assignment,
    };

    /// <summary>How a person is called.</summary>
    internal static async Task<string> NameAsync(LeadAlertsDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await db.Users.Named().Where(person => person.Id == userId)
            .Select(person => person.Name)
            .FirstOrDefaultAsync(cancellationToken) ?? "A member";
}
