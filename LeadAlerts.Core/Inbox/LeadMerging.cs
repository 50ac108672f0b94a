using System.Text.Json;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace LeadAlerts.Core.Inbox;

/// <summary>A merge that was made, as it takes to take it back.</summary>
/// <param name="MergedId">The lead that ended.</param>
/// <param name="SurvivorId">The lead that goes on.</param>
/// <param name="Version">Its version after the merge.</param>
public sealed record MergeDone(Guid MergedId, Guid SurvivorId, int Version);

/// <summary>Puts a lead into another one of the same person, and takes that back.</summary>
/// <remarks>
/// The lead that ends leaves no row among the leads, so no list, count or figure has to know of it; links to it lead to the other one. Its
/// chats, notes, replies, alerts and history move. Safe for use by several threads.
/// </remarks>
public sealed class LeadMerging(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    private const string ContactColumn = "Contact";

    /// <summary>Puts one lead into another, in one transaction.</summary>
    /// <param name="siteId">The site of both.</param>
    /// <param name="survivorId">The lead that goes on.</param>
    /// <param name="seenVersion">The version of it that the member saw.</param>
    /// <param name="mergedId">The lead that ends.</param>
    /// <param name="userId">The member.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <returns>What became of it, and when it is done what it takes to take it back.</returns>
    public async Task<(DeskOutcome Outcome, MergeDone? Done)> MergeAsync(
        Guid siteId, Guid survivorId, int seenVersion, Guid mergedId, Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var survivor = await db.Leads.SingleOrDefaultAsync(lead => lead.SiteId == siteId && lead.Id == survivorId, cancellationToken);
        var merged = await db.Leads.SingleOrDefaultAsync(lead => lead.SiteId == siteId && lead.Id == mergedId, cancellationToken);
        if (survivor is null || merged is null || survivorId == mergedId)
        {
            return (DeskOutcome.NotFound, null);
        }

        if (survivor.Version != seenVersion)
        {
            return (DeskOutcome.Conflict, null);
        }

        var columns = (Merged: Read(db.Entry(merged)), Survivor: Read(db.Entry(survivor)));
        var step = new LeadStep(
            siteId, survivorId, LeadStepKind.Merge, userId, await LeadDesk.NameAsync(db, userId, cancellationToken),
            LeadTitle.Of(merged.Contact.Name, merged.Contact.Email, merged.Contact.Phone), now);
        survivor.Absorb(merged);
        var conversations = await db.Conversations.Where(chat => chat.SiteId == siteId && chat.LeadId == mergedId).Select(chat => chat.Id).ToListAsync(cancellationToken);
        var alerts = await MoveAlertsAsync(db, mergedId, survivorId, cancellationToken);
        var rows = await MoveRowsAsync(db, mergedId, survivorId, cancellationToken);
        await db.Conversations.Where(chat => chat.LeadId == mergedId)
            .ExecuteUpdateAsync(set => set.SetProperty(chat => chat.LeadId, survivorId), cancellationToken);
        var views = await db.LeadViews.AsNoTracking().Where(view => view.LeadId == mergedId).ToDictionaryAsync(view => view.UserId, view => view.SeenAt, cancellationToken);
        await db.LeadViews.Where(view => view.LeadId == mergedId).ExecuteDeleteAsync(cancellationToken);
        db.Remove(merged);
        db.Add(step);
        db.Add(new LeadMerge(merged, survivorId, new LeadMergeUndo(columns.Merged, columns.Survivor, conversations, alerts, rows, views, step.Id), now));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return (DeskOutcome.Done, new MergeDone(mergedId, survivorId, survivor.Version));
    }

    /// <summary>Takes a merge back, unless the lead that goes on was changed since.</summary>
    public async Task<DeskOutcome> UndoAsync(Guid siteId, MergeDone done, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var merge = await db.LeadMerges.SingleOrDefaultAsync(
            row => row.SiteId == siteId && row.MergedId == done.MergedId && row.SurvivorId == done.SurvivorId, cancellationToken);
        var survivor = await db.Leads.SingleOrDefaultAsync(lead => lead.SiteId == siteId && lead.Id == done.SurvivorId, cancellationToken);
        if (merge is null || survivor is null)
        {
            return DeskOutcome.NotFound;
        }

        if (survivor.Version != done.Version)
        {
            return DeskOutcome.Conflict;
        }

        var (mergedId, undo) = (done.MergedId, merge.Undo);
        var merged = (Lead)Activator.CreateInstance(typeof(Lead), nonPublic: true)!;
        var entry = db.Entry(merged);
        Write(entry, undo.Merged, withKey: true);
        entry.State = EntityState.Added;
        Write(db.Entry(survivor), undo.Survivor, withKey: false);
        db.Entry(survivor).Property(lead => lead.Version).CurrentValue = done.Version + 1;
        db.RemoveRange(await db.LeadSteps.Where(step => step.Id == undo.StepId).ToListAsync(cancellationToken));
        db.Remove(merge);
        db.AddRange(undo.Views.Select(view => new LeadView(mergedId, view.Key, view.Value)));
        await db.SaveChangesAsync(cancellationToken);

        await db.Conversations.Where(chat => chat.SiteId == siteId && undo.Conversations.Contains(chat.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(chat => chat.LeadId, mergedId), cancellationToken);
        foreach (var (alertId, sequence) in undo.Alerts)
        {
            await db.Alerts.Where(alert => alert.SiteId == siteId && alert.Id == alertId)
                .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.LeadId, mergedId).SetProperty(alert => alert.Sequence, sequence), cancellationToken);
        }

        await MoveAsync(db, undo.Rows, mergedId, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    private static async Task<Dictionary<Guid, int>> MoveAlertsAsync(
        LeadAlertsDbContext db, Guid mergedId, Guid survivorId, CancellationToken cancellationToken)
    {
        var all = await db.Alerts
            .Where(alert => alert.LeadId == mergedId || alert.LeadId == survivorId)
            .OrderBy(alert => alert.RaisedAt)
            .Select(alert => new { alert.Id, alert.LeadId, alert.RecipientId, alert.Kind, alert.Sequence })
            .ToListAsync(cancellationToken);
        var highest = all.GroupBy(alert => (alert.RecipientId, alert.Kind)).ToDictionary(group => group.Key, group => group.Max(alert => alert.Sequence));
        var moved = new Dictionary<Guid, int>();
        foreach (var alert in all.Where(alert => alert.LeadId == mergedId))
        {
            // One number of a kind for each recipient: the survivor's keep theirs.
            var sequence = ++highest[(alert.RecipientId, alert.Kind)];
            moved.Add(alert.Id, alert.Sequence);
            await db.Alerts.Where(row => row.Id == alert.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, survivorId).SetProperty(row => row.Sequence, sequence), cancellationToken);
        }

        return moved;
    }

    private static async Task<Dictionary<string, IReadOnlyList<Guid>>> MoveRowsAsync(
        LeadAlertsDbContext db, Guid from, Guid to, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, IReadOnlyList<Guid>>
        {
            [nameof(db.LeadNotes)] = await db.LeadNotes.Where(row => row.LeadId == from).Select(row => row.Id).ToListAsync(cancellationToken),
            [nameof(db.LeadSteps)] = await db.LeadSteps.Where(row => row.LeadId == from).Select(row => row.Id).ToListAsync(cancellationToken),
            [nameof(db.LeadReplies)] = await db.LeadReplies.Where(row => row.LeadId == from).Select(row => row.Id).ToListAsync(cancellationToken),
            [nameof(db.TeamNotices)] = await db.TeamNotices.Where(row => row.LeadId == from).Select(row => row.Id).ToListAsync(cancellationToken),
            [nameof(db.LeadFeedback)] = await db.LeadFeedback.Where(row => row.LeadId == from).Select(row => row.Id).ToListAsync(cancellationToken),
        };
        await MoveAsync(db, rows, to, cancellationToken);
        return rows;
    }

    private static async Task MoveAsync(
        LeadAlertsDbContext db, IReadOnlyDictionary<string, IReadOnlyList<Guid>> rows, Guid to, CancellationToken cancellationToken)
    {
        var (notes, steps, replies, notices, feedback) = (
            rows[nameof(db.LeadNotes)], rows[nameof(db.LeadSteps)], rows[nameof(db.LeadReplies)], rows[nameof(db.TeamNotices)], rows[nameof(db.LeadFeedback)]);
        await db.LeadNotes.Where(row => notes.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, to), cancellationToken);
        await db.LeadSteps.Where(row => steps.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, to), cancellationToken);
        await db.LeadReplies.Where(row => replies.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, to), cancellationToken);
        await db.TeamNotices.Where(row => notices.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, to), cancellationToken);
        await db.LeadFeedback.Where(row => feedback.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, (Guid?)to), cancellationToken);
    }

    private static Dictionary<string, string?> Read(EntityEntry<Lead> entry)
    {
        var columns = entry.Properties.ToDictionary(
            property => property.Metadata.Name,
            property => property.CurrentValue is null ? null : JsonSerializer.Serialize(property.CurrentValue, property.Metadata.ClrType));
        columns[ContactColumn] = JsonSerializer.Serialize(entry.Entity.Contact);
        return columns;
    }

    private static void Write(EntityEntry<Lead> entry, IReadOnlyDictionary<string, string?> columns, bool withKey)
    {
        foreach (var property in entry.Properties.Where(property => withKey || !property.Metadata.IsPrimaryKey()))
        {
            if (columns.TryGetValue(property.Metadata.Name, out var text))
            {
                property.CurrentValue = text is null ? null : JsonSerializer.Deserialize(text, property.Metadata.ClrType);
            }
        }

        entry.ComplexProperty(lead => lead.Contact).CurrentValue = JsonSerializer.Deserialize<VisitorContact>(columns[ContactColumn]!)!;
    }
}
