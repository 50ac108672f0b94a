using System.Globalization;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Inbox;

/// <summary>The inbox's tabs.</summary>
public enum InboxTab
{
    /// <summary>Something happened since this member last looked; among the site's latest leads, see <see cref="InboxCounts.UnreadAmong"/>.</summary>
    Unread = 0,

    /// <summary>Hot, and nobody has answered yet.</summary>
    Hot = 1,

    /// <summary>Nobody has answered yet.</summary>
    New = 2,

    /// <summary>Out of sight until an instant that is still to come.</summary>
    Snoozed = 3,

    /// <summary>Answered: contacted, won, lost, or found to be no lead.</summary>
    Done = 4,

    /// <summary>Every lead.</summary>
    All = 5,
}

/// <summary>Which leads to list.</summary>
/// <param name="Tab">The tab.</param>
/// <param name="Category">Only this category; null for all.</param>
/// <param name="AssigneeId">Only this member's leads, or nobody's with <see cref="Guid.Empty"/>; null for all.</param>
/// <param name="Text">What to search for, taken literally; null or blank for all.</param>
public sealed record InboxFilter(
    InboxTab Tab = InboxTab.All, ConversationCategory? Category = null, Guid? AssigneeId = null, string? Text = null);

/// <summary>The place after which the next page of a list begins.</summary>
/// <param name="LastActivityAt">Of the last row, UTC.</param>
/// <param name="Id">Of the last row.</param>
public sealed record InboxCursor(DateTimeOffset LastActivityAt, Guid Id);

/// <summary>A lead as the list shows it.</summary>
/// <param name="Id">The lead.</param>
/// <param name="Name">The visitor's name; null when unknown.</param>
/// <param name="Email">The visitor's address; null when unknown.</param>
/// <param name="Phone">The visitor's number, E.164; null when unknown.</param>
/// <param name="Headline">What the visitor wants.</param>
/// <param name="Score">0–100.</param>
/// <param name="Status">How far a member has come.</param>
/// <param name="SnoozedUntil">Until when it is out of sight, UTC; null when it never was or was woken.</param>
/// <param name="AssigneeId">Who works it; null when nobody does.</param>
/// <param name="LastActivityAt">When a review last changed it, UTC.</param>
/// <param name="Unread">True when something happened since the asking member last looked.</param>
public sealed record InboxRow(
    Guid Id,
    string? Name,
    string? Email,
    string? Phone,
    string Headline,
    int Score,
    LeadStatus Status,
    DateTimeOffset? SnoozedUntil,
    Guid? AssigneeId,
    DateTimeOffset LastActivityAt,
    bool Unread)
{
    /// <summary>Where the words of a search stand; null without a search.</summary>
    public SearchSnippet? Snippet { get; init; }

    /// <summary>A colleague mentioned the asking member in a note that the member has not seen yet.</summary>
    public bool MentionsYou { get; init; }

    /// <summary>The best name there is: the visitor's, else a contact detail, else "Visitor".</summary>
    public string Title => LeadTitle.Of(Name, Email, Phone);

    /// <summary>Where the next page begins when this is the last row.</summary>
    public InboxCursor Cursor => new(LastActivityAt, Id);
}

/// <summary>A page of the inbox.</summary>
/// <param name="Rows">Newest activity first.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record InboxPageOfRows(IReadOnlyList<InboxRow> Rows, InboxCursor? Next);

/// <summary>How many leads each tab holds under the same other filters; no more than <see cref="Limit"/> are counted.</summary>
public sealed record InboxCounts(int Unread, int Hot, int New, int Snoozed, int Done, int All)
{
    /// <summary>Counting ends here: a count of this number means "this many or more".</summary>
    public const int Limit = 1000;

    /// <summary>A lead can be on the tab of the unread while it is one of a site's this many with the latest activity.</summary>
    public const int UnreadAmong = 2000;

    /// <summary>True when a search found more than was counted: every tab may hold more than its count.</summary>
    public bool AtLeast { get; init; }

    /// <summary>A count as it is shown: "12", or "999+" and "12+" where not everything was counted.</summary>
    /// <param name="count">The count, of a tab or of a saved view.</param>
    /// <param name="atLeast">True when there may be more below the limit too.</param>
    public static string Write(int count, bool atLeast = false) => count >= Limit
        ? string.Create(CultureInfo.InvariantCulture, $"{Limit - 1}+")
        : string.Create(CultureInfo.InvariantCulture, $"{count}{(atLeast ? "+" : "")}");

    /// <summary>A tab's count as it is shown.</summary>
    public string Text(InboxTab tab) => Write(Of(tab), AtLeast);

    /// <summary>The count of one tab.</summary>
    public int Of(InboxTab tab) => tab switch
    {
        InboxTab.Unread => Unread,
        InboxTab.Hot => Hot,
        InboxTab.New => New,
        InboxTab.Snoozed => Snoozed,
        InboxTab.Done => Done,
        _ => All,
    };
}

/// <summary>A member to whom leads can be given.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Name">What the others call them; never empty.</param>
public sealed record Teammate(Guid UserId, string Name);
