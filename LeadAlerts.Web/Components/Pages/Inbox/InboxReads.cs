using System.Collections.Concurrent;
using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>What an inbox shows after a change.</summary>
/// <param name="Page">Its first page.</param>
/// <param name="Counts">What its tabs count.</param>
internal sealed record InboxReading(InboxPageOfRows Page, InboxCounts Counts);

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
