using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Privacy;

public sealed class RemovalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_site_leaves_only_the_proof_that_it_was()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var removal = scene.Alerts.Database.Get<SiteRemoval>();
        Assert.False(await removal.DeleteAsync(scene.SiteId, scene.OwnerId, "Dark Roof", Cancel));

        Assert.True(await removal.DeleteAsync(scene.SiteId, scene.OwnerId, " bright roof ", Cancel));

        Assert.True(await scene.Alerts.Database.Get<DataCleaning>().RunAsync(Cancel));
        Assert.False(scene.IsInFiles(PrivacyScene.Marker));
        Assert.False(scene.IsInFiles("Bright Roof"));
        await using var db = await scene.Alerts.Database.OpenAsync();
        Assert.Empty(await db.Sites.Where(site => site.Id == scene.SiteId).ToListAsync(Cancel));
        Assert.Empty(await db.Members.Where(member => member.SiteId == scene.SiteId).ToListAsync(Cancel));
        foreach (var table in SiteRemoval.TablesOf(db))
        {
            var count = string.Concat("SELECT COUNT(*) AS Value FROM \"", table, "\" WHERE \"SiteId\" = {0}");
            Assert.Equal(0, await db.Database.SqlQueryRaw<int>(count, scene.SiteId).SingleAsync(Cancel));
        }

        Assert.Equal(ErasureKind.Site, (await db.Erasures.SingleAsync(Cancel)).Kind);
    }

    [Fact]
    public async Task The_last_owner_of_a_site_keeps_the_account_until_the_site_has_another()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var database = scene.Alerts.Database;
        var removal = database.Get<AccountRemoval>();
        Assert.Equal(scene.SiteId, Assert.Single(await removal.FindOwnedAloneAsync(scene.OwnerId, Cancel)).Id);
        Assert.Equal(AccountRemovalOutcome.OwnsAlone, await removal.DeleteAsync(scene.OwnerId, Cancel));

        var heir = new ApplicationUser { UserName = "heir@example.com", Email = "heir@example.com" };
        await using (var db = await database.OpenAsync())
        {
            db.AddRange(heir, new Member(siteId: scene.SiteId, userId: heir.Id, MemberRole.Member, scene.Alerts.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal(AccountRemovalOutcome.OwnsAlone, await removal.DeleteAsync(scene.OwnerId, Cancel));
        await database.Get<SitePeople>().SetRoleAsync(scene.SiteId, scene.OwnerId, heir.Id, MemberRole.Owner, Cancel);
        Assert.Equal(AccountRemovalOutcome.Done, await removal.DeleteAsync(scene.OwnerId, Cancel));

        await using var after = await database.OpenAsync();
        Assert.False(await after.Users.AnyAsync(user => user.Id == scene.OwnerId, Cancel));
        Assert.Equal(heir.Id, (await after.Members.SingleAsync(Cancel)).UserId);
        var rows = (await database.Get<SiteActivity>().ReadAsync(scene.SiteId, heir.Id, null, null, Cancel)).Rows;
        Assert.Contains(rows, row => row is { Actor: "A former member", Text: "heir@example.com: member → owner" });
    }

    [Fact]
    public async Task A_key_of_a_deleted_site_opens_nothing()
    {
        await using var scene = await PrivacyScene.OpenAsync();
        var made = Assert.IsType<KeyOutcome.Made>(
            await scene.Alerts.Database.Get<SiteKeys>().AddAsync(scene.SiteId, scene.OwnerId, "Server", Cancel));
        Assert.NotNull(await scene.Alerts.Database.Get<SiteDirectory>().FindBySecretKeyAsync(made.Secret, Cancel));

        await scene.Alerts.Database.Get<SiteRemoval>().DeleteAsync(scene.SiteId, scene.OwnerId, "Bright Roof", Cancel);

        Assert.Null(await scene.Alerts.Database.Get<SiteDirectory>().FindBySecretKeyAsync(made.Secret, Cancel));
    }
}
