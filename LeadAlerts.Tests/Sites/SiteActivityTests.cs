using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Sites;

public sealed class SiteActivityTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_are_told_with_what_was_and_what_is_and_without_secrets()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", _clock.GetUtcNow());
        var (id, owner) = (site.Id, site.Owner.Id);
        await database.Get<SiteEditing>().SaveProfileAsync(id, owner, new SiteProfile("Bright Roof", null, "Roofer", ""), Cancel);
        await database.Get<SiteEditing>().SavePlaceAsync(id, owner, new SitePlace("UTC", "GB"), Cancel);
        await database.Get<SitePeople>().SetRoleAsync(id, owner, site.Member.Id, MemberRole.Owner, Cancel);
        var settings = await database.Get<AlertSettingsStore>().GetAsync(id, Cancel);
        await database.Get<AlertSettingsStore>().SaveAsync(
            id, owner, settings.Version, AlertSettingsDraft.Of(settings) with { Threshold = settings.Threshold + 5 }, Cancel);
        await database.Get<AlertRecipients>().AddAsync(id, owner, "owner@roof.example", "", Cancel);
        var hook = Assert.IsType<WebhookOutcome.Done>(await database.Get<WebhookDesk>().AddAsync(
            id, owner, new WebhookDraft("https://hooks.example.com/T0/very-secret", "CRM", WebhookEvents.All), Cancel));
        var key = Assert.IsType<KeyOutcome.Made>(await database.Get<SiteKeys>().AddAsync(id, owner, "Shop", Cancel)).Secret;

        var rows = (await database.Get<SiteActivity>().ReadAsync(id, owner, area: null, after: null, Cancel)).Rows;

        string[] told =
        [
            $"Key “Shop” ({key[..9]}…) made",
            "Webhook to hooks.example.com added",
            "owner@roof.example added",
            $"Version 2: Threshold {settings.Threshold} → {settings.Threshold + 5}",
            "member@roof.example: member → owner",
            "Time zone: America/Los_Angeles → UTC · Country: US → GB",
            "Name: roof → Bright Roof · The kind of business filled in",
        ];
        Assert.Equal(told.Order(StringComparer.Ordinal), rows.Select(row => row.Text).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal("Ana", row.Actor));
        await using var db = await database.OpenAsync();
        Assert.DoesNotContain(await db.AuditEntries.Select(entry => entry.Text).ToListAsync(Cancel), text =>
            text.Contains("very-secret", StringComparison.Ordinal) || text.Contains(hook.Secret!, StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_join_without_a_gap_and_a_filter_shows_one_area()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var site = await OwnedSite.AddAsync(database, "roof", _clock.GetUtcNow());
        await using (var db = await database.OpenAsync())
        {
            // Several at one instant, as one command writes them.
            db.AddRange(Enumerable.Range(0, 75).Select(number => new AuditEntry(
                site.Id, null, number % 2 == 0 ? AuditArea.Keys : AuditArea.Plan, $"#{number}", _clock.GetUtcNow().AddSeconds(number / 10))));
            await db.SaveChangesAsync(Cancel);
        }

        var activity = database.Get<SiteActivity>();
        var seen = new List<Guid>();
        ActivityCursor? after = null;
        do
        {
            var page = await activity.ReadAsync(site.Id, site.Owner.Id, area: null, after, Cancel);
            seen.AddRange(page.Rows.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal((75, 75), (seen.Count, seen.Distinct().Count()));
        Assert.All((await activity.ReadAsync(site.Id, site.Owner.Id, AuditArea.Keys, null, Cancel)).Rows, row => Assert.Equal(AuditArea.Keys, row.Area));
    }

    [Fact]
    public async Task A_member_stops_their_own_alerts_and_nobody_elses()
    {
        await using var database = await TestDatabase.CreateAsync(_clock);
        var now = _clock.GetUtcNow();
        var site = await OwnedSite.AddAsync(database, "roof", now);
        var other = await OwnedSite.AddAsync(database, "other", now);
        await using (var db = await database.OpenAsync())
        {
            foreach (var user in await db.Users.ToListAsync(Cancel))
            {
                user.NormalizedEmail = user.Email!.ToUpperInvariant();
            }

            var mine = new AlertRecipient(site.Id, "Member@roof.example", "", now);
            var theirs = new AlertRecipient(other.Id, "member@roof.example", "", now);
            mine.Confirm(now);
            theirs.Confirm(now);
            db.AddRange(mine, theirs);
            await db.SaveChangesAsync(Cancel);
        }

        var own = database.Get<OwnAlerts>();
        Assert.False(await own.SetAlertsAsync(userId: site.Member.Id, siteId: other.Id, on: false, Cancel));
        Assert.True(await own.SetAlertsAsync(userId: site.Member.Id, siteId: site.Id, on: false, Cancel));
        Assert.True(await own.SetDigestAsync(userId: site.Member.Id, siteId: site.Id, on: true, Cancel));

        Assert.Equal(
            new OwnAlertsRow(site.Id, "roof", IsRecipient: true, GetsAlerts: false, GetsDigest: true, DigestOnly: false),
            Assert.Single(await own.ListAsync(site.Member.Id, Cancel)));
        Assert.Equal("member@roof.example".ToUpperInvariant(), (await ReadStoppedAsync(database)).ToUpperInvariant());
    }

    private static async Task<string> ReadStoppedAsync(TestDatabase database)
    {
        await using var db = await database.OpenAsync();
        return (await db.AlertRecipients.SingleAsync(row => row.StoppedAt != null, Cancel)).Address;
    }
}
