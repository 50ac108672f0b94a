using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Reads pages for sites: few at a time, and not many for one site. Safe for use by several threads.</summary>
internal sealed class SitePages(PageFetcher pages, IOptions<ImportOptions> options, TimeProvider clock) : IDisposable
{
    private const int ReadersMax = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _readers = new(ReadersMax, ReadersMax);
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Since, int Pages)> _pace = new();

    /// <summary>Reads a page and lets it be looked through.</summary>
    /// <param name="siteId">For which site.</param>
    /// <param name="address">Its address as somebody typed it.</param>
    /// <param name="look">Looks through what came of it, while the page still counts as one that is read.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<T> ReadAsync<T>(Guid siteId, string? address, Func<FetchOutcome, Task<T>> look, CancellationToken cancellationToken)
    {
        if (!TryTakePage(siteId))
        {
            return await look(new FetchOutcome.Refused("That were many pages in a short time.", "Wait ten minutes, or paste the text."));
        }

        // Few at a time: each holds a whole page in memory.
        if (!await _readers.WaitAsync(options.Value.Timeout, cancellationToken))
        {
            return await look(new FetchOutcome.Refused("Many pages are being read just now.", "Try again in a minute, or paste the text."));
        }

        try
        {
            return await look(await pages.FetchAsync(address, cancellationToken));
        }
        finally
        {
            _readers.Release();
        }
    }

    public void Dispose() => _readers.Dispose();

    private bool TryTakePage(Guid siteId)
    {
        var now = clock.GetUtcNow();
        var pace = _pace.AddOrUpdate(
            siteId, _ => (now, 1), (_, before) => now - before.Since >= Window ? (now, 1) : (before.Since, before.Pages + 1));
        return pace.Pages <= options.Value.PagesPerTenMinutes;
    }
}
