using LeadAlerts.Core.Storage;

namespace LeadAlerts.Core.Leads.Merging;

/// <summary>Rows that go along when their lead ends in another one, and come back when that is taken back.</summary>
/// <remarks>Each room that keeps rows of leads brings its own, so that merging need not know the rooms that come after it.</remarks>
public interface IFollowsLead
{
    /// <summary>Moves the rows of a lead that ends.</summary>
    /// <param name="db">The context of the merge, inside its transaction.</param>
    /// <param name="siteId">The site of both leads; no other site's row is touched.</param>
    /// <param name="mergedId">The lead that ends.</param>
    /// <param name="survivorId">The lead that goes on.</param>
    /// <param name="undo">What it takes to take the merge back, so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><paramref name="undo"/> with what moved here.</returns>
    public Task<LeadMergeUndo> MoveAsync(
        LeadAlertsDbContext db, Guid siteId, Guid mergedId, Guid survivorId, LeadMergeUndo undo, CancellationToken cancellationToken);

    /// <summary>Moves the rows back to the lead that had ended.</summary>
    /// <param name="db">The context of the undo, inside its transaction; the lead is back already.</param>
    /// <param name="siteId">The site of both leads; no other site's row is touched, whatever <paramref name="undo"/> names.</param>
    /// <param name="mergedId">The lead that had ended.</param>
    /// <param name="undo">What moved.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ReturnAsync(LeadAlertsDbContext db, Guid siteId, Guid mergedId, LeadMergeUndo undo, CancellationToken cancellationToken);
}
