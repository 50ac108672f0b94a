using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>A saved view beside the tabs.</summary>
/// <param name="Id">The view.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Filter">What it shows.</param>
/// <param name="Count">How many leads it shows, counted up to <see cref="InboxCounts.Limit"/>.</param>
public sealed record SavedViewRow(Guid Id, string Name, InboxFilter Filter, int Count);

/// <summary>What became of a command on a saved view.</summary>
public enum SavedViewOutcome
{
    /// <summary>It is saved.</summary>
    Done = 0,

    /// <summary>The name is empty or too long.</summary>
    BadName = 1,

    /// <summary>Another view of the member has this name.</summary>
    NameTaken = 2,

    /// <summary>The member has as many views as there may be.</summary>
    TooMany = 3,

    /// <summary>The member has no such view.</summary>
    NotFound = 4,
}

/// <summary>Keeps members' own views of the inbox, for each site apart.</summary>
/// <remarks>That the member may work on the site is the caller's to know. Safe for use by several threads.</remarks>
public sealed class SavedViews(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The most views of one member at one site.</summary>
    public const int ViewsMax = 20;

    /// <summary>A member's views at a site, the oldest first.</summary>
    public async Task<IReadOnlyList<SavedViewRow>> ListAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var views = await db.SavedViews.AsNoTracking()
            .Where(view => view.SiteId == siteId && view.UserId == userId)
            .OrderBy(view => view.CreatedAt).ThenBy(view => view.Id)
            .Take(ViewsMax)
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var rows = new List<SavedViewRow>(views.Count);
        foreach (var view in views)
        {
            var leads = await InboxQueries.FilterAsync(db, siteId, userId, view.Filter, now, cancellationToken);
            rows.Add(new SavedViewRow(view.Id, view.Name, view.Filter, await InboxQueries.CountToLimitAsync(leads, cancellationToken)));
        }

        return rows;
    }

    /// <summary>Saves a view.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">The member.</param>
    /// <param name="name">1 to <see cref="SavedView.NameMaxLength"/> characters.</param>
    /// <param name="filter">What it shows.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public Task<SavedViewOutcome> AddAsync(Guid siteId, Guid userId, string name, InboxFilter filter, CancellationToken cancellationToken) =>
        WriteAsync(
            siteId,
            userId,
            async db =>
            {
                if (await Mine(db, siteId, userId).CountAsync(cancellationToken) >= ViewsMax)
                {
                    return SavedViewOutcome.TooMany;
                }

                db.Add(new SavedView(siteId, userId, name, filter with { Text = Cut(filter.Text) }, clock.GetUtcNow()));
                return SavedViewOutcome.Done;
            },
            cancellationToken);

    /// <summary>Gives a view another name.</summary>
    public Task<SavedViewOutcome> RenameAsync(Guid siteId, Guid userId, Guid viewId, string name, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, userId, viewId, (_, view) => view.Rename(name), cancellationToken);

    /// <summary>Deletes a view; <see cref="AddAsync"/> with its name and filter takes that back.</summary>
    public Task<SavedViewOutcome> DeleteAsync(Guid siteId, Guid userId, Guid viewId, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, userId, viewId, (db, view) => db.Remove(view), cancellationToken);

    private Task<SavedViewOutcome> ChangeAsync(
        Guid siteId, Guid userId, Guid viewId, Action<LeadAlertsDbContext, SavedView> change, CancellationToken cancellationToken) =>
        WriteAsync(
            siteId,
            userId,
            async db =>
            {
                if (await Mine(db, siteId, userId).SingleOrDefaultAsync(view => view.Id == viewId, cancellationToken) is not { } view)
                {
                    return SavedViewOutcome.NotFound;
                }

                change(db, view);
                return SavedViewOutcome.Done;
            },
            cancellationToken);

    private async Task<SavedViewOutcome> WriteAsync(
        Guid siteId, Guid userId, Func<LeadAlertsDbContext, Task<SavedViewOutcome>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        try
        {
            var outcome = await change(db);
            if (outcome == SavedViewOutcome.Done)
            {
                var changed = db.ChangeTracker.Entries<SavedView>()
                    .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
                    .Select(entry => entry.Entity)
                    .SingleOrDefault();
                if (changed is not null && await Mine(db, siteId, userId).AnyAsync(view => view.Name == changed.Name && view.Id != changed.Id, cancellationToken))
                {
                    return SavedViewOutcome.NameTaken;
                }

                await db.SaveChangesAsync(cancellationToken);
                await write.CommitAsync(cancellationToken);
            }

            return outcome;
        }
        catch (ArgumentException)
        {
            return SavedViewOutcome.BadName;
        }
    }

    private static IQueryable<SavedView> Mine(LeadAlertsDbContext db, Guid siteId, Guid userId) =>
        db.SavedViews.Where(view => view.SiteId == siteId && view.UserId == userId);

    private static string? Cut(string? text) => text?.Length > SearchWords.MaxLength ? text[..SearchWords.MaxLength] : text;
}
