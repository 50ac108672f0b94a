using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertMutesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_an_owner_mutes_and_only_for_a_time_ahead()
    {
        await using var database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var mutes = database.Get<AlertMutes>();

        Assert.Null(await mutes.MuteAsync(site.Id, site.Member.Id, MuteSpan.Hour, Cancel));
        Assert.Null(await mutes.MuteUntilAsync(site.Id, site.Owner.Id, new DateOnly(2026, 11, 19), Cancel));
        Assert.Null(await mutes.MuteUntilAsync(site.Id, site.Owner.Id, new DateOnly(2027, 11, 19), Cancel));
        Assert.Null(await mutes.FindAsync(site.Id, Cancel));
        Assert.False(await mutes.UnmuteAsync(site.Id, site.Member.Id, Cancel));
    }

    [Fact]
    public async Task The_activity_says_in_the_sites_time_until_when()
    {
        await using var database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        var site = await OwnedSite.AddAsync(database, "roof", Now);

        await database.Get<AlertMutes>().MuteAsync(site.Id, site.Owner.Id, MuteSpan.Hour, Cancel);

        var rows = (await database.Get<SiteActivity>().ReadAsync(site.Id, site.Owner.Id, area: null, after: null, Cancel)).Rows;
        Assert.Equal("Alerts muted until 05:00 PST", Assert.Single(rows).Text);
    }

    [Fact]
    public async Task A_mute_ends_by_itself_and_one_that_was_ended_can_be_taken_up_again()
    {
        var clock = new FakeTimeProvider(Now);
        await using var database = await TestDatabase.CreateAsync(clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var other = await OwnedSite.AddAsync(database, "dentist", Now);
        var mutes = database.Get<AlertMutes>();

        var mute = await mutes.MuteUntilAsync(site.Id, site.Owner.Id, new DateOnly(2026, 11, 23), Cancel);
        Assert.Null(await mutes.FindAsync(other.Id, Cancel));
        Assert.True(await mutes.UnmuteAsync(site.Id, site.Owner.Id, Cancel));
        Assert.Null(await mutes.FindAsync(site.Id, Cancel));
        Assert.Equal(mute!.Until, (await mutes.RestoreAsync(site.Id, site.Owner.Id, mute, Cancel))!.Until);

        clock.Advance(mute.Until - Now);
        Assert.Null(await mutes.FindAsync(site.Id, Cancel));
    }
}
