using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Analytics;

/// <summary>Reads what a site's leads came to. Every query names the site. Safe for use by several threads.</summary>
public sealed class AnalyticsQueries(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Over how many leads pages and sources are counted; of more, the latest.</summary>
    public const int MostOrigins = 1000;

    private const int OriginsShown = 8;

    // Bounded for the busiest site: a year of a hundred leads a day.
    private const int MostLeads = 40_000;

    /// <summary>Today by the site's clock.</summary>
    public async Task<DateOnly> TodayAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return TodayIn(await ZoneAsync(db, siteId, cancellationToken));
    }

    /// <summary>Reads a report.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="range">The days.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<AnalyticsReport> ReadAsync(Guid siteId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zone = await ZoneAsync(db, siteId, cancellationToken);
        var (days, daysBefore) = (new SiteDays(range.First, range.Last, zone), new SiteDays(range.Before.First, range.Before.Last, zone));
        var (from, middle, to) = (daysBefore.From, days.From, days.To);
        var until = SameTimeBefore(days);
        var points = await ReadPointsAsync(db, siteId, from, until, middle, to, cancellationToken);
        var chats = db.Conversations.Where(chat => chat.SiteId == siteId);
        var chatsBefore = await chats.CountAsync(chat => chat.StartedAt >= from && chat.StartedAt < until, cancellationToken);
        var chatsNow = await chats.CountAsync(chat => chat.StartedAt >= middle && chat.StartedAt < to, cancellationToken);
        var first = range.Before.First;
        var widget = await db.WidgetDays.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.Day >= first && row.Day <= range.Last)
            .ToListAsync(cancellationToken);
        var countedSince = await db.WidgetDays.Where(row => row.SiteId == siteId).MinAsync(row => (DateOnly?)row.Day, cancellationToken);
        var origins = await (
            from lead in db.Leads
            join chat in db.Conversations on lead.FirstConversationId equals chat.Id
            where lead.SiteId == siteId && chat.SiteId == siteId && lead.CreatedAt >= middle && lead.CreatedAt < to
            orderby lead.CreatedAt descending
            select new { chat.PageUrl, chat.Referrer, lead.Status })
            .Take(MostOrigins)
            .ToListAsync(cancellationToken);
        return new AnalyticsReport(
            range,
            PeriodFigures.Of(days, points, chatsNow, widget),
            PeriodFigures.Of(daysBefore, points, chatsBefore, widget),
            LeadOrigins.Top(origins.Select(row => (LeadOrigins.PageOf(row.PageUrl), row.Status)), OriginsShown),
            LeadOrigins.Top(origins.Select(row => (LeadOrigins.SourceOf(row.Referrer, row.PageUrl), row.Status)), OriginsShown),
            origins.Count,
            await ReadPrecisionAsync(db, siteId, days, cancellationToken),
            countedSince);
    }

    /// <summary>How many leads came on each of the last fourteen days, how fast those of the last seven were answered, and those of the seven before.</summary>
    public async Task<RecentLeads> ReadRecentAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zone = await ZoneAsync(db, siteId, cancellationToken);
        var range = AnalyticsRange.Latest(7, TodayIn(zone));
        var (days, daysBefore) = (new SiteDays(range.First, range.Last, zone), new SiteDays(range.Before.First, range.Before.Last, zone));
        var points = await ReadPointsAsync(db, siteId, daysBefore.From, days.From, days.From, days.To, cancellationToken);
        var (now, before) = (PeriodFigures.Of(days, points, 0, []), PeriodFigures.Of(daysBefore, points, 0, []));
        var until = SameTimeBefore(days);
        return new RecentLeads(
            [.. before.LeadsByDay, .. now.LeadsByDay],
            now.Speed,
            PeriodFigures.Of(daysBefore, points.Where(lead => lead.CreatedAt < until), 0, []).Speed);
    }

    /// <summary>
    /// Until when the days before are counted: while the last of these days is not over, to the same time of day. A morning against a whole
    /// day would always be "fewer".
    /// </summary>
    private DateTimeOffset SameTimeBefore(SiteDays days) => clock.GetUtcNow() is var now && now < days.To ? days.From - (days.To - now) : days.From;

    private static async Task<List<LeadPoint>> ReadPointsAsync(
        LeadAlertsDbContext db, Guid siteId, DateTimeOffset from, DateTimeOffset beforeUntil, DateTimeOffset middle, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var leads = await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.CreatedAt >= from && lead.CreatedAt < to)
            .OrderByDescending(lead => lead.CreatedAt)
            .Take(MostLeads)
            .Select(lead => new { lead.CreatedAt, lead.Status, lead.FirstTakenAt })
            .ToListAsync(cancellationToken);
        return [.. leads.Where(lead => lead.CreatedAt < beforeUntil || lead.CreatedAt >= middle).Select(lead => new LeadPoint(lead.CreatedAt, lead.Status, lead.FirstTakenAt))];
    }

    /// <summary>By week where the range is short enough to tell weeks apart, else by four weeks.</summary>
    private static async Task<IReadOnlyList<AccuracySpan>> ReadPrecisionAsync(
        LeadAlertsDbContext db, Guid siteId, SiteDays days, CancellationToken cancellationToken)
    {
        var (from, to) = (days.From, days.To);
        var said = await db.LeadFeedback.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.GivenAt >= from && row.GivenAt < to)
            .Select(row => new { row.Score, row.Threshold, row.Verdict, row.GivenAt, row.LeadId })
            .ToListAsync(cancellationToken);
        var answered = db.Leads.Where(lead => lead.SiteId == siteId && lead.FirstAnsweredAt >= from && lead.FirstAnsweredAt < to);

        // Who works a lead says by that that it was one. What is read of these stands in an index: they are many.
        var worked = await answered
            .Where(lead => lead.Status == LeadStatus.Contacted || lead.Status == LeadStatus.Won || lead.Status == LeadStatus.Lost)
            .Select(lead => lead.FirstAnsweredAt!.Value)
            .ToListAsync(cancellationToken);
        var marked = await answered
            .Where(lead => lead.Status == LeadStatus.NotALead)
            .Select(lead => new { lead.Id, At = lead.FirstAnsweredAt!.Value })
            .ToListAsync(cancellationToken);

        // A mark that was explained counts once, by its explanation.
        var explained = said.Select(row => row.LeadId).OfType<Guid>().ToHashSet();
        var answers = said
            .Select(row => new Answer(row.Score, row.Score >= row.Threshold, row.Verdict == FeedbackVerdict.WasALead, row.GivenAt))
            .Concat(worked.Select(at => new Answer(Score: 0, Told: true, IsLead: true, at)))
            .Concat(marked.Where(lead => !explained.Contains(lead.Id)).Select(lead => new Answer(Score: 0, Told: true, IsLead: false, lead.At)));
        return AccuracySpans(days, answers);
    }

    /// <summary>Sums answers up by weeks, or by four weeks where the range is longer than a quarter of a year. Pure.</summary>
    internal static IReadOnlyList<AccuracySpan> AccuracySpans(SiteDays days, IEnumerable<Answer> answers)
    {
        var length = days.Count <= 100 ? 7 : 28;
        return
        [
            .. answers.Select(answer => (Answer: answer, Day: days.IndexOf(answer.At)))
                .Where(each => each.Day is not null)
                .GroupBy(each => each.Day!.Value / length)
                .OrderBy(group => group.Key)
                .Select(group => new AccuracySpan(days.First.AddDays(group.Key * length), Accuracy.Of(group.Select(each => each.Answer)))),
        ];
    }

    private DateOnly TodayIn(TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);

    private static async Task<TimeZoneInfo> ZoneAsync(LeadAlertsDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        SiteTime.FindZone(await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).SingleAsync(cancellationToken));
}
