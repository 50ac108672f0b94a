namespace LeadAlerts.Core.Members;

/// <summary>What a person may do on one site.</summary>
public enum MemberRole
{
    /// <summary>Works the leads.</summary>
    Member = 0,

    /// <summary>Also tunes the alerts, the site and its people.</summary>
    Owner = 1,
}

internal static class MemberRoleWords
{
    /// <summary>The role inside a sentence.</summary>
    public static string ToWord(this MemberRole role) => role == MemberRole.Owner ? "owner" : "member";
}

/// <summary>A person's place on a site.</summary>
public sealed class Member
{
    private Member()
    {
    }

    /// <summary>Puts a person on a site.</summary>
    public Member(Guid siteId, Guid userId, MemberRole role, DateTimeOffset now)
    {
        SiteId = siteId;
        UserId = userId;
        Role = role;
        JoinedAt = now;
    }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What the person may do there.</summary>
    public MemberRole Role { get; private set; }

    /// <summary>When the person joined, UTC.</summary>
    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>Gives the person another role.</summary>
    public void SetRole(MemberRole role) => Role = role;
}
