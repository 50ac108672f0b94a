namespace LeadAlerts.Core.Sites;

/// <summary>A customer's website that carries the chat widget.</summary>
public sealed class Site
{
    /// <summary>The greatest length of a site's name, in characters.</summary>
    public const int NameMaxLength = 120;

    /// <summary>The longest time for which conversations can be kept, in days; beyond it they are kept for ever.</summary>
    public const int RetentionMaxDays = 3650;

    /// <summary>The greatest length of a page's origin, in characters.</summary>
    public const int OriginMaxLength = 300;

    private readonly List<ApiKey> _apiKeys = [];

    private Site()
    {
    }

    /// <summary>Creates a site on the free plan.</summary>
    /// <param name="name">What members call the site; trimmed, 1–120 characters.</param>
    /// <param name="timeZone">An IANA zone id, such as <c>America/Los_Angeles</c>.</param>
    /// <param name="region">The ISO 3166 two-letter country whose phone numbers are written without a prefix.</param>
    /// <param name="now">The instant of creation, UTC.</param>
    /// <exception cref="ArgumentException">The name is empty or too long, or the zone is not known to this machine.</exception>
    public Site(string name, string timeZone, string region, DateTimeOffset now)
    {
        Rename(name);
        SetPlace(timeZone, region);
        Id = Guid.CreateVersion7(now);
        PublicKey = SiteKey.CreatePublic();
        CreatedAt = now;
    }

    /// <summary>Creates a site of the product's own; see <see cref="IsInternal"/>.</summary>
    public static Site CreateInternal(string name, DateTimeOffset now) => new(name, "UTC", "US", now) { IsInternal = true };

    /// <summary>The site's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The key that the widget's script tag carries (<c>st_…</c>). Public: it identifies, it does not authenticate.</summary>
    public string PublicKey { get; private set; } = "";

    /// <summary>The secret keys (<c>sk_…</c>) with which servers post conversations, as far as they were loaded.</summary>
    public IReadOnlyCollection<ApiKey> ApiKeys => _apiKeys;

    /// <summary>What members call the site.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The website's address, such as <c>https://brightroof.example</c>; null when unknown.</summary>
    public string? WebsiteUrl { get; private set; }

    /// <summary>The site's plan; set by an administrator.</summary>
    public SitePlan Plan { get; private set; }

    /// <summary>The IANA time zone in which the business keeps its hours.</summary>
    public string TimeZone { get; private set; } = "UTC";

    /// <summary>The ISO 3166 country whose phone numbers are written without a prefix.</summary>
    public string Region { get; private set; } = "US";

    /// <summary>What the business is and offers.</summary>
    public BusinessProfile Business { get; private set; } = new();

    /// <summary>How its chat looks to visitors.</summary>
    public WidgetLook Look { get; private set; } = WidgetLook.Standard;

    /// <summary>True when the site takes no conversations and shows no widget.</summary>
    public bool Disabled { get; private set; }

    /// <summary>True for a site of the product's own, for its test chats: no list shows it, no figure counts it and no key opens it.</summary>
    public bool IsInternal { get; private set; }

    /// <summary>When the widget last loaded on a page, UTC; null when it never did.</summary>
    public DateTimeOffset? WidgetSeenAt { get; private set; }

    /// <summary>The origin of that page, such as <c>https://brightroof.example</c>; null when the browser did not say.</summary>
    public string? WidgetSeenOn { get; private set; }

    /// <summary>When the widget last loaded on a page that is not of the website, and was refused, UTC; null when it never did.</summary>
    public DateTimeOffset? WidgetRefusedAt { get; private set; }

    /// <summary>The origin of that page; null when there is none.</summary>
    public string? WidgetRefusedOn { get; private set; }

    /// <summary>Until when the site's alerts wait, UTC; null or past when they do not.</summary>
    public DateTimeOffset? AlertsMutedUntil { get; private set; }

    /// <summary>When they were muted, UTC; null when they are not.</summary>
    public DateTimeOffset? AlertsMutedAt { get; private set; }

    /// <summary>The user who muted them; null when they are not muted.</summary>
    public Guid? AlertsMutedBy { get; private set; }

    /// <summary>When the next digest is due, UTC; null when none is.</summary>
    public DateTimeOffset? DigestDueAt { get; private set; }

    /// <summary>Until when digests have told what happened, UTC: the next one begins there. Null before the first.</summary>
    public DateTimeOffset? DigestedUntil { get; private set; }

    /// <summary>For how many days after its last message a conversation is kept; null for ever.</summary>
    public int? RetentionDays { get; private set; }

