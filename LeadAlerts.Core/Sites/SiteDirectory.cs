using System.Collections.Concurrent;
using System.Data.Common;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Sites;

/// <summary>Finds a site by one of its keys, for those who receive conversations and serve the widget.</summary>
/// <remarks>
/// Keeps what it found for <see cref="CacheLifetime"/>, so another server may learn of a change that much later; on this server
/// <see cref="Forget"/> makes a change count at once. Unknown keys are never kept, so guessing does not fill the memory. Safe for use by
/// several threads.
/// </remarks>
public sealed class SiteDirectory(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How often it is noted at most that a secret key is used.</summary>
    public static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(10);

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private int _generation;

    /// <summary>Finds the site whose widget carries this key (<c>st_…</c>); null when there is none or it is disabled.</summary>
    public Task<SiteEntry?> FindByPublicKeyAsync(string key, CancellationToken cancellationToken) =>
        IsKey(key, SiteKey.PublicPrefix)
            ? FindAsync(key, db => db.Sites.Where(site => site.PublicKey == key), cancellationToken)
            : Task.FromResult<SiteEntry?>(null);

    /// <summary>Finds the site whose servers post with this key (<c>sk_…</c>); null when there is none or it is disabled.</summary>
    public Task<SiteEntry?> FindBySecretKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (!IsKey(key, SiteKey.SecretPrefix))
        {
            return Task.FromResult<SiteEntry?>(null);
        }

        // Only hashes are compared, so the time that takes tells nothing about a key.
        var hash = SiteKey.Hash(key);
        return FindAsync(
            Convert.ToHexString(hash),
            db => db.ApiKeys.Where(key => key.Hash == hash).Join(db.Sites, key => key.SiteId, site => site.Id, (_, site) => site),
            cancellationToken,
            db => NoteUseAsync(db, hash, cancellationToken));
    }

    /// <summary>Drops what is kept about a site. Call it after a change has been saved.</summary>
    public void Forget(Guid siteId)
    {
        Interlocked.Increment(ref _generation);
        foreach (var (key, kept) in _kept)
        {
            if (kept.Entry.Id == siteId)
            {
                _kept.TryRemove(key, out _);
            }
        }
    }

    private static bool IsKey(string? key, string prefix) =>
        key is { Length: > 3 and <= 64 } && key.StartsWith(prefix, StringComparison.Ordinal);

    private async Task<SiteEntry?> FindAsync(
        string cacheKey,
        Func<LeadAlertsDbContext, IQueryable<Site>> find,
        CancellationToken cancellationToken,
        Func<LeadAlertsDbContext, Task>? found = null)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(cacheKey, out var kept) && now < kept.Until)
        {
            return kept.Entry;
        }

        var generation = Volatile.Read(ref _generation);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entry = await find(db)
            .Where(site => !site.Disabled && !site.IsInternal)
            .Select(site => new SiteEntry(
                site.Id, site.PublicKey, site.Name, site.Disabled, site.Plan, site.WebsiteUrl, site.TimeZone, site.Region, site.Business, site.Look))
            .SingleOrDefaultAsync(cancellationToken);

        if (entry is null)
        {
            _kept.TryRemove(cacheKey, out _);
        }
        else if (generation == Volatile.Read(ref _generation))
        {
            // A change that was saved while we read must not be hidden by what we read.
            _kept[cacheKey] = new Kept(entry, now + CacheLifetime);
        }

        if (entry is not null && found is not null)
        {
            await found(db);
        }

        return entry;
    }

    private async Task NoteUseAsync(LeadAlertsDbContext db, byte[] hash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now - UseNotedEvery;
        if (!await db.ApiKeys.AnyAsync(key => key.Hash == hash && (key.LastUsedAt == null || key.LastUsedAt < before), cancellationToken))
        {
            return;
        }

        try
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            await db.ApiKeys.Where(key => key.Hash == hash).ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), cancellationToken);
            await write.CommitAsync(cancellationToken);
        }
        catch (DbException)
        {
            // A database that takes no writes is told by the message itself; that a key was used is not worth refusing one.
        }
    }

    private sealed record Kept(SiteEntry Entry, DateTimeOffset Until);
}

/// <summary>What those who hold a site's key need to know of it.</summary>
/// <param name="Id">The site's id.</param>
/// <param name="PublicKey">The key of its widget.</param>
/// <param name="Name">What members call it.</param>
/// <param name="Disabled">Always false in what the directory answers.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="WebsiteUrl">The website's address without a trailing slash; null when unknown.</param>
/// <param name="TimeZone">The IANA zone in which the business keeps its hours.</param>
/// <param name="Region">The ISO 3166 country of its phone numbers.</param>
/// <param name="Business">What the business is and offers. Do not change it.</param>
/// <param name="Look">How its chat looks to visitors.</param>
public sealed record SiteEntry(
    Guid Id,
    string PublicKey,
    string Name,
    bool Disabled,
    SitePlan Plan,
    string? WebsiteUrl,
    string TimeZone,
    string Region,
    BusinessProfile Business,
    WidgetLook Look);
