using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>What a link is about; nothing of it is more than the mail already held.</summary>
/// <param name="Purpose">What it does; for a link that takes something back, what that was.</param>
/// <param name="SiteName">The site.</param>
/// <param name="Who">How the recipient is called.</param>
/// <param name="Address">The recipient's address.</param>
/// <param name="Lead">The lead or conversation in a line; null where the link is about none.</param>
/// <param name="LeadId">The lead; null where the link is about none.</param>
/// <param name="ConversationId">The conversation; null where the link is about none.</param>
/// <param name="TimeZone">The site's time zone.</param>
public sealed record MailActionAbout(
    MailActionPurpose Purpose,
    string SiteName,
    string Who,
    string Address,
    string? Lead,
    Guid? LeadId,
    Guid? ConversationId,
    string TimeZone);

/// <summary>How a link from a mail stands.</summary>
public abstract record MailActionView
{
    private MailActionView()
    {
    }

    /// <summary>It is not ours, or what it was about is gone, or its recipient is no longer one: one answer for all, so that nothing can be found out by trying.</summary>
    public sealed record NotValid : MailActionView;

    /// <summary>It stops mails to a recipient who was removed: none go there.</summary>
    public sealed record NoLongerListed : MailActionView;

    /// <summary>It was ours and is too old.</summary>
    public sealed record Expired : MailActionView;

    /// <summary>It waits for a person to press its button.</summary>
    /// <param name="About">What it is about.</param>
    public sealed record Open(MailActionAbout About) : MailActionView;

    /// <summary>The recipient did it, and it still stands.</summary>
    /// <param name="About">What it is about.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="Until">Until when it holds, UTC; null where it has no end.</param>
    /// <param name="UndoToken">Takes it back; null when that is no longer possible.</param>
    public sealed record Done(MailActionAbout About, DateTimeOffset At, DateTimeOffset? Until, string? UndoToken) : MailActionView;

    /// <summary>Somebody else has the lead.</summary>
    /// <param name="About">What it is about.</param>
    /// <param name="TakenBy">How that person is called.</param>
    /// <param name="At">Since when, UTC; null when unknown.</param>
    public sealed record Taken(MailActionAbout About, string TakenBy, DateTimeOffset? At) : MailActionView;

    /// <summary>There is nothing left to do: somebody did it, or closed the lead.</summary>
    /// <param name="About">What it is about.</param>
    /// <param name="Status">How far the lead has come; null where the link is about none.</param>
    public sealed record Settled(MailActionAbout About, LeadStatus? Status) : MailActionView;

    /// <summary>It waits for a person to press the button that takes something back.</summary>
    /// <param name="About">What would be taken back.</param>
    /// <param name="At">When that was done, UTC.</param>
    public sealed record OpenUndo(MailActionAbout About, DateTimeOffset At) : MailActionView;

    /// <summary>It was taken back.</summary>
    /// <param name="About">What it is about.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="AgainToken">Opens the first link once more; null when it is too old.</param>
    public sealed record Undone(MailActionAbout About, DateTimeOffset At, string? AgainToken) : MailActionView;

    /// <summary>It cannot be taken back: somebody changed the same thing since.</summary>
    /// <param name="About">What it is about.</param>
    public sealed record Overtaken(MailActionAbout About) : MailActionView;
}

/// <summary>What came of pressing a link's button.</summary>
/// <param name="View">How the link stands now.</param>
/// <param name="ChangedSiteId">The site that changed; null when nothing did.</param>
public sealed record MailActionOutcome(MailActionView View, Guid? ChangedSiteId);
