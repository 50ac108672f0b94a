using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Writes events into the transaction of what they tell of, one row for each endpoint that wants them. Safe for use by several threads.</summary>
public sealed class WebhookOutbox(PublicUrl publicUrl)
{
    /// <summary>Tells of a lead that the caller has added, or changed since it was read; not of one that is as it was.</summary>
    /// <param name="db">The caller's context; the caller saves.</param>
    /// <param name="lead">Tracked by that context; null for none.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task AddLeadAsync(LeadAlertsDbContext db, Lead? lead, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (lead is null)
        {
            return;
        }

        var isNew = db.Entry(lead).State == EntityState.Added;
        var changed = isNew ? null : FindChanges(db, lead);
        if (changed is { Count: 0 })
        {
            return;
        }

        var type = isNew ? WebhookEvents.LeadCreated : WebhookEvents.LeadUpdated;
        await AddAsync(
            db,
            lead.SiteId,
            type,
            siteName => WebhookPayload.OfLead(type, lead, changed, siteName, publicUrl.Link($"leads/{lead.Id}"), now),
            now,
            cancellationToken);
    }

    /// <summary>Tells of an alert that failed or may not have arrived.</summary>
    /// <param name="db">The caller's context; the caller saves.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task AddFailedAlertAsync(LeadAlertsDbContext db, FailedAlert alert, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(
            db,
            alert.SiteId,
            WebhookEvents.AlertFailed,
            siteName => WebhookPayload.OfFailedAlert(
                alert, siteName, publicUrl.Link(alert.LeadId is { } leadId ? $"leads/{leadId}" : "alerts"), now),
            now,
            cancellationToken);

    private static async Task AddAsync(
        LeadAlertsDbContext db,
        Guid siteId,
        WebhookEvents type,
        Func<string, string> write,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var endpoints = await db.WebhookEndpoints.AsNoTracking()
            .Where(endpoint => endpoint.SiteId == siteId && endpoint.DisabledAt == null && (endpoint.Events & type) != 0)
            .ToListAsync(cancellationToken);
        if (endpoints.Count == 0)
        {
            return;
        }

        var siteName = await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancellationToken);
        var body = write(siteName);
        var eventId = Guid.CreateVersion7(now);
        db.WebhookDeliveries.AddRange(endpoints.Select(endpoint => new WebhookDelivery(endpoint, eventId, type, body, now)));
    }

    /// <summary>The names of the fields, as receivers know them, that differ from what was read.</summary>
    private static List<string> FindChanges(LeadAlertsDbContext db, Lead lead)
    {
        var entry = db.Entry(lead);
        entry.DetectChanges();
        List<string> changed = [];
        if (entry.Property(row => row.Score).IsModified)
        {
            changed.Add("score");
        }

        if (entry.Property(row => row.Category).IsModified)
        {
            changed.Add("category");
        }

        if (entry.ComplexProperty(row => row.Contact).Properties.Any(property => !Equals(property.OriginalValue, property.CurrentValue)))
        {
            changed.Add("contact");
        }

        if (entry.Property(row => row.Headline).IsModified)
        {
            changed.Add("headline");
        }

        return changed;
    }
}
