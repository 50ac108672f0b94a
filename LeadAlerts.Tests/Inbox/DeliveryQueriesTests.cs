using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Inbox;

public sealed class DeliveryQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_goes_on_after_its_last_row_and_holds_the_site_s_own_only()
    {
        await using var scene = await SceneAsync(5);
        var queries = scene.Database.Get<DeliveryQueries>();

        var first = await queries.ListAsync(scene.Site.Id, new DeliveryFilter(), null, 3, Cancel);
        var second = await queries.ListAsync(scene.Site.Id, new DeliveryFilter(), first.Next, 3, Cancel);

        Assert.Equal([3, 2], [first.Rows.Count, second.Rows.Count]);
        Assert.Null(second.Next);
        var all = first.Rows.Concat(second.Rows).ToList();
        Assert.Equal(all.OrderByDescending(row => row.RaisedAt).Select(row => row.Id), all.Select(row => row.Id));
        Assert.Equal(5, all.Select(row => row.Id).Distinct().Count());
        Assert.Empty((await queries.ListAsync(Guid.NewGuid(), new DeliveryFilter(), null, 50, Cancel)).Rows);
        Assert.Null(await queries.FindAsync(Guid.NewGuid(), all[0].Id, Cancel));
    }

    [Theory]
    [InlineData(DeliveryGroup.Waiting, AlertState.Held)]
    [InlineData(DeliveryGroup.Accepted, AlertState.Accepted)]
    [InlineData(DeliveryGroup.Trouble, AlertState.Failed)]
    [InlineData(DeliveryGroup.Trouble, AlertState.Unknown)]
    [InlineData(DeliveryGroup.NotSent, AlertState.Suppressed)]
    [InlineData(DeliveryGroup.NotSent, AlertState.Bundled)]
    public async Task A_filter_finds_its_own_and_nothing_else(DeliveryGroup group, AlertState state)
    {
        await using var scene = await SceneAsync(1);
        await scene.ReadAsync(db => db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), Cancel));
        var queries = scene.Database.Get<DeliveryQueries>();

        foreach (var other in Enum.GetValues<DeliveryGroup>())
        {
            var rows = (await queries.ListAsync(scene.Site.Id, new DeliveryFilter(other), null, 50, Cancel)).Rows;
            Assert.Equal(other == group || other == DeliveryGroup.All ? 1 : 0, rows.Count);
        }

        Assert.Empty((await queries.ListAsync(scene.Site.Id, new DeliveryFilter(Kind: AlertKind.Digest), null, 50, Cancel)).Rows);
        Assert.Empty((await queries.ListAsync(scene.Site.Id, new DeliveryFilter(Recipient: "other@example.org"), null, 50, Cancel)).Rows);
        Assert.Single((await queries.ListAsync(scene.Site.Id, new DeliveryFilter(Kind: AlertKind.New, Recipient: scene.Recipient.Address), null, 50, Cancel)).Rows);
    }

    [Fact]
    public async Task The_mail_is_shown_without_the_links_that_act_in_the_recipients_name()
    {
        await using var scene = await SceneAsync(1);
        var queries = scene.Database.Get<DeliveryQueries>();
        var row = Assert.Single((await queries.ListAsync(scene.Site.Id, new DeliveryFilter(), null, 50, Cancel)).Rows);

        var detail = (await queries.FindAsync(scene.Site.Id, row.Id, Cancel))!;

        Assert.Contains("Maria Ortiz", detail.Mail!.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("href", detail.Mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", detail.Mail.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(scene.Recipient.Address, detail.Mail.To, StringComparison.Ordinal);
        Assert.True(row.CanResend);
        Assert.NotNull(row.LeadHeadline);
        Assert.Null(MailPreview.Read([]));
    }

    private static async Task<AlertScene> SceneAsync(int leads)
    {
        var scene = await AlertScene.OpenAsync();
        for (var i = 0; i < leads; i++)
        {
            await scene.ChatAsync(AlertScene.HotWords.Replace("2671", $"267{i}", StringComparison.Ordinal), $"v{i}");
            await scene.WorkAsync();
            scene.Clock.Advance(TimeSpan.FromMinutes(i == 2 ? 0 : 1));
        }

        return scene;
    }
}
