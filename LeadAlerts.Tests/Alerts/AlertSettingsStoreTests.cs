using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertSettingsStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly AlertSettingsDraft Draft = new(Enabled: true, Threshold: 70, CriterionSetting.Defaults);

    private readonly FakeTimeProvider _clock = new(Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_without_settings_gets_its_first_version_once()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.GetAsync(site.Id, Cancel)));

        Assert.All(all, settings => Assert.Equal(1, settings.Version));
        Assert.Single(all.Select(settings => settings.Id).Distinct());
    }

    [Fact]
    public async Task A_change_is_a_new_version_and_the_old_one_stays()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();

        var outcome = await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft, Cancel);

        Assert.Equal(2, Assert.IsType<SettingsSaveOutcome.Saved>(outcome).Settings.Version);
        Assert.Equal(70, (await store.GetAsync(site.Id, Cancel)).Threshold);
        Assert.Equal([2, 1], (await store.ListVersionsAsync(site.Id, 50, Cancel)).Select(version => version.Version));
    }

    [Fact]
    public async Task Who_saves_second_is_told_and_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft, Cancel);

        var outcome = await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft with { Threshold = 30 }, Cancel);

        var conflict = Assert.IsType<SettingsSaveOutcome.Conflict>(outcome);
        Assert.Equal(("Ana", 2), (conflict.SavedBy, conflict.Current.Version));
        Assert.Equal(70, (await store.GetAsync(site.Id, Cancel)).Threshold);
    }

    [Fact]
    public async Task Two_who_save_at_the_same_moment_make_one_version()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();

        var outcomes = await Task.WhenAll(Enumerable.Range(60, 6)
            .Select(threshold => store.SaveAsync(site.Id, site.Owner.Id, 1, Draft with { Threshold = threshold }, Cancel)));

        Assert.Single(outcomes.OfType<SettingsSaveOutcome.Saved>());
        Assert.Equal(5, outcomes.OfType<SettingsSaveOutcome.Conflict>().Count());
    }

    [Fact]
    public async Task Only_an_owner_of_this_site_saves()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var other = await OwnedSite.AddAsync(database, "dentist", Now);
        var store = database.Get<AlertSettingsStore>();

        Assert.IsType<SettingsSaveOutcome.NotOwner>(await store.SaveAsync(site.Id, site.Member.Id, 1, Draft, Cancel));
        Assert.IsType<SettingsSaveOutcome.NotOwner>(await store.SaveAsync(site.Id, other.Owner.Id, 1, Draft, Cancel));
        Assert.Equal(AlertSettings.DefaultThreshold, (await store.GetAsync(site.Id, Cancel)).Threshold);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(101, 100)]
    [InlineData(50, -1)]
    [InlineData(50, 201)]
    public async Task A_number_out_of_range_is_refused(int threshold, int weight)
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var draft = new AlertSettingsDraft(true, threshold, [new CriterionSetting(Criterion.AsksPrice, weight)]);

        var outcome = await database.Get<AlertSettingsStore>().SaveAsync(site.Id, site.Owner.Id, 1, draft, Cancel);

        Assert.IsType<SettingsSaveOutcome.Invalid>(outcome);
    }

    [Fact]
    public async Task Saving_what_is_in_force_makes_no_version()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();

        var outcome = await store.SaveAsync(
            site.Id, site.Owner.Id, 1, new AlertSettingsDraft(true, AlertSettings.DefaultThreshold, []), Cancel);

        Assert.IsType<SettingsSaveOutcome.Unchanged>(outcome);
        Assert.Single(await store.ListVersionsAsync(site.Id, 50, Cancel));
    }

    [Fact]
    public async Task The_history_says_who_changed_what()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        _ = await store.GetAsync(site.Id, Cancel);
        _clock.Advance(TimeSpan.FromHours(1));
        var criteria = CriterionSetting.Defaults
            .Select(setting => setting.Criterion switch
            {
                Criterion.AsksPrice => setting with { Weight = 150 },
                Criterion.JobSeeker => setting with { Enabled = false },
                _ => setting,
            })
            .ToList();

        await store.SaveAsync(site.Id, site.Owner.Id, 1, new AlertSettingsDraft(Enabled: false, 70, criteria), Cancel);

        var latest = (await store.ListVersionsAsync(site.Id, 1, Cancel)).Single();
        Assert.Equal(("Ana", Now.AddHours(1)), (latest.SavedBy, latest.SavedAt));
        Assert.Equal(
            [
                "Alerts switched off",
                $"Threshold {AlertSettings.DefaultThreshold} → 70",
                $"“{CriterionNames.Name(Criterion.AsksPrice)}” 100 % → 150 %",
                $"“{CriterionNames.Name(Criterion.JobSeeker)}” switched off",
            ],
            latest.Changes);
    }

    [Fact]
    public async Task Going_back_is_a_new_version_with_the_old_values()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft, Cancel);

        var outcome = await store.RevertAsync(site.Id, site.Owner.Id, expectedVersion: 2, version: 1, Cancel);

        var settings = Assert.IsType<SettingsSaveOutcome.Saved>(outcome).Settings;
        Assert.Equal((3, AlertSettings.DefaultThreshold), (settings.Version, settings.Threshold));
        Assert.IsType<SettingsSaveOutcome.Invalid>(await store.RevertAsync(site.Id, site.Owner.Id, 3, 99, Cancel));
        Assert.IsType<SettingsSaveOutcome.Conflict>(await store.RevertAsync(site.Id, site.Owner.Id, 2, 1, Cancel));
    }

    [Fact]
    public async Task One_sites_settings_are_not_anothers()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var other = await OwnedSite.AddAsync(database, "dentist", Now);
        var store = database.Get<AlertSettingsStore>();

        await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft, Cancel);

        Assert.Equal(1, (await store.GetAsync(other.Id, Cancel)).Version);
        Assert.IsType<SettingsSaveOutcome.Invalid>(await store.RevertAsync(other.Id, other.Owner.Id, 1, 2, Cancel));
    }

    [Fact]
    public async Task A_saver_who_left_is_named_as_a_former_member()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft, Cancel);
        await using (var db = await database.OpenAsync())
        {
            db.RemoveRange(db.Members.Where(member => member.UserId == site.Owner.Id));
            db.Remove(db.Users.Single(user => user.Id == site.Owner.Id));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal("A former member", (await store.ListVersionsAsync(site.Id, 50, Cancel))[0].SavedBy);
    }
}
