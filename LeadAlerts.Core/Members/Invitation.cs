using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadAlerts.Core.Members;

/// <summary>An invitation to a site, sent by e-mail; good once, for seven days.</summary>
public sealed class Invitation
{
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation()
    {
    }

    private Invitation(Guid siteId, string email, MemberRole role, Guid invitedBy, DateTimeOffset now, byte[] tokenHash)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Email = email;
        Role = role;
        InvitedBy = invitedBy;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
        TokenHash = tokenHash;
    }

    /// <summary>The invitation's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Whom it invites.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The role it gives.</summary>
    public MemberRole Role { get; private set; }

    /// <summary>The user who invited.</summary>
    public Guid InvitedBy { get; private set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>From when on it is no longer good, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was accepted, UTC; null while it waits.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>Makes an invitation and the token that its link carries.</summary>
    public static (Invitation Invitation, string Token) Create(
        Guid siteId, string email, MemberRole role, Guid invitedBy, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        return (new Invitation(siteId, email, role, invitedBy, now, HashToken(token)), token);
    }

    /// <summary>The hash under which a token is stored.</summary>
    public static byte[] HashToken(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>True while it can be accepted.</summary>
    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && now < ExpiresAt;

    /// <summary>Accepts the invitation.</summary>
    /// <exception cref="InvalidOperationException">It was accepted before, or it is out of date.</exception>
    public void Accept(DateTimeOffset now)
    {
        if (!IsOpen(now))
        {
            throw new InvalidOperationException("The invitation is no longer good.");
        }

        AcceptedAt = now;
    }
}
