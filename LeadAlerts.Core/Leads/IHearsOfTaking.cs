using LeadAlerts.Core.Storage;

namespace LeadAlerts.Core.Leads;

/// <summary>A later room that tells the others of it when a member takes leads up at the desk, or gives them back.</summary>
public interface IHearsOfTaking
{
    /// <summary>Hears of leads that are about to change hands, before the transaction begins: the time to compose what is told.</summary>
    /// <param name="db">The context that tracks the leads. Nothing is added to it yet.</param>
    /// <param name="taken">The leads, as they still are.</param>
    /// <param name="cancellationToken">Stops the change.</param>
    /// <returns>Adds what was composed to the context. Called in the transaction of the change and before it is saved, if it comes to that.</returns>
    public Task<Func<CancellationToken, Task>> HearAsync(LeadAlertsDbContext db, TakenLeads taken, CancellationToken cancellationToken);
}

/// <summary>Leads that change hands at once: nobody's become somebody's, or with <see cref="GivenBack"/> somebody's nobody's.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Leads">The leads, at least one, all of that site.</param>
/// <param name="Who">How the person is called who takes them, or gives them back.</param>
/// <param name="Known">Who knows of it anyway: the member who does it, and the one to whom they go.</param>
/// <param name="At">When, UTC.</param>
public sealed record TakenLeads(Guid SiteId, IReadOnlyList<Lead> Leads, string Who, IReadOnlyList<Guid> Known, DateTimeOffset At)
{
    /// <summary>True when the visitors have been contacted too.</summary>
    public bool IsContacted { get; init; }

    /// <summary>True when a member takes back that they were taken.</summary>
    public bool GivenBack { get; init; }
}
