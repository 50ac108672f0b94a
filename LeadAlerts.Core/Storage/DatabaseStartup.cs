using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Storage;

/// <summary>Brings the database to this version's shape before the product starts.</summary>
public sealed partial class DatabaseStartup(
    IDbContextFactory<LeadAlertsDbContext> contexts, DataFolder folder, TimeProvider clock, ILogger<DatabaseStartup> logger)
{
    // Earlier versions can corrupt a database when a checkpoint meets a WAL reset.
    private static readonly Version OldestSafeSqlite = new(3, 51, 3);

    /// <summary>Creates the data folder, applies what migrations are missing (after a copy of the file) and checks the database's settings.</summary>
    /// <exception cref="InvalidOperationException">The database cannot be used as it is; the message says what to do.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Path);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await CheckLibraryAsync(db, cancellationToken);

        // The file remembers it. EF Core sets it only when it creates the file itself.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            await CopyFileAsync(db, cancellationToken);
            await BreakOrphanedLockAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
            Log.Migrated(logger, pending.Count);
        }

        await CheckDurabilityAsync(db, cancellationToken);
    }

    private static async Task CheckLibraryAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        var version = Version.Parse(await ReadAsync<string>(db, "SELECT sqlite_version() AS Value", cancellationToken));
        if (version < OldestSafeSqlite)
        {
            throw new InvalidOperationException($"SQLite {version} is too old: {OldestSafeSqlite} or later is needed.");
        }
    }

    private static async Task CheckDurabilityAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        var journal = await ReadAsync<string>(db, "SELECT journal_mode AS Value FROM pragma_journal_mode", cancellationToken);
        var synchronous = await ReadAsync<int>(db, "SELECT synchronous AS Value FROM pragma_synchronous", cancellationToken);
        if (!string.Equals(journal, "wal", StringComparison.OrdinalIgnoreCase) || synchronous < 2)
        {
            throw new InvalidOperationException(
                $"The database must use WAL with synchronous=FULL, but it uses {journal} with synchronous={synchronous}.");
        }
    }

    private async Task CopyFileAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.DatabaseFile) || !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
        {
            return;
        }

        var copy = $"{folder.DatabaseFile}.before-{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        await using var source = new SqliteConnection(folder.ConnectionString);
        await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        await source.OpenAsync(cancellationToken);
        await target.OpenAsync(cancellationToken);
        source.BackupDatabase(target);
        Log.Copied(logger, copy);
    }

    /// <summary>
    /// A process that is killed while it migrates leaves its lock behind, and EF Core would wait for it for ever. SQLite serves one
    /// server only, so a lock that is here before we migrate belongs to nobody who lives.
    /// </summary>
    private async Task BreakOrphanedLockAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        var exists = await ReadAsync<int>(
            db, "SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'", cancellationToken);
        if (exists > 0 && await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellationToken) > 0)
        {
            Log.LockBroken(logger);
        }
    }

    private static Task<T> ReadAsync<T>(LeadAlertsDbContext db, string sql, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<T>(sql).SingleAsync(cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Applied {Count} database migrations")]
        public static partial void Migrated(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "Copied the database to {File} before migrating it")]
        public static partial void Copied(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "Removed a migration lock that an interrupted start left behind")]
        public static partial void LockBroken(ILogger logger);
    }
}
