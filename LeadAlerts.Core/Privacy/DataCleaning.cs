using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>
/// Finishes erasures. What a row held is overwritten when it is deleted, but the search index keeps a deleted text's words until its parts
/// are merged, and the write-ahead log keeps old pages until it is emptied.
/// </summary>
/// <remarks>Works in small steps between other writers. Safe for use by several threads.</remarks>
public sealed class DataCleaning(IDbContextFactory<LeadAlertsDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    // Pages of the index that one step may write: some milliseconds.
    private const int PagesAtOnce = 200;
    private const int StepsMax = 100_000;
    private const int CheckpointTries = 50;

    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Cleans up after the erasures that wait for it.</summary>
    /// <returns>False when some still wait: a reader kept the log from being emptied. Call again later.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Erasures.Where(erasure => erasure.CleanedAt == null).Select(erasure => erasure.Id).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return true;
        }

        await MergeIndexAsync(db, cancellationToken);
        if (!await EmptyLogAsync(db, cancellationToken))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Erasures
            .Where(erasure => waiting.Contains(erasure.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(erasure => erasure.CleanedAt, now), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task MergeIndexAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        // The first step, with a minus sign, has all parts of the index merged into one; the next ones go on with it.
        var pages = -PagesAtOnce;
        for (var step = 0; step < StepsMax; step++)
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            var before = await ReadAsync<long>(db, "SELECT total_changes() AS Value", cancellationToken);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "SearchIndex"("SearchIndex", rank) VALUES ('merge', {pages})""", cancellationToken);
            var after = await ReadAsync<long>(db, "SELECT total_changes() AS Value", cancellationToken);
            await write.CommitAsync(cancellationToken);
            if (after - before < 2)
            {
                return;
            }

            pages = PagesAtOnce;
        }
    }

    private async Task<bool> EmptyLogAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            for (var attempt = 0; attempt < CheckpointTries; attempt++)
            {
                using (await gate.EnterAsync(cancellationToken))
                {
                    // The first column tells whether a reader of an old page kept it from emptying the log.
                    if (await command.ExecuteScalarAsync(cancellationToken) is 0L)
                    {
                        return true;
                    }
                }

                await Task.Delay(CheckpointPause, TimeProvider.System, cancellationToken);
            }

            return false;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Task<T> ReadAsync<T>(LeadAlertsDbContext db, string sql, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<T>(sql).SingleAsync(cancellationToken);
}
