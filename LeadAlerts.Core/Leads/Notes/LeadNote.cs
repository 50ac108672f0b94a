namespace LeadAlerts.Core.Leads.Notes;

/// <summary>A member's note on a lead.</summary>
public sealed class LeadNote
{
    /// <summary>The greatest length of a note, in characters.</summary>
    public const int TextMaxLength = 4000;

    private LeadNote()
    {
    }

    /// <summary>Writes a note.</summary>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public LeadNote(Guid siteId, Guid leadId, Guid authorId, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        LeadId = leadId;
        AuthorId = authorId;
        Text = Checked(text);
        WrittenAt = now;
    }

    /// <summary>The note's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>Who wrote it.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>What it says, as plain text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>When its author last changed it, UTC; null when never.</summary>
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>Changes what it says.</summary>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public void Edit(string text, DateTimeOffset now)
    {
        Text = Checked(text);
        EditedAt = now;
    }

    private static string Checked(string text)
    {
        text = (text ?? "").Trim();
        return text.Length is 0 or > TextMaxLength
            ? throw new ArgumentException($"A note has 1 to {TextMaxLength} characters.", nameof(text))
            : text;
    }
}
