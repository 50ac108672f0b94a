using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Refinement;

/// <summary>How a site stands with the language model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Host">The host that chats are sent to.</param>
/// <param name="PausedUntil">Until when this server leaves the model alone after failures, UTC; null while it may be asked.</param>
/// <param name="UsedToday">Reviews for which it was asked today, by the site's clock.</param>
/// <param name="Quota">How many a day there may be.</param>
/// <param name="FailedToday">How many of today's failed.</param>
/// <param name="TokensToday">What today's cost.</param>
/// <param name="LastFailure">Why the latest failure failed; null when there was none in the last days, or an answer came since.</param>
/// <param name="LastFailedAt">When that was, UTC.</param>
/// <param name="LastAnsweredAt">When the model last answered, UTC; null when it did not in the last days.</param>
public sealed record LanguageModelStanding(
    string Model,
    string Host,
    DateTimeOffset? PausedUntil,
    int UsedToday,
    int Quota,
    int FailedToday,
    ModelTokens TokensToday,
    string? LastFailure,
    DateTimeOffset? LastFailedAt,
    DateTimeOffset? LastAnsweredAt);

/// <summary>Counts what the language model does for each site, so that nobody's chats cost more than is allowed. Safe for use by several threads and servers.</summary>
public sealed class LanguageModelQuota(IDbContextFactory<LeadAlertsDbContext> contexts, LanguageModelReader reader, TimeProvider clock)
{
    private const int DaysLookedBack = 7;

    /// <summary>Takes one of the day's reviews.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="today">The day by the site's clock.</param>
    /// <param name="cancellationToken">Gives up; nothing is taken then.</param>
    /// <returns>False when all are taken.</returns>
    public async Task<bool> TryTakeAsync(Guid siteId, DateOnly today, CancellationToken cancellationToken)
    {
        if (reader.DailyReviewsPerSite == 0)
        {
            return false;
        }

        try
        {
            return await TryTakeOnceAsync(siteId, today, cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another server began the day at the same moment: now there is a row to count in.
            return await TryTakeOnceAsync(siteId, today, cancellationToken);
        }
    }

    /// <summary>Records what became of a review that was taken.</summary>
    public async Task RecordAsync(Guid siteId, DateOnly day, ModelOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var now = clock.GetUtcNow();
        var tokens = outcome.Tokens;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var row = db.LanguageModelUsages.Where(usage => usage.SiteId == siteId && usage.UsedOn == day);
        if (outcome is ModelOutcome.Failed failed)
        {
            await row.ExecuteUpdateAsync(
                set => set
                    .SetProperty(usage => usage.Failures, usage => usage.Failures + 1)
                    .SetProperty(usage => usage.LastFailure, failed.Reason)
                    .SetProperty(usage => usage.LastFailedAt, now)
                    .SetProperty(usage => usage.InputTokens, usage => usage.InputTokens + tokens.Input)
                    .SetProperty(usage => usage.OutputTokens, usage => usage.OutputTokens + tokens.Output),
                cancellationToken);
        }
        else
        {
            await row.ExecuteUpdateAsync(
                set => set
                    .SetProperty(usage => usage.LastAnsweredAt, now)
                    .SetProperty(usage => usage.InputTokens, usage => usage.InputTokens + tokens.Input)
                    .SetProperty(usage => usage.OutputTokens, usage => usage.OutputTokens + tokens.Output),
                cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
    }

    /// <summary>How the site stands; null when no model is connected.</summary>
    public async Task<LanguageModelStanding?> FindStandingAsync(Guid siteId, CancellationToken cancellationToken)
    {
        if (!reader.IsOn)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zone = await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).SingleAsync(cancellationToken);
        var today = Today(zone, clock.GetUtcNow());
        var since = today.AddDays(-DaysLookedBack);
        var days = await db.LanguageModelUsages.AsNoTracking()
            .Where(usage => usage.SiteId == siteId && usage.UsedOn >= since)
            .OrderByDescending(usage => usage.UsedOn)
            .Take(DaysLookedBack + 1)
            .ToListAsync(cancellationToken);
        var current = days.FirstOrDefault(usage => usage.UsedOn == today);
        var answered = days.Max(usage => usage.LastAnsweredAt);
        var failed = days.Where(usage => usage.LastFailedAt is not null).MaxBy(usage => usage.LastFailedAt);
        var isOver = failed is null || answered > failed.LastFailedAt;
        return new LanguageModelStanding(
            reader.Name,
            reader.Host,
            reader.PausedUntil,
            current?.Reviews ?? 0,
            reader.DailyReviewsPerSite,
            current?.Failures ?? 0,
            new ModelTokens(current?.InputTokens ?? 0, current?.OutputTokens ?? 0),
            isOver ? null : failed!.LastFailure,
            isOver ? null : failed!.LastFailedAt,
            answered);
    }

    /// <summary>The day in a site's time zone; UTC stands in for a zone that this machine does not know.</summary>
    public static DateOnly Today(string timeZone, DateTimeOffset now) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(now, TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc).DateTime);

    private async Task<bool> TryTakeOnceAsync(Guid siteId, DateOnly today, CancellationToken cancellationToken)
    {
        var quota = reader.DailyReviewsPerSite;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);

        // One statement looks and counts, so two workers cannot take the same last one.
        var rows = db.LanguageModelUsages.Where(usage => usage.SiteId == siteId && usage.UsedOn == today);
        var taken = await rows
            .Where(usage => usage.Reviews < quota)
            .ExecuteUpdateAsync(set => set.SetProperty(usage => usage.Reviews, usage => usage.Reviews + 1), cancellationToken);
        if (taken == 0)
        {
            if (await rows.AnyAsync(cancellationToken))
            {
                return false;
            }

            db.LanguageModelUsages.Add(new LanguageModelUsage(siteId, today));
            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }
}
