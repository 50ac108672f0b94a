using LeadAlerts.Core.Storage;

namespace LeadAlerts.Core.Leads;

/// <summary>A later room that has something to do when people change leads: it tells others of them, or plans what follows.</summary>
public interface IHearsOfLeads
{
    /// <summary>Hears of leads that are about to be saved.</summary>
    /// <param name="db">The context that tracks them, with a transaction that the caller commits; the caller saves.</param>
    /// <param name="leads">Leads of one site, perhaps as they were: what differs from what was read has changed.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Stops the change.</param>
    public Task HearAsync(LeadAlertsDbContext db, IReadOnlyCollection<Lead> leads, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Brings word of the leads that people change to all who hear of them. Safe for use by several threads.</summary>
public sealed class LeadNews(IEnumerable<IHearsOfLeads> hearers)
{
    /// <summary>Brings it, in the transaction of the change and before it is saved.</summary>
    internal async Task TellAsync(LeadAlertsDbContext db, IReadOnlyCollection<Lead> leads, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var hearer in hearers)
        {
            await hearer.HearAsync(db, leads, now, cancellationToken);
        }
    }
}
