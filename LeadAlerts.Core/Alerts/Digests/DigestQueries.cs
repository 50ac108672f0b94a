using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>Reads what a site's digest tells. Safe for use by several threads.</summary>
public sealed class DigestQueries(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The most leads that are listed.</summary>
    public const int LeadsMax = 20;

    /// <summary>The most near misses that are listed.</summary>
    public const int NearMissesMax = 5;

    /// <summary>How many points below the threshold are near.</summary>
    public const int NearPoints = 20;

    // Enough for an honest median, bounded for the busiest site.
    private const int SampleMax = 2000;

    /// <summary>Reads it.</summary>
    /// <param name="site">The site.</param>
    /// <param name="settings">Its settings in force.</param>
    /// <param name="period">The time it tells of.</param>
    /// <param name="now">When it is written, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<DigestContent> ReadAsync(
        Site site, AlertSettings settings, DigestPeriod period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, until) = (period.From, period.Until);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var leads = db.Leads.Where(lead => lead.SiteId == site.Id && lead.CreatedAt >= from && lead.CreatedAt < until);
        var listed = await leads
            .OrderBy(lead => lead.Status != LeadStatus.New)
            .ThenByDescending(lead => lead.Score)
            .ThenBy(lead => lead.Id)
            .Take(LeadsMax)
            .Select(lead => new DigestLead(
                lead.Id,
                lead.Contact.Name,
                lead.Headline,
                lead.Score,
                lead.Status,
                lead.CreatedAt,
                lead.FirstAnsweredAt,
                lead.ClaimedByName ?? db.Users.Named().Where(person => person.Id == lead.AssigneeId)
                    .Select(person => person.Name).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var answers = await leads
            .Where(lead => lead.FirstTakenAt != null)
            .OrderByDescending(lead => lead.CreatedAt)
            .Take(SampleMax)
            .Select(lead => new { From = lead.CreatedAt, To = lead.FirstTakenAt!.Value })
            .ToListAsync(cancellationToken);
        return new DigestContent
        {
            Site = site,
            Settings = settings,
            Period = period,
            Now = now,
            Chats = await db.Conversations.CountAsync(
                chat => chat.SiteId == site.Id && chat.StartedAt >= from && chat.StartedAt < until, cancellationToken),
            Leads = listed,
            LeadCount = await leads.CountAsync(cancellationToken),
            Unanswered = await leads.CountAsync(lead => lead.Status == LeadStatus.New, cancellationToken),
            MedianAnswer = Median([.. answers.Select(answer => answer.To - answer.From).Order()]),
            NearMisses = await ReadNearMissesAsync(db, site.Id, settings.Threshold, from, until, cancellationToken),
            NotSent = await ReadNotSentAsync(db, site.Id, from, until, cancellationToken),
        };
    }

    private static Task<List<NearMiss>> ReadNearMissesAsync(
        LeadAlertsDbContext db, Guid siteId, int threshold, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var near = Math.Max(1, threshold - NearPoints);
        return db.Conversations
            .Where(chat => chat.SiteId == siteId && chat.LastMessageAt >= from && chat.LastMessageAt < until
                && chat.LeadId == null && chat.Score >= near && chat.Score < threshold
                && !db.LeadFeedback.Any(said => said.SiteId == siteId && said.ConversationId == chat.Id))
            .OrderByDescending(chat => chat.Score).ThenByDescending(chat => chat.LastMessageAt).ThenBy(chat => chat.Id)
            .Take(NearMissesMax)
            .Select(chat => new NearMiss(chat.Id, chat.Headline ?? "", chat.Score!.Value, chat.LastMessageAt))
            .ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<(string Reason, int Count)>> ReadNotSentAsync(
        LeadAlertsDbContext db, Guid siteId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var counts = await db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.RaisedAt >= from && alert.RaisedAt < until
                && (alert.State == AlertState.Suppressed || alert.State == AlertState.Bundled || alert.State == AlertState.Held
                    || alert.State == AlertState.Failed || alert.State == AlertState.Unknown)

                // Who only gets digests reads this one instead.
                && alert.Reason != AlertReason.DigestOnly)
            .GroupBy(alert => new { alert.State, alert.Reason })
            .Select(group => new { group.Key.State, group.Key.Reason, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return
        [
            .. counts
                .GroupBy(row => Words(row.State, row.Reason))
                .Select(group => (group.Key, group.Sum(row => row.Count)))
                .OrderByDescending(row => row.Item2).ThenBy(row => row.Key, StringComparer.Ordinal),
        ];
    }

    private static string Words(AlertState state, AlertReason reason) => state switch
    {
        AlertState.Failed => "The mail server refused it, or it was given up.",
        AlertState.Unknown => "The mail server did not answer: it may or may not have arrived.",
        AlertState.Held => $"{AlertWords.Reason(reason) ?? "It waits."} It is still to come.",
        AlertState.Bundled => $"{AlertWords.Reason(reason) ?? "It waited."} It came in one mail with others.",
        _ => AlertWords.Reason(reason) ?? "It was not needed any more.",
    };

    private static TimeSpan? Median(List<TimeSpan> sorted) =>
        sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
