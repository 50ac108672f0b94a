using System.Text;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Analytics;

public sealed class AnalyticsQueriesTests : IAsyncLifetime
{
    // 23 November 2026, 04:00 in Los Angeles.
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private FakeTimeProvider _clock = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AnalyticsQueries Queries => _database.Get<AnalyticsQueries>();

    public async ValueTask InitializeAsync()
    {
        _clock = new FakeTimeProvider(Now);
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_report_counts_by_the_sites_days_and_against_the_days_before()
    {
        var (site, _) = await _builder.AddSiteAsync();
        var (other, _) = await _builder.AddSiteAsync("Dentist");
        await _builder.AddLeadAsync(other, at: Now.AddHours(-1));

        // 22 November, 23:59 there; 23 November, 00:00 there; and a lead of the week before.
        await _builder.AddLeadAsync(site, at: new DateTimeOffset(2026, 11, 23, 7, 59, 0, TimeSpan.Zero), change: lead => lead.SetStatus(LeadStatus.Won, lead.CreatedAt.AddMinutes(10)));
        await _builder.AddLeadAsync(site, at: new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), change: lead => lead.Claim(Guid.NewGuid(), "Ana", lead.CreatedAt.AddMinutes(30)));
        await _builder.AddLeadAsync(site, at: new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        await _builder.AddLeadAsync(site, at: Now.AddDays(-9), change: lead => lead.SetStatus(LeadStatus.Contacted, lead.CreatedAt.AddHours(5)));

        var report = await Queries.ReadAsync(site.Id, AnalyticsRange.Latest(7, new DateOnly(2026, 11, 23)), Cancel);

        Assert.Equal([0, 0, 0, 0, 0, 1, 2], report.Now.LeadsByDay);
        Assert.Equal(new Funnel(0, 0, 3, 3, 1), report.Now.Funnel);
        Assert.Equal(new SpeedToLead(TimeSpan.FromMinutes(20), 2, 1), report.Now.Speed);
        Assert.Equal((1, 1), (report.Before.Funnel.Leads, report.Before.LeadsByDay.Sum()));
        Assert.Equal(1, report.Now.HeatMap[6][23]);
        Assert.Equal((1, 1), (report.Now.HeatMap[0][0], report.Now.HeatMap[0][1]));
        Assert.False(report.IsEnough);
        Assert.Null(report.CountedSince);
        Assert.Equal([new LeadOrigin(LeadOrigins.NoPage, 3, 1)], report.Pages);
        var recent = await Queries.ReadRecentAsync(site.Id, Cancel);
        Assert.Equal((TimeSpan.FromMinutes(20), TimeSpan.FromHours(5)), (recent.Speed.Median, recent.SpeedBefore.Median));
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2], recent.ByDay);
        Assert.Equal(1, Assert.Single(report.Precision).Accuracy.TrueAlerts);
    }

    [Fact]
    public async Task Speed_runs_until_somebody_takes_a_lead_up_whoever_has_it_later_and_leaves_out_what_was_dismissed()
    {
        var (site, _) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, at: Now.AddHours(-3), change: lead => lead.Assign(Guid.NewGuid(), lead.CreatedAt.AddMinutes(4)));
        await _builder.AddLeadAsync(site, at: Now.AddHours(-3), change: lead =>
        {
            lead.Claim(Guid.NewGuid(), "Ana", lead.CreatedAt.AddMinutes(2));
            lead.Assign(Guid.NewGuid(), lead.CreatedAt.AddHours(2));
        });
        await _builder.AddLeadAsync(site, at: Now.AddHours(-3), change: lead => lead.SetStatus(LeadStatus.NotALead, lead.CreatedAt.AddSeconds(5)));
        await _builder.AddLeadAsync(site, at: Now.AddHours(-3), change: lead =>
        {
            lead.Claim(Guid.NewGuid(), "Ana", lead.CreatedAt.AddMinutes(2));
            lead.Unclaim(null, lead.CreatedAt.AddMinutes(3));
        });

        Assert.Equal(new SpeedToLead(TimeSpan.FromMinutes(3), 2, 1), (await Queries.ReadRecentAsync(site.Id, Cancel)).Speed);
    }

    [Fact]
    public async Task A_day_that_is_not_over_is_compared_with_the_same_part_of_the_one_before()
    {
        var (site, _) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, at: Now.AddDays(-1).AddMinutes(-5));
        await _builder.AddLeadAsync(site, at: Now.AddDays(-1).AddMinutes(5));
        var today = await Queries.TodayAsync(site.Id, Cancel);

        var report = await Queries.ReadAsync(site.Id, AnalyticsRange.Latest(1, today), Cancel);
        var over = await Queries.ReadAsync(site.Id, new AnalyticsRange(today.AddDays(-1), today.AddDays(-1)), Cancel);

        Assert.Equal((1, 1), (report.Before.Funnel.Leads, report.Before.Funnel.Chats));
        Assert.Equal(2, over.Now.Funnel.Leads);
    }

    [Fact]
    public void An_hour_is_named_only_where_it_stands_out_and_medians_are_compared_only_over_enough_answers()
    {
        int[][] map = [.. Enumerable.Range(0, 7).Select(_ => new int[24])];
        (map[0][9], map[2][14]) = (6, 5);
        Assert.Null(AnalyticsWords.Busiest(map));
        map[0][9] = 8;
        Assert.Equal("Most come on Mon from 09:00 to 10:00: 8.", AnalyticsWords.Busiest(map));

        var (fast, slow) = (new SpeedToLead(TimeSpan.FromMinutes(5), 5, 0), new SpeedToLead(TimeSpan.FromHours(5), 5, 0));
        Assert.Equal("faster than before", AnalyticsWords.Against(fast, slow));
        Assert.Equal("", AnalyticsWords.Against(fast, slow with { Answered = 4 }));
    }

    [Fact]
    public async Task Widgets_are_counted_by_the_sites_day_and_every_write_adds_up()
    {
        var (site, _) = await _builder.AddSiteAsync();
        var (other, _) = await _builder.AddSiteAsync("Dentist");
        var counts = _database.Get<WidgetCounts>();
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 7, 59, 59, TimeSpan.Zero).AddDays(1));
        counts.Load(site.Id);
        counts.Load(site.Id);
        counts.Open(site.Id);
        counts.Load(Guid.NewGuid());
        await counts.WriteAsync(Cancel);
        _clock.Advance(TimeSpan.FromSeconds(1));
        counts.Load(site.Id);
        counts.Load(other.Id);
        await counts.WriteAsync(Cancel);
        counts.Open(site.Id);
        await counts.WriteAsync(Cancel);
        await counts.WriteAsync(Cancel);

        await using var db = await _database.OpenAsync();
        var rows = await db.WidgetDays.Where(row => row.SiteId == site.Id).OrderBy(row => row.Day).Select(row => new { row.Day, row.Loads, row.Opens }).ToListAsync(Cancel);
        Assert.Equal([(new DateOnly(2026, 11, 23), 2, 1), (new DateOnly(2026, 11, 24), 1, 1)], rows.Select(row => (row.Day, row.Loads, row.Opens)));
        var report = await Queries.ReadAsync(site.Id, AnalyticsRange.Latest(7, new DateOnly(2026, 11, 24)), Cancel);
        Assert.Equal(new Funnel(3, 2, 0, 0, 0), report.Now.Funnel);
        Assert.Equal(new DateOnly(2026, 11, 23), report.CountedSince);
    }

    [Fact]
    public async Task Pages_lose_what_follows_the_path_and_a_file_holds_no_formula()
    {
        var (site, _) = await _builder.AddSiteAsync();
        foreach (var (page, referrer) in new[]
        {
            ("https://roof.example/=cmd()?email=maria@example.com", "https://www.google.com/search?q=maria"),
            ("https://roof.example/repair#top", "https://google.com/"),
            ("https://roof.example/repair", "https://roof.example/start"),
            ("javascript:alert(1)", "not an address"),
        })
        {
            var chat = new Conversation(site.Id, "widget", $"{page} {referrer}", Now.AddHours(-1)) { PageUrl = page, Referrer = referrer };
            var lead = new Lead(site.Id, chat.Id, null, Now.AddHours(-1));
            lead.RecordReview(80, ConversationCategory.NewEnquiry, "x", VisitorContact.None, Now);
            await _builder.SaveAsync(chat, lead);
        }

        var report = await Queries.ReadAsync(site.Id, AnalyticsRange.Latest(7, new DateOnly(2026, 11, 23)), Cancel);
        using var file = new MemoryStream();
        await AnalyticsCsv.WriteAsync(report with { Pages = [.. report.Pages, new LeadOrigin("=1+1", 1, 0), new LeadOrigin("+49\t\"x\"", 1, 0)] }, file, Cancel);
        var text = Encoding.UTF8.GetString(file.ToArray());

        Assert.Equal(["/repair", "/=cmd()", LeadOrigins.NoPage], report.Pages.Select(origin => origin.Name));
        Assert.Equal([(LeadOrigins.Direct, 2), ("google.com", 2)], report.Sources.Select(origin => (origin.Name, origin.Leads)));
        Assert.DoesNotContain("maria", text, StringComparison.Ordinal);
        Assert.Contains("Leads on,2026-11-23,4,0", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=1", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"+49", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",+49", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, 4, "8 more than before")]
    [InlineData(4, 4, "as many as before")]
    [InlineData(0, 1200, "1,200 fewer than before")]
    public void A_number_is_told_against_the_one_before(int now, int before, string words) => Assert.Equal(words, AnalyticsWords.Against(now, before));

    [Theory]
    [InlineData(5, 60, "faster than before")]
    [InlineData(60, 5, "slower than before")]
    [InlineData(60, 61, "about as before")]
    [InlineData(null, 5, "")]
    public void A_time_is_told_against_the_one_before(int? now, int? before, string words) =>
        Assert.Equal(words, AnalyticsWords.Against(now is { } a ? TimeSpan.FromMinutes(a) : null, before is { } b ? TimeSpan.FromMinutes(b) : null));
}
