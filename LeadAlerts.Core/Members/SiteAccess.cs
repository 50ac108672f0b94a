namespace LeadAlerts.Core.Members;

/// <summary>The site at which a signed-in person looks, and what they may do there.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="SiteName">Its name.</param>
/// <param name="Role">What the person may do there.</param>
/// <param name="UserId">The person.</param>
/// <param name="AllSites">Every site of the person, by name; never empty.</param>
public sealed record SiteAccess(
    Guid SiteId, string SiteName, MemberRole Role, Guid UserId, IReadOnlyList<(Guid Id, string Name)> AllSites)
{
    /// <summary>True for those who tune alerts, the site and its people.</summary>
    public bool IsOwner => Role == MemberRole.Owner;
}
