namespace LeadAlerts.Core.Leads;

/// <summary>A later room that tells the others of it when a member takes leads up at the desk, or gives them back.</summary>
/// <remarks>It hears of it when that is saved: what it cannot tell keeps nobody from working.</remarks>
public interface IHearsOfTaking
{
    /// <summary>Hears of leads that were nobody's and are somebody's now.</summary>
    public Task HearTakenAsync(TakenLeads taken, CancellationToken cancellationToken);

    /// <summary>Hears of leads that were taken and are nobody's again, because the member took it back.</summary>
    public Task HearGivenBackAsync(TakenLeads taken, CancellationToken cancellationToken);
}

/// <summary>Leads that changed hands at once.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="LeadIds">The leads, all of that site.</param>
/// <param name="Who">How the person is called who has them now, or gave them back.</param>
/// <param name="Known">Who knows of it anyway: the member who did it, and the one to whom they went.</param>
/// <param name="At">When, UTC.</param>
public sealed record TakenLeads(Guid SiteId, IReadOnlyList<Guid> LeadIds, string Who, IReadOnlyList<Guid> Known, DateTimeOffset At)
{
    /// <summary>True when the visitors have been contacted too.</summary>
    public bool IsContacted { get; init; }
}
