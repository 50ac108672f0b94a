using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Storage;

public sealed class KeptKeysTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_one_key_of_a_site_goes_on_when_a_site_can_have_several()
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection().AddSingleton<WriteGate>().BuildServiceProvider();
        var options = new DbContextOptionsBuilder<LeadAlertsDbContext>()
            .UseSqlite($"Data Source={Path.Combine(folder.Path, "old.db")};Pooling=False")
            .AddInterceptors(SearchTermsFunction.Instance)
            .UseApplicationServiceProvider(services)
            .Options;
        await using var db = new LeadAlertsDbContext(options);
        await db.GetService<IMigrator>().MigrateAsync("InboxWork", Cancel);
        var (id, secret) = (Guid.CreateVersion7(), SiteKey.CreateSecret());
        await db.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO "Sites" ("Id", "PublicKey", "SecretKeyHash", "SecretKeyPrefix", "Name", "Plan", "TimeZone", "Region", "Business", "Disabled", "IsInternal", "CreatedAt")
            VALUES ({{id}}, 'st_1', {{SiteKey.Hash(secret)}}, {{SiteKey.Prefix(secret)}}, 'Old', 0, 'UTC', 'US', '{}', 0, 0, 1),
                ({{Guid.CreateVersion7()}}, 'st_2', NULL, NULL, 'Keyless', 0, 'UTC', 'US', '{}', 0, 0, 2)
            """,
            Cancel);

        await db.Database.MigrateAsync(Cancel);

        var key = await db.ApiKeys.SingleAsync(Cancel);
        Assert.Equal((id, SiteKey.Prefix(secret)), (key.SiteId, key.Prefix));
        Assert.Equal(SiteKey.Hash(secret), key.Hash);
        Assert.Equal(["Keyless", "Old"], await db.Sites.OrderBy(site => site.Name).Select(site => site.Name).ToListAsync(Cancel));
    }
}
