using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Storage;

public sealed class DatabaseStartupTests
{
    [Fact]
    public async Task The_model_and_the_migrations_agree()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = await database.OpenAsync();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_lock_left_by_a_killed_migration_does_not_hang_the_next_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = await database.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(
            "DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%FullTextSearch';"
            + "DROP TRIGGER KnowledgeEntries_ai; DROP TRIGGER KnowledgeEntries_ad; DROP TRIGGER KnowledgeEntries_au; DROP TABLE KnowledgeIndex;"
            + "DROP TRIGGER SearchDocuments_ai; DROP TRIGGER SearchDocuments_ad; DROP TRIGGER SearchDocuments_au; DROP TABLE SearchIndex;"
            + "CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL);"
            + "INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');",
            TestContext.Current.CancellationToken);

        await database.Get<DatabaseStartup>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(database.Get<DataFolder>().Path, "leadalerts.db.before-*"));
    }

    [Fact]
    public async Task Instants_come_back_to_the_microsecond_in_utc()
    {
        var now = new DateTimeOffset(2026, 3, 29, 1, 59, 59, TimeSpan.FromHours(2)).AddTicks(1234560);
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = await database.OpenAsync())
        {
            db.Add(new Site("Brightroof", "America/Los_Angeles", "US", now));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await database.OpenAsync();
        var stored = (await again.Sites.SingleAsync(TestContext.Current.CancellationToken)).CreatedAt;

        Assert.Equal(now, stored);
        Assert.Equal(TimeSpan.Zero, stored.Offset);
    }
}
