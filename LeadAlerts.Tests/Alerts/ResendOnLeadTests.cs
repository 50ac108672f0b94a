using Bunit;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>An alert is sent once more from the lead that it told.</summary>
public sealed class ResendOnLeadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AlertState.Failed, "It failed before")]
    [InlineData(AlertState.Unknown, "It may have arrived before")]
    [InlineData(AlertState.Accepted, "The mail server accepted it before")]
    public async Task What_is_settled_is_sent_again_after_a_question(AlertState state, string words)
    {
        await using var scene = await RaisedAsync(state);
        var member = await AddMemberAsync(scene);
        var row = Assert.Single(await RowsAsync(scene));
        await using var card = Open(scene, member, row);

        await card.PressAsync("Send again …");
        Assert.Contains(words, card.Frame.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(state, Assert.Single(await RowsAsync(scene)).State);
        await card.PressAsync("Leave it");
        await card.PressAsync("Send again …");
        await card.PressAsync("Send it again");

        Assert.Equal("It is on its way again.", card.Frame.Find("[role=status]").TextContent);
        Assert.Equal(AlertState.Due, Assert.Single(await RowsAsync(scene)).State);
        await using var db = await scene.Database.OpenAsync();
        Assert.Equal(member.Id, (await db.Alerts.AsNoTracking().SingleAsync(Cancel)).ResendBy);
    }

    [Theory]
    [InlineData(AlertState.Due)]
    [InlineData(AlertState.Sending)]
    [InlineData(AlertState.Held)]
    [InlineData(AlertState.Suppressed)]
    [InlineData(AlertState.Bundled)]
    public async Task What_is_on_its_way_or_was_not_to_be_sent_offers_nothing(AlertState state)
    {
        await using var scene = await RaisedAsync(state);
        await using var card = Open(scene, await AddMemberAsync(scene), Assert.Single(await RowsAsync(scene)));

        Assert.Empty(card.Frame.FindAll("button"));
    }

    [Fact]
    public async Task Who_was_removed_meanwhile_sends_nothing()
    {
        await using var scene = await RaisedAsync(AlertState.Failed);
        var member = await AddMemberAsync(scene);
        await using var card = Open(scene, member, Assert.Single(await RowsAsync(scene)));
        await card.PressAsync("Send again …");
        await using (var db = await scene.Database.OpenAsync())
        {
            await db.Members.ExecuteDeleteAsync(Cancel);
        }

        await card.PressAsync("Send it again");

        Assert.StartsWith("You can no longer", card.Frame.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(AlertState.Failed, Assert.Single(await RowsAsync(scene)).State);
    }

    private static LeavablePage Open(AlertScene scene, ApplicationUser member, AlertRow row) => LeavablePage.Open<AlertStatusCard>(
        scene.Database, member, (nameof(AlertStatusCard.SiteId), scene.Site.Id), (nameof(AlertStatusCard.Alerts), new[] { row }));

    private static async Task<AlertScene> RaisedAsync(AlertState state)
    {
        var scene = await AlertScene.OpenAsync();
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        await scene.WorkAsync();
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), Cancel));
        return scene;
    }

    private static async Task<IReadOnlyList<AlertRow>> RowsAsync(AlertScene scene)
    {
        await using var db = await scene.Database.OpenAsync();
        var lead = await db.Leads.AsNoTracking().SingleAsync(Cancel);
        return await scene.Database.Get<LeadQueries>().ListAlertsAsync(scene.Site.Id, lead.Id, Cancel);
    }

    private static async Task<ApplicationUser> AddMemberAsync(AlertScene scene)
    {
        var user = new ApplicationUser { UserName = "kim@roof.example", NormalizedUserName = "KIM@ROOF.EXAMPLE", Email = "kim@roof.example", EmailConfirmed = true };
        await using var db = await scene.Database.OpenAsync();
        db.AddRange(user, new Member(scene.Site.Id, user.Id, MemberRole.Member, scene.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
        return user;
    }
}
