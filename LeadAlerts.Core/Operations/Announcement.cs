namespace LeadAlerts.Core.Operations;

/// <summary>How much an announcement matters. Numbers are stored: never renumber.</summary>
public enum AnnouncementLevel
{
    /// <summary>Good to know.</summary>
    Note = 0,

    /// <summary>Something will not work as usual.</summary>
    Warning = 1,

    /// <summary>Something does not work.</summary>
    Problem = 2,
}

/// <summary>What an administrator tells everybody who signs in. The latest one counts; an empty text ends the one before.</summary>
public sealed class Announcement
{
    /// <summary>The greatest length of a text, in characters.</summary>
    public const int TextMaxLength = 300;

    private Announcement()
    {
    }

    /// <summary>Announces something.</summary>
    /// <param name="text">0–300 characters; empty to end the announcement before.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="until">Until when it is shown, UTC; null for as long as there is no other.</param>
    /// <param name="createdBy">The administrator.</param>
    /// <param name="now">When, UTC.</param>
    /// <exception cref="ArgumentException">The text is too long.</exception>
    public Announcement(string text, AnnouncementLevel level, DateTimeOffset? until, Guid createdBy, DateTimeOffset now)
    {
        text = (text ?? "").Trim();
        if (text.Length > TextMaxLength)
        {
            throw new ArgumentException($"An announcement has at most {TextMaxLength} characters.", nameof(text));
        }

        Id = Guid.CreateVersion7(now);
        Text = text;
        Level = level;
        Until = until;
        CreatedBy = createdBy;
        CreatedAt = now;
    }

    /// <summary>The announcement's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>What it says, as plain text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How much it matters.</summary>
    public AnnouncementLevel Level { get; private set; }

    /// <summary>Until when it is shown, UTC; null for no end.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The administrator.</summary>
    public Guid CreatedBy { get; private set; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
