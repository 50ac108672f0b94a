using System.Text.Json;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task The_owners_own_criteria_are_versioned_told_and_reverted_like_all_else()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        var night = new OwnCriterion(Guid.NewGuid(), "asks for emergency service at night") { Examples = ["can you come at 3 am?"] };
        var listed = new OwnCriterion(Guid.NewGuid(), "mentions a listed building", Against: true);
        await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft with { OwnCriteria = [night, listed] }, Cancel);

        var changed = night with { Name = "asks for help at night", Weight = 150, Against = true, Enabled = false, Examples = [] };
        await store.SaveAsync(site.Id, site.Owner.Id, 2, Draft with { OwnCriteria = [changed] }, Cancel);
        var reverted = Assert.IsType<SettingsSaveOutcome.Saved>(await store.RevertAsync(site.Id, site.Owner.Id, 3, 2, Cancel));
        var again = await store.SaveAsync(site.Id, site.Owner.Id, 4, AlertSettingsDraft.Of(reverted.Settings), Cancel);

        Assert.Equal([night, listed], (await store.GetAsync(site.Id, Cancel)).OwnCriteria);
        Assert.IsType<SettingsSaveOutcome.Unchanged>(again);
        var versions = await store.ListVersionsAsync(site.Id, 50, Cancel);
        Assert.Equal(
            [
                "Own criterion “mentions a listed building” deleted",
                "“asks for emergency service at night” is now “asks for help at night”",
                "“asks for help at night” now speaks against a lead",
                "“asks for help at night” switched off",
                "“asks for help at night” 100 % → 150 %",
                "“asks for help at night” examples 1 → 0",
            ],
            versions[1].Changes);
        Assert.Contains("Own criterion “asks for emergency service at night” added, for a lead, 100 %", versions[2].Changes);
        Assert.Contains("Own criterion “mentions a listed building” added, against a lead, 100 %", versions[0].Changes);
    }

    [Theory]
    [InlineData("", 100, 0)]
    [InlineData("wants something", 100, 0)]
    [InlineData("asks for roof repair", 201, 0)]
    [InlineData("asks for roof repair", -1, 0)]
    [InlineData("asks for roof repair", 100, 6)]
    public async Task An_unfit_criterion_of_the_owners_is_refused_with_its_reason(string name, int weight, int examples)
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        var own = new OwnCriterion(Guid.NewGuid(), name, Weight: weight) { Examples = [.. Enumerable.Range(0, examples).Select(i => $"roof {i}")] };

        var outcome = await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft with { OwnCriteria = [own] }, Cancel);

        Assert.NotEmpty(Assert.IsType<SettingsSaveOutcome.Invalid>(outcome).Problem);
        Assert.Equal(1, (await store.GetAsync(site.Id, Cancel)).Version);
    }

    [Fact]
    public void There_are_limits_to_how_many_and_how_long()
    {
        static OwnCriterion Own(int number, string name) => new(new Guid(number, 0, 0, new byte[8]), name);
        var twenty = Enumerable.Range(1, OwnCriterion.MaxCount).Select(i => Own(i, $"asks for roof number {i}")).ToList();

        Assert.Null(OwnCriterion.FindProblem(twenty));
        Assert.NotNull(OwnCriterion.FindProblem([.. twenty, Own(21, "asks for a gutter")]));
        Assert.NotNull(OwnCriterion.FindProblem([Own(1, "asks for a gutter"), Own(2, "ASKS for a gutter")]));
        Assert.NotNull(OwnCriterion.FindProblem([Own(1, "asks for a gutter"), Own(1, "asks for a roof")]));
        Assert.NotNull(OwnCriterion.FindProblem([Own(1, new string('x', OwnCriterion.NameMaxLength + 1))]));
        Assert.NotNull(OwnCriterion.FindProblem([Own(1, "asks for a gutter") with { Examples = [new string('x', OwnCriterion.ExampleMaxLength + 1)] }]));
    }

    [Fact]
    public async Task What_nobody_sees_in_a_name_is_dropped()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        var own = new OwnCriterion(Guid.NewGuid(), " asks\r\nfor \u202Ea\u200B  roof\u0000 ") { Examples = ["", "  ", "new\troof"] };

        await store.SaveAsync(site.Id, site.Owner.Id, 1, Draft with { OwnCriteria = [own] }, Cancel);

        var saved = Assert.Single((await store.GetAsync(site.Id, Cancel)).OwnCriteria);
        Assert.Equal("asks for a roof", saved.Name);
        Assert.Equal(["new roof"], saved.Examples);
    }

    [Fact]
    public async Task Settings_and_reasons_that_were_stored_before_there_were_own_criteria_are_still_read()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var store = database.Get<AlertSettingsStore>();
        await store.GetAsync(site.Id, Cancel);
        await using (var db = await database.OpenAsync())
        {
            const string criteria = """[{"criterion":2,"weight":150,"enabled":false}]""";
            await db.Database.ExecuteSqlAsync($"""UPDATE "AlertSettings" SET "Criteria" = {criteria}""", Cancel);
        }

        var settings = await store.GetAsync(site.Id, Cancel);
        var signal = JsonSerializer.Deserialize<Signal>(
            """{"criterion":2,"points":12,"messageSequence":1,"words":"how much"}""", JsonSerializerOptions.Web);

        Assert.Equal([new CriterionSetting(Criterion.AsksPrice, 150, Enabled: false)], settings.Criteria);
        Assert.Empty(settings.OwnCriteria);
        Assert.Equal(new Signal(Criterion.AsksPrice, 12, 1, "how much"), signal);
    }

    [Fact]
    public void Criteria_are_taken_apart_once_for_each_version()
    {
        var store = new AlertSettingsStore(null!, _clock);
        var first = AlertSettings.CreateFirst(Guid.NewGuid(), Now)
            .Next(new AlertSettingsDraft(true, 70, CriterionSetting.Defaults) { OwnCriteria = [new OwnCriterion(Guid.NewGuid(), "asks for a roof")] }, null, Now);
        var second = first.Next(AlertSettingsDraft.Of(first) with { Threshold = 60 }, null, Now);

        Assert.Same(store.CriteriaOf(first), store.CriteriaOf(first));
        Assert.NotSame(store.CriteriaOf(first), store.CriteriaOf(second));
        Assert.Same(store.CriteriaOf(second), store.CriteriaOf(second));
    }
}