    /// <summary>The instant of creation, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Gives the site another name.</summary>
    /// <exception cref="ArgumentException">The name is empty or longer than <see cref="NameMaxLength"/>.</exception>
    public void Rename(string name)
    {
        name = (name ?? "").Trim();
        if (name.Length is 0 or > NameMaxLength)
        {
            throw new ArgumentException($"A site's name has 1 to {NameMaxLength} characters.", nameof(name));
        }

        Name = name;
    }

    /// <summary>Says where the business is.</summary>
    /// <exception cref="ArgumentException">The zone is not known to this machine, or the region is not two letters.</exception>
    public void SetPlace(string timeZone, string region)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            throw new ArgumentException($"The time zone “{timeZone}” is not known.", nameof(timeZone));
        }

        if (region is not { Length: 2 } || !region.All(char.IsAsciiLetter))
        {
            throw new ArgumentException("A region is a two-letter country code.", nameof(region));
        }

        TimeZone = timeZone;
        Region = region.ToUpperInvariant();
    }

    /// <summary>Says what the business is and where its website is.</summary>
    /// <exception cref="ArgumentException">The address is not an absolute http or https address.</exception>
    public void Describe(BusinessProfile business, string? websiteUrl)
    {
        if (string.IsNullOrWhiteSpace(websiteUrl))
        {
            websiteUrl = null;
        }
        else if (!Uri.TryCreate(websiteUrl.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("A website's address starts with http:// or https://.", nameof(websiteUrl));
        }
        else
        {
            websiteUrl = uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        }

        Business = business;
        WebsiteUrl = websiteUrl;
    }

    /// <summary>Says how the chat looks to visitors.</summary>
    /// <exception cref="ArgumentException">Something in it is not right; the message says what.</exception>
    public void SetLook(WidgetLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        Look = look.Normalize();
    }

    /// <summary>Makes the first secret key of a site that is being created.</summary>
    /// <returns>The key itself. It is not stored: show it once.</returns>
    public string MakeSecretKey()
    {
        var (key, secret) = ApiKey.Create(Id, "First key", createdBy: null, CreatedAt);
        _apiKeys.Add(key);
        return secret;
    }

    /// <summary>Says how long conversations are kept.</summary>
    /// <param name="days">Days since a conversation's last message, 1 to <see cref="RetentionMaxDays"/>; null for ever.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public void KeepConversations(int? days)
    {
        if (days is < 1 or > RetentionMaxDays)
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, $"Conversations are kept for 1 to {RetentionMaxDays} days, or for ever.");
        }

        RetentionDays = days;
    }

    /// <summary>Puts the site on a plan.</summary>
    public void SetPlan(SitePlan plan) => Plan = plan;

    /// <summary>Opens or closes the site for conversations.</summary>
    public void SetDisabled(bool disabled) => Disabled = disabled;

    /// <summary>Notes that the widget loaded on a page.</summary>
    /// <param name="origin">The page's origin; null or one that is too long leaves it unknown.</param>
    /// <param name="now">When, UTC.</param>
    public void MarkWidgetSeen(string? origin, DateTimeOffset now)
    {
        WidgetSeenAt = now;
        WidgetSeenOn = origin is { Length: > 0 and <= OriginMaxLength } ? origin : null;
    }

    /// <summary>Notes that the widget loaded on a page that is not of the website, and was refused.</summary>
    /// <param name="origin">The page's origin, as its browser or whoever pretends to be one said; at most <see cref="OriginMaxLength"/> characters.</param>
    /// <param name="now">When, UTC.</param>
    public void MarkWidgetRefused(string origin, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(origin.Length, OriginMaxLength);
        WidgetRefusedAt = now;
        WidgetRefusedOn = origin;
    }

    /// <summary>Lets the site's alerts wait until an instant.</summary>
    /// <param name="until">UTC.</param>
    /// <param name="userId">Who wants it.</param>
    /// <param name="now">When, UTC.</param>
    public void MuteAlerts(DateTimeOffset until, Guid userId, DateTimeOffset now)
    {
        AlertsMutedUntil = until;
        AlertsMutedAt = now;
        AlertsMutedBy = userId;
    }

    /// <summary>Lets them go out again.</summary>
    public void UnmuteAlerts()
    {
        AlertsMutedUntil = null;
        AlertsMutedAt = null;
        AlertsMutedBy = null;
    }

    /// <summary>Says when the next digest is due, or with null that none is.</summary>
    public void PlanDigest(DateTimeOffset? dueAt) => DigestDueAt = dueAt;

    /// <summary>Lets the next digest tell only what happens from an instant on, UTC; what digests have told stays told.</summary>
    public void TellDigestsFrom(DateTimeOffset from)
    {
        if (DigestedUntil is null || DigestedUntil < from)
        {
            DigestedUntil = from;
        }
    }
}
