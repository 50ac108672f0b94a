using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>Reads the past days of a site for a backtest. Safe for use by several threads.</summary>
public sealed class BacktestQueries(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How many chats a backtest takes; of more, the latest.</summary>
    public const int MostChats = 20_000;

    /// <summary>Reads them: what reviews stored, never the chats themselves.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<BacktestHistory> LoadAsync(Guid siteId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-BacktestHistory.Days);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.Where(row => row.Id == siteId).Select(row => new { row.Plan, row.TimeZone }).SingleAsync(cancellationToken);
        var recipients = await db.AlertRecipients.AsNoTracking()
            .Where(recipient => recipient.SiteId == siteId)
            .OrderBy(recipient => recipient.AddedAt).ThenBy(recipient => recipient.Id)
            .ToListAsync(cancellationToken);
        var rows = await (
            from chat in db.Conversations
            join lead in db.Leads.Where(row => row.SiteId == siteId) on chat.LeadId equals lead.Id into leads
            from lead in leads.DefaultIfEmpty()
            where chat.SiteId == siteId && chat.LastMessageAt >= since && chat.Score != null
            orderby chat.LastMessageAt descending, chat.Id descending
            select new ChatRow(
                chat.Id, chat.Headline ?? "", chat.VisitorName, chat.LastMessageAt, chat.VisitorId, chat.NetworkHash, chat.PageUrl,
                (Guid?)lead.Id, (LeadStatus?)lead.Status, (DateTimeOffset?)lead.CreatedAt))
            .Take(MostChats + 1)
            .ToListAsync(cancellationToken);
        var isCut = rows.Count > MostChats;
        var oldest = isCut ? rows[MostChats - 1].LastMessageAt : since;
        var reviews = await (
            from chat in db.Conversations
            join assessment in db.Assessments on chat.Id equals assessment.ConversationId
            where chat.SiteId == siteId && chat.LastMessageAt >= oldest && chat.Score != null
                && assessment.SiteId == siteId && assessment.AssessedAt >= since
            select new ReviewRow(
                assessment.Id, assessment.ConversationId, assessment.AssessedAt, assessment.Basis, assessment.SettingsVersion, assessment.Contact,
                assessment.Score, assessment.Category))
            .ToListAsync(cancellationToken);
        var settings = await ReadSettingsAsync(db, siteId, [.. reviews.Select(review => review.SettingsVersion).Distinct()], cancellationToken);
        var signals = reviews.TrueForAll(review => review.Basis is not null)
            ? []
            : await (
                from chat in db.Conversations
                join assessment in db.Assessments on chat.Id equals assessment.ConversationId
                where chat.SiteId == siteId && chat.LastMessageAt >= oldest && chat.Score != null
                    && assessment.SiteId == siteId && assessment.AssessedAt >= since && assessment.Basis == null
                select new { assessment.Id, assessment.Signals })
                .ToDictionaryAsync(row => row.Id, row => row.Signals, cancellationToken);
        var weights = settings.ToDictionary(each => each.Key, each => new ScoreWeights(each.Value.Criteria, each.Value.OwnCriteria));
        var byChat = reviews.ToLookup(review => review.ConversationId);
        return new BacktestHistory(
            siteId,
            site.Plan,
            SiteTime.FindZone(site.TimeZone),
            now,
            recipients,
            [
                .. rows.Take(MostChats).Where(row => byChat.Contains(row.Id)).Select(row => new BacktestChat(
                    row.Id, row.Headline, row.VisitorName, row.LastMessageAt,
                    [.. byChat[row.Id].OrderBy(review => review.AssessedAt).ThenBy(review => review.Id).Select(ReviewOf)])
                {
                    VisitorId = row.VisitorId,
                    NetworkHash = row.NetworkHash,
                    PagePath = Uri.TryCreate(row.PageUrl, UriKind.Absolute, out var page) ? page.AbsolutePath : null,
                    LeadId = row.LeadId,
                    Status = row.Status,
                    WasKnown = row.LeadCreatedAt < since,
                }),
            ],
            settings.ToDictionary(each => each.Key, each => each.Value.OwnCriteria))
        {
            IsCut = isCut,
        };

        BacktestReview ReviewOf(ReviewRow review) => new(
            review.AssessedAt,
            review.Basis ?? Estimate(review),
            review.SettingsVersion,
            review.Contact.Email,
            review.Contact.Phone);

        ScoreBasis Estimate(ReviewRow review)
        {
            var own = settings.TryGetValue(review.SettingsVersion, out var then) ? then.OwnCriteria : [];
            return ScoreBasis.Estimate(
                review.Score,
                review.Category,
                signals[review.Id],
                weights.GetValueOrDefault(review.SettingsVersion) ?? new ScoreWeights(CriterionSetting.Defaults, []),
                name => own.FirstOrDefault(criterion => criterion.Name == name)?.Id);
        }
    }

    private static async Task<Dictionary<int, AlertSettings>> ReadSettingsAsync(
        LeadAlertsDbContext db, Guid siteId, List<int> versions, CancellationToken cancellationToken) =>
        await db.AlertSettings.AsNoTracking()
            .Where(settings => settings.SiteId == siteId && versions.Contains(settings.Version))
            .ToDictionaryAsync(settings => settings.Version, cancellationToken);

    private sealed record ChatRow(
        Guid Id, string Headline, string? VisitorName, DateTimeOffset LastMessageAt, string? VisitorId, string? NetworkHash, string? PageUrl,
        Guid? LeadId, LeadStatus? Status, DateTimeOffset? LeadCreatedAt);

    private sealed record ReviewRow(
        Guid Id, Guid ConversationId, DateTimeOffset AssessedAt, ScoreBasis? Basis, int SettingsVersion, VisitorContact Contact, int Score,
        ConversationCategory Category);
}
