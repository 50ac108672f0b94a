using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Knowledge;

/// <summary>One entry as a page shows it.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ChangedAt">When it was last changed, UTC.</param>
public sealed record KnowledgeRow(long Id, string Question, string Answer, DateTimeOffset ChangedAt);

/// <summary>Reads and changes what a site knows.</summary>
/// <remarks>
/// Who may do so is the caller's to check; an entry of another site counts as absent. A singleton, safe for use by several threads.
/// </remarks>
public sealed class KnowledgeBook(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How many entries a list shows at most.</summary>
    public const int MostRows = 500;

    /// <summary>A site's entries in order of their questions, at most <see cref="MostRows"/>.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="filter">Words that the question or answer must contain, taken literally; null or empty for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<KnowledgeRow>> ListAsync(Guid siteId, string? filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.KnowledgeEntries.Where(entry => entry.SiteId == siteId);
        if (!string.IsNullOrWhiteSpace(filter))
        {
            var pattern = $"%{filter.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            entries = entries.Where(entry => EF.Functions.Like(entry.Question, pattern, "\\") || EF.Functions.Like(entry.Answer, pattern, "\\"));
        }

        return await entries
            .OrderBy(entry => entry.Question).ThenBy(entry => entry.Id)
            .Take(MostRows)
            .Select(entry => new KnowledgeRow(entry.Id, entry.Question, entry.Answer, entry.ChangedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Adds an entry.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">A text is empty or too long.</exception>
    public async Task<long> AddAsync(Guid siteId, string question, string answer, CancellationToken cancellationToken)
    {
        var entry = new KnowledgeEntry(siteId, question, answer, clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        return entry.Id;
    }

    /// <summary>Changes an entry; false when the site has no such entry.</summary>
    /// <exception cref="ArgumentException">A text is empty or too long.</exception>
    public async Task<bool> ChangeAsync(Guid siteId, long entryId, string question, string answer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, siteId, entryId, cancellationToken) is not { } entry)
        {
            return false;
        }

        entry.Change(question, answer, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Deletes an entry.</summary>
    /// <returns>What it said, so that it can be added again; null when the site has no such entry.</returns>
    public async Task<KnowledgeRow?> DeleteAsync(Guid siteId, long entryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, siteId, entryId, cancellationToken) is not { } entry)
        {
            return null;
        }

        db.Remove(entry);
        await db.SaveChangesAsync(cancellationToken);
        return new KnowledgeRow(entry.Id, entry.Question, entry.Answer, entry.ChangedAt);
    }

    private static Task<KnowledgeEntry?> FindAsync(
        LeadAlertsDbContext db, Guid siteId, long entryId, CancellationToken cancellationToken) =>
        db.KnowledgeEntries.SingleOrDefaultAsync(entry => entry.SiteId == siteId && entry.Id == entryId, cancellationToken);
}
