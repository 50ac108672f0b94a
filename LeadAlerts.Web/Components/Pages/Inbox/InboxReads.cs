using System.Collections.Concurrent;
using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>What an inbox shows after a change.</summary>
/// <param name="Page">Its first page.</param>
/// <param name="Counts">What its tabs count.</param>
internal sealed record InboxReading(InboxPageOfRows Page, InboxCounts Counts);

/// <summary>What became of rows that no first page holds.</summary>
/// <param name="Now">Those that still belong to the list, as they are now.</param>
/// <param name="Gone">Those that are to go from it.</param>
internal sealed record RestReading(IReadOnlyList<InboxRow> Now, IReadOnlySet<Guid> Gone);

/// <summary>
/// Reads inboxes after a change, once for all of a person's that show the same: a change reaches every open tab within the same moment, and
/// each would ask the same dozen questions. Safe for use by several threads.
/// </summary>
internal sealed class InboxReads(InboxQueries queries, InboxFeed feed, TimeProvider clock)
{
    // A bound for what is kept, and for what changes without word on another server.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Key, Reading> _readings = new();

    /// <summary>Reads, or shares a reading that began after the site's last change.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Whose inbox.</param>
    /// <param name="filter">What it shows.</param>
    public Task<InboxReading> ReadAsync(Guid siteId, Guid userId, InboxFilter filter)
    {
        var version = feed.VersionOf(siteId);
        var key = new Key(siteId, userId, filter);
        return _readings.AddOrUpdate(key, Begin, (_, known) => IsFresh(known) ? known : Begin(key)).Work.Value;

        bool IsFresh(Reading known) => known.Version == version && clock.GetElapsedTime(known.Since) < KeptFor && !known.Work.Value.IsFaulted;

        Reading Begin(Key of) => new(version, clock.GetTimestamp(), new Lazy<Task<InboxReading>>(() => BeginAsync(of)));
    }

    /// <summary>Shares nothing any more that was read before a deed of the person's own, of which the feed may not hear: a lead that was looked at.</summary>
    public void Forget(Guid siteId, Guid userId)
    {
        foreach (var key in _readings.Keys.Where(key => key.SiteId == siteId && key.UserId == userId))
        {
            _readings.TryRemove(key, out _);
        }
    }

    /// <summary>Reads what became of the rows of which a first page says nothing.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Whose inbox.</param>
    /// <param name="shown">What it shows.</param>
    /// <param name="page">The first page as it is now.</param>
    /// <param name="filter">Of which it is.</param>
    /// <param name="reading">True while somebody reads: rows that belong elsewhere by now stay under the pointer, and only what is no longer stored goes.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<RestReading> ReadRestAsync(
        Guid siteId, Guid userId, ShownRows shown, InboxPageOfRows page, InboxFilter filter, bool reading, CancellationToken cancellationToken)
    {
        var below = shown.Below(page, filter);
        var now = below.Count == 0 ? [] : await queries.ListAgainAsync(siteId, userId, filter, below, cancellationToken);
        var known = now.Select(row => row.Id).ToHashSet();
        if (!reading)
        {
            return new RestReading(now, below.Where(id => !known.Contains(id)).ToHashSet());
        }

        known.UnionWith(page.Rows.Select(row => row.Id));
        var missing = shown.Ids.Where(id => !known.Contains(id)).ToList();
        var stored = missing.Count == 0 ? [] : await queries.ListStoredAsync(siteId, missing, cancellationToken);
        return new RestReading(now, missing.Except(stored).ToHashSet());
    }

    private async Task<InboxReading> BeginAsync(Key of)
    {
        _ = ForgetAsync(of);
        return new InboxReading(
            await queries.ListAsync(of.SiteId, of.UserId, of.Filter, null, CancellationToken.None),
            await queries.CountAsync(of.SiteId, of.UserId, of.Filter, CancellationToken.None));
    }

    private async Task ForgetAsync(Key of)
    {
        await Task.Delay(KeptFor, clock);
        if (_readings.TryGetValue(of, out var known) && clock.GetElapsedTime(known.Since) >= KeptFor)
        {
            _readings.TryRemove(KeyValuePair.Create(of, known));
        }
    }

    private sealed record Key(Guid SiteId, Guid UserId, InboxFilter Filter);

    private sealed record Reading(long Version, long Since, Lazy<Task<InboxReading>> Work);
}
