using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Tests.Browser;

/// <summary>
/// The published product with a site whose owner is also the administrator, and a visitor who is a lead of whom they were told. For tests that
/// look at pages and change nothing, which can share it.
/// </summary>
public sealed class ShopOnShow : IAsyncLifetime
{
    public const string Owner = "owner@brightroof.example";

    private TestDatabase? _database;
    private PublishedProduct? _product;

    public TestDatabase Database => _database!;

    public Uri Address => _product!.Address;

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            // Nobody will look.
            return;
        }

        _database = await TestDatabase.CreateAsync();
        (Site, var key, var owner) = await _database.AddSiteAsync("Brightroof", Owner);
        await using (var db = await _database.OpenAsync())
        {
            var role = new IdentityRole<Guid>(Roles.Admin) { Id = Guid.CreateVersion7(), NormalizedName = Roles.Admin.ToUpperInvariant() };
            db.AddRange(role, new IdentityUserRole<Guid> { UserId = owner.Id, RoleId = role.Id });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        // The demo's shop is on show too; with a site already there, it comes without history.
        _product = await PublishedProduct.StartAsync(_database.DataFolder, new Dictionary<string, string> { ["Demo__Enabled"] = "true" });
        await _product.ChatAsync(
            key, [("c-1", "Water is coming through my kitchen ceiling, can somebody come this week? I'm Maria, call me at 415 555 0134, maria@example.com.")]);
        await _database.WaitForReviewsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}

/// <summary>The tests that look at <see cref="ShopOnShow"/>.</summary>
[CollectionDefinition]
public sealed class LookedAt : ICollectionFixture<ShopOnShow>;
