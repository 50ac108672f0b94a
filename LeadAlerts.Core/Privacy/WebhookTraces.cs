using System.Text.RegularExpressions;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>Which of a site's webhook deliveries name which ids. Their bodies are too many to be read inside a transaction.</summary>
internal sealed partial class WebhookTraces
{
    private readonly Guid _siteId;
    private readonly DateTimeOffset _readAt;
    private readonly ILookup<Guid, Guid> _deliveriesById;

    private WebhookTraces(Guid siteId, DateTimeOffset readAt, ILookup<Guid, Guid> deliveriesById)
    {
        _siteId = siteId;
        _readAt = readAt;
        _deliveriesById = deliveriesById;
    }

    /// <summary>Reads all deliveries of a site, once.</summary>
    /// <param name="db">A context without a transaction.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<WebhookTraces> ReadAsync(LeadAlertsDbContext db, Guid siteId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pairs = new List<(Guid Named, Guid DeliveryId)>();
        var rows = db.WebhookDeliveries.Where(row => row.SiteId == siteId).Select(row => new { row.Id, row.Body });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            pairs.AddRange(IdsIn(row.Body).Select(id => (id, row.Id)));
        }

        return new WebhookTraces(siteId, now, pairs.ToLookup(pair => pair.Named, pair => pair.DeliveryId));
    }

    /// <summary>Finds the deliveries that name one of the ids, also those that were made since the reading. Quick enough for a transaction.</summary>
    public async Task<List<Guid>> FindAsync(LeadAlertsDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        // By endpoint, since an index finds the latest deliveries of each.
        var endpoints = await db.WebhookEndpoints.Where(row => row.SiteId == _siteId).Select(row => row.Id).ToListAsync(cancellationToken);
        var fresh = await db.WebhookDeliveries
            .Where(row => row.SiteId == _siteId && endpoints.Contains(row.EndpointId) && row.CreatedAt >= _readAt)
            .Select(row => new { row.Id, row.Body })
            .ToListAsync(cancellationToken);
        return
        [
            .. ids.SelectMany(id => _deliveriesById[id])
                .Union(fresh.Where(row => IdsIn(row.Body).Intersect(ids).Any()).Select(row => row.Id)),
        ];
    }

    private static IEnumerable<Guid> IdsIn(string body) => Id().Matches(body).Select(match => Guid.Parse(match.ValueSpan)).Distinct();

    [GeneratedRegex("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
