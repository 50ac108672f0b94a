using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Alerts;

/// <summary>The notice with an undo outlives the page that offered it, and so does the undo.</summary>
public sealed class UndoAfterLeavingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private OwnedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_mute_is_taken_back_from_another_page()
    {
        await using var page = LeavablePage.Open<MuteCard>(
            _database, _site.Owner, (nameof(MuteCard.Access), Access), (nameof(MuteCard.Zone), TimeZoneInfo.Utc));
        await page.PressAsync("1 hour");
        Assert.NotNull(await _database.Get<AlertMutes>().FindAsync(_site.Id, Cancel));

        await page.LeaveAndUndoAsync();

        Assert.Null(await _database.Get<AlertMutes>().FindAsync(_site.Id, Cancel));
    }

    [Fact]
    public async Task A_recipient_who_was_unmuted_is_muted_again_from_another_page()
    {
        var until = Now.AddDays(2);
        var recipient = new AlertRecipient(_site.Id, "kim@roof.example", "Kim", Now);
        recipient.Confirm(Now);
        recipient.Mute(until);
        await using (var db = await _database.OpenAsync())
        {
            db.Add(recipient);
            await db.SaveChangesAsync(Cancel);
        }

        await using var page = LeavablePage.Open<RecipientsPanel>(
            _database, _site.Owner, (nameof(RecipientsPanel.Access), Access), (nameof(RecipientsPanel.Zone), TimeZoneInfo.Utc));
        await page.PressAsync("Unmute");
        Assert.Null(await MutedUntilAsync());

        await page.LeaveAndUndoAsync();

        Assert.Equal(until, await MutedUntilAsync());
    }

    private SiteAccess Access => new(_site.Id, _site.Site.Name, MemberRole.Owner, _site.Owner.Id, [(_site.Id, _site.Site.Name)]);

    private async Task<DateTimeOffset?> MutedUntilAsync()
    {
        await using var db = await _database.OpenAsync();
        return (await db.AlertRecipients.AsNoTracking().SingleAsync(Cancel)).MutedUntil;
    }
}
