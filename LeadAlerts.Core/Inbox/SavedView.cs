namespace LeadAlerts.Core.Inbox;

/// <summary>A member's own view of a site's inbox: a name for a filter.</summary>
public sealed class SavedView
{
    /// <summary>The greatest length of a name, in characters.</summary>
    public const int NameMaxLength = 40;

    private SavedView()
    {
    }

    /// <summary>Saves a view.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public SavedView(Guid siteId, Guid userId, string name, InboxFilter filter, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        UserId = userId;
        Name = Checked(name);
        Filter = filter;
        CreatedAt = now;
    }

    /// <summary>The view's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Whose it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What it is called; no two of one member at one site are called the same.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it shows.</summary>
    public InboxFilter Filter { get; private set; } = new();

    /// <summary>When it was saved, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Gives it another name.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public void Rename(string name) => Name = Checked(name);

    private static string Checked(string name)
    {
        name = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length is 0 or > NameMaxLength
            ? throw new ArgumentException($"A view's name has 1 to {NameMaxLength} characters.", nameof(name))
            : name;
    }
}
