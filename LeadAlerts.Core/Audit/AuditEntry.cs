namespace LeadAlerts.Core.Audit;

/// <summary>What of a site was changed. Numbers are stored: never renumber.</summary>
public enum AuditArea
{
    /// <summary>Its name, business or place.</summary>
    Site = 0,

    /// <summary>Its alert settings.</summary>
    Alerts = 1,

    /// <summary>Who gets its alerts.</summary>
    Recipients = 2,

    /// <summary>Who works on it.</summary>
    People = 3,

    /// <summary>Its API keys.</summary>
    Keys = 4,

    /// <summary>Its own mail server.</summary>
    Mail = 5,

    /// <summary>Its webhooks.</summary>
    Webhooks = 6,

    /// <summary>Its plan, and whether it is open.</summary>
    Plan = 7,

    /// <summary>How long it keeps chats; what was exported and erased.</summary>
    Privacy = 8,
}

/// <summary>Who changed what of a site and when. Never changes once stored; holds no secret and no visitor's data.</summary>
public sealed class AuditEntry
{
    /// <summary>The greatest length of a text, in characters.</summary>
    public const int TextMaxLength = 1000;

    private AuditEntry()
    {
    }

    /// <summary>Notes a change.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who did it; null for the product itself.</param>
    /// <param name="area">What was changed.</param>
    /// <param name="text">From what to what, in words; cut where it is too long.</param>
    /// <param name="now">When, UTC.</param>
    public AuditEntry(Guid siteId, Guid? actorId, AuditArea area, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        ActorId = actorId;
        Area = area;
        Text = text.Length <= TextMaxLength ? text : text[..(TextMaxLength - 1)] + "…";
        At = now;
    }

    /// <summary>The entry's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Who did it, who may have left since; null for the product itself.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>What was changed.</summary>
    public AuditArea Area { get; private set; }

    /// <summary>From what to what.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }
}
