namespace LeadAlerts.Core.Members;

/// <summary>The roles of the whole installation. What a person may do on one site is their <see cref="MemberRole"/>.</summary>
public static class Roles
{
    /// <summary>Sees all sites and plans, all users and the jobs.</summary>
    public const string Admin = "Admin";
}
