using System.Text.Json;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace LeadAlerts.Core.Leads.Merging;

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
public sealed class LeadMerging(IDbContextFactory<LeadAlertsDbContext> contexts, IEnumerable<IFollowsLead> followers, LeadNews news, TimeProvider clock)
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

        var step = new LeadStep(
            siteId, survivorId, LeadStepKind.Merge, userId, await LeadDesk.NameAsync(db, userId, cancellationToken),
            LeadTitle.Of(merged.Contact.Name, merged.Contact.Email, merged.Contact.Phone), now);
        var views = await ViewsOf(db, siteId, mergedId).AsNoTracking().ToDictionaryAsync(view => view.UserId, view => view.SeenAt, cancellationToken);
        var undo = new LeadMergeUndo(
            Read(db.Entry(merged)), Read(db.Entry(survivor)), [], new Dictionary<Guid, int>(), new Dictionary<string, IReadOnlyList<Guid>>(), views, step.Id);
        foreach (var rows in followers)
        {
            undo = await rows.MoveAsync(db, siteId, mergedId, survivorId, undo, cancellationToken);
        }

        await ViewsOf(db, siteId, mergedId).ExecuteDeleteAsync(cancellationToken);
        survivor.Absorb(merged);
        db.Remove(merged);
        db.Add(step);
        db.Add(new LeadMerge(merged, survivorId, undo, now));
        await news.TellAsync(db, [survivor], now, cancellationToken);
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
        db.RemoveRange(await db.LeadSteps.Where(row => row.SiteId == siteId && row.Id == undo.StepId).ToListAsync(cancellationToken));
        db.Remove(merge);
        db.AddRange(undo.Views.Select(view => new LeadView(mergedId, view.Key, view.Value)));
        await news.TellAsync(db, [survivor], clock.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        // Only now, for what they move to must be there.
        foreach (var rows in followers)
        {
            await rows.ReturnAsync(db, siteId, mergedId, undo, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    // A look names no site: the site's lead stands for it.
    private static IQueryable<LeadView> ViewsOf(LeadAlertsDbContext db, Guid siteId, Guid leadId) =>
        db.LeadViews.Where(view => view.LeadId == leadId && db.Leads.Any(lead => lead.Id == leadId && lead.SiteId == siteId));

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
