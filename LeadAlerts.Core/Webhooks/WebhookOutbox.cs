using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Writes events into the transaction of what they tell of, one row for each endpoint that wants them. Safe for use by several threads.</summary>
public sealed class WebhookOutbox(PublicUrl publicUrl) : IHearsOfLeads
{
    // Compiled: asked for each lead that is new or has changed.
    private static readonly Func<LeadAlertsDbContext, Guid, WebhookEvents, IAsyncEnumerable<WebhookEndpoint>> EndpointsOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, WebhookEvents types) => db.WebhookEndpoints.AsNoTracking()
            .Where(endpoint => endpoint.SiteId == siteId && endpoint.DisabledAt == null && (endpoint.Events & types) != 0));

    /// <summary>Tells of leads that the caller has added, or changed since they were read; not of those that are as they were.</summary>
    /// <param name="db">The caller's context; the caller saves.</param>
    /// <param name="leads">Tracked by that context, all of one site.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task HearAsync(LeadAlertsDbContext db, IReadOnlyCollection<Lead> leads, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var news = leads.Select(lead => (Lead: lead, Changed: FindChanges(db, lead))).Where(each => each.Changed is not { Count: 0 }).ToList();
        if (news.Count == 0)
        {
            return;
        }

        var siteId = news[0].Lead.SiteId;
        var endpoints = await FindEndpointsAsync(db, siteId, WebhookEvents.LeadCreated | WebhookEvents.LeadUpdated, cancellationToken);
        if (endpoints.Count == 0)
        {
            return;
        }

        var siteName = await FindSiteNameAsync(db, siteId, cancellationToken);
        var assignees = news.Select(each => each.Lead.AssigneeId).OfType<Guid>().Distinct().ToList();
        var names = assignees.Count == 0 ? [] : await db.Users.Named()
            .Where(person => assignees.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, cancellationToken);
        foreach (var (lead, changed) in news)
        {
            var type = changed is null ? WebhookEvents.LeadCreated : WebhookEvents.LeadUpdated;
            var who = lead.AssigneeId is { } id ? names.GetValueOrDefault(id) : lead.ClaimedByName;
            var body = WebhookPayload.OfLead(type, lead, who, changed, siteName, publicUrl.Link($"leads/{lead.Id}"), now);
            Add(db, endpoints, type, body, now);
        }
    }

    /// <summary>Tells of an alert that failed or may not have arrived.</summary>
    /// <param name="db">The caller's context; the caller saves.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task AddFailedAlertAsync(LeadAlertsDbContext db, FailedAlert alert, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var endpoints = await FindEndpointsAsync(db, alert.SiteId, WebhookEvents.AlertFailed, cancellationToken);
        if (endpoints.Count > 0)
        {
            var siteName = await FindSiteNameAsync(db, alert.SiteId, cancellationToken);
            var link = publicUrl.Link(alert.LeadId is { } leadId ? $"leads/{leadId}" : "alerts");
            Add(db, endpoints, WebhookEvents.AlertFailed, WebhookPayload.OfFailedAlert(alert, siteName, link, now), now);
        }
    }

    private static void Add(LeadAlertsDbContext db, List<WebhookEndpoint> endpoints, WebhookEvents type, string body, DateTimeOffset now)
    {
        var eventId = Guid.CreateVersion7(now);
        db.WebhookDeliveries.AddRange(endpoints
            .Where(endpoint => (endpoint.Events & type) != 0)
            .Select(endpoint => new WebhookDelivery(endpoint, eventId, type, body, now)));
    }

    private static Task<List<WebhookEndpoint>> FindEndpointsAsync(
        LeadAlertsDbContext db, Guid siteId, WebhookEvents types, CancellationToken cancellationToken) =>
        EndpointsOf(db, siteId, types).ToListAsync(cancellationToken).AsTask();

    private static Task<string> FindSiteNameAsync(LeadAlertsDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancellationToken);

    /// <summary>The names of the fields, as receivers know them, that differ from what was read; null for a lead that is new.</summary>
    private static List<string>? FindChanges(LeadAlertsDbContext db, Lead lead)
    {
        var entry = db.Entry(lead);
        if (entry.State == EntityState.Added)
        {
            return null;
        }

        entry.DetectChanges();
        var (score, contact) = (entry.Property(row => row.Score), entry.ComplexProperty(row => row.Contact));
        (string Name, bool Changed)[] fields =
        [
            ("score", score.IsModified),
            ("heat", HeatScale.Of(score.OriginalValue) != HeatScale.Of(score.CurrentValue)),
            ("category", entry.Property(row => row.Category).IsModified),
            ("contact", contact.Properties.Any(property => !Equals(property.OriginalValue, property.CurrentValue))),
            ("headline", entry.Property(row => row.Headline).IsModified),
            ("status", entry.Property(row => row.Status).IsModified),
            ("assignee", entry.Property(row => row.AssigneeId).IsModified || entry.Property(row => row.ClaimedByRecipientId).IsModified),
            ("snoozed_until", entry.Property(row => row.SnoozedUntil).IsModified),
        ];
        return [.. fields.Where(field => field.Changed).Select(field => field.Name)];
    }
}
