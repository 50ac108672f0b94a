namespace LeadAlerts.Core.Sites;

/// <summary>A secret with which servers post a site's conversations. Only its hash is kept.</summary>
public sealed class ApiKey
{
    /// <summary>The greatest length of a name, in characters.</summary>
    public const int NameMaxLength = 60;

    private ApiKey()
    {
    }

    private ApiKey(Guid siteId, string name, Guid? createdBy, DateTimeOffset now, string secret)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Name = name;
        Prefix = SiteKey.Prefix(secret);
        Hash = SiteKey.Hash(secret);
        CreatedBy = createdBy;
        CreatedAt = now;
    }

    /// <summary>The key's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>What its owner calls it, such as the server that uses it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The first characters, enough to tell two keys apart.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>SHA-256 of the key.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Who made it; null when it is not known.</summary>
    public Guid? CreatedBy { get; private set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last used, UTC, up to <see cref="SiteDirectory.UseNotedEvery"/> late; null when it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>Makes a key.</summary>
    /// <returns>What is stored, and the key itself: show it once.</returns>
    /// <exception cref="ArgumentException">The name is empty or longer than <see cref="NameMaxLength"/>.</exception>
    public static (ApiKey Key, string Secret) Create(Guid siteId, string name, Guid? createdBy, DateTimeOffset now)
    {
        name = (name ?? "").Trim();
        if (name.Length is 0 or > NameMaxLength)
        {
            throw new ArgumentException($"A key's name has 1 to {NameMaxLength} characters.", nameof(name));
        }

        var secret = SiteKey.CreateSecret();
        return (new ApiKey(siteId, name, createdBy, now, secret), secret);
    }
}
