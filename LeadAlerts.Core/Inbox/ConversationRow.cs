using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Inbox;

/// <summary>Which conversations are asked for by their verdict.</summary>
public enum VerdictFilter
{
    /// <summary>Every one.</summary>
    All = 0,

    /// <summary>Those that belong to a lead.</summary>
    Leads = 1,

    /// <summary>Those that were reviewed and belong to none.</summary>
    NotLeads = 2,
}

/// <summary>Which conversations are asked for.</summary>
/// <param name="Search">Words that must all occur, the last one as a beginning; null or blank for no search. Taken literally.</param>
/// <param name="Category">The category; null for every one.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record ConversationFilter(
    string? Search = null, ConversationCategory? Category = null, VerdictFilter Verdict = VerdictFilter.All)
{
    /// <summary>True when it asks for every conversation.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Search) && Category is null && Verdict == VerdictFilter.All;
}

/// <summary>Where the next page begins: after this row.</summary>
public sealed record ConversationCursor(DateTimeOffset LastMessageAt, Guid Id);

/// <summary>A conversation in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Headline">What it is about; null before the first review.</param>
/// <param name="FirstWords">How the visitor's first message begins; null when the visitor said nothing yet.</param>
/// <param name="VisitorName">The visitor's name as the sender gives it; null when unknown.</param>
/// <param name="Score">0–100; null before the first review.</param>
/// <param name="Category">Null before the first review.</param>
/// <param name="Verdict">Why alerts were raised or were not; null before it was judged.</param>
/// <param name="Threshold">The threshold that judged it; null before it was judged.</param>
/// <param name="LeadId">Its lead; null when it is none.</param>
/// <param name="MessageCount">How many messages it holds.</param>
/// <param name="ReviewDue">True while messages wait for a review.</param>
/// <param name="LastMessageAt">When its last message arrived, UTC.</param>
public sealed record ConversationRow(
    Guid Id,
    string? Headline,
    string? FirstWords,
    string? VisitorName,
    int? Score,
    ConversationCategory? Category,
    AlertVerdict? Verdict,
    int? Threshold,
    Guid? LeadId,
    int MessageCount,
    bool ReviewDue,
    DateTimeOffset LastMessageAt);

/// <summary>A part of a list.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Next">Where the next part begins; null when this is the end.</param>
public sealed record ConversationPart(IReadOnlyList<ConversationRow> Rows, ConversationCursor? Next);

/// <summary>A conversation with everything but its messages.</summary>
/// <param name="Row">What the list shows of it.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When the sender said that it ended, UTC; null while it goes on.</param>
/// <param name="PageUrl">The page on which it began; null when unknown. As the sender says: hostile until proven otherwise.</param>
/// <param name="Source">Where it came from: <c>widget</c> or <c>api</c>.</param>
/// <param name="Assessment">The latest assessment; null before the first review.</param>
/// <param name="Summary">The latest summary; null before the first review.</param>
public sealed record ConversationDetail(
    ConversationRow Row,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? PageUrl,
    string Source,
    Assessment? Assessment,
    ConversationSummary? Summary);
