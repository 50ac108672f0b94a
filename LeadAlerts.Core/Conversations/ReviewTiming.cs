using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Conversations;

/// <summary>How long a review waits for the visitor to finish.</summary>
public sealed class ReviewTimingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "ReviewTiming";

    /// <summary>For how long the visitor has to be quiet before a review is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "ReviewTiming:SettleTime must be 0 s to 1 h.")]
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after the visitor's first unreviewed message a review is due even if the visitor never pauses.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "ReviewTiming:Latest must be 0 s to 24 h.")]
    public TimeSpan Latest { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a worker may hold a review without a sign of life before another may take it over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "ReviewTiming:Lease must be 1 s to 10 min.")]
    public TimeSpan Lease { get; set; } = Conversation.ReviewLease;
}

/// <summary>What is known of a conversation's next review.</summary>
/// <param name="DueAt">When it is due, UTC; null when none is.</param>
/// <param name="FirstUnreviewedAt">When the visitor's first message arrived that no review has seen, UTC; null when there is none.</param>
/// <param name="HasVisitorMessage">Whether the visitor has written anything yet.</param>
/// <param name="UnderReview">Whether a worker reviews it at this moment; that worker may not have seen what arrives now.</param>
public readonly record struct ReviewState(
    DateTimeOffset? DueAt, DateTimeOffset? FirstUnreviewedAt, bool HasVisitorMessage, bool UnderReview);

/// <summary>What a delivery brings, as far as it matters to the time of the next review.</summary>
/// <param name="VisitorWrote">At least one of the new messages is the visitor's.</param>
/// <param name="Pressing">The visitor gave something like a contact detail or said that it is urgent.</param>
/// <param name="Ended">The conversation ends here, and no review has seen all of it.</param>
public readonly record struct Arrival(bool VisitorWrote, bool Pressing, bool Ended);

/// <summary>
/// Decides when a conversation's next review is due: when the visitor has been quiet for a while, at once when it is pressing or over,
/// at the latest some time after the first message that no review has seen. Pure; safe for use by several threads.
/// </summary>
public sealed class ReviewTiming(IOptions<ReviewTimingOptions> options)
{
    private readonly TimeSpan _settleTime = options.Value.SettleTime;
    private readonly TimeSpan _latest = options.Value.Latest;

    /// <summary>The state after an arrival.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="arrival">What came.</param>
    /// <param name="now">When it came, UTC.</param>
    /// <returns>The new due time, never null once the visitor wrote something that no review has seen; in the past when it is overdue.</returns>
    public ReviewState After(ReviewState state, Arrival arrival, DateTimeOffset now)
    {
        if (!state.HasVisitorMessage && !arrival.VisitorWrote)
        {
            return state with { DueAt = null, FirstUnreviewedAt = null };
        }

        // A running review sees what came before; what comes now waits for the next one, with a pause of its own.
        var pending = state.UnderReview ? null : state.DueAt;
        var first = !arrival.VisitorWrote ? state.FirstUnreviewedAt
            : state.UnderReview ? now
            : state.FirstUnreviewedAt ?? now;
        DateTimeOffset? due;
        if (pending <= now)
        {
            // Overdue, or due at once by an earlier message: another message must not put it off.
            due = pending;
        }
        else if (arrival.Pressing || arrival.Ended)
        {
            due = now;
        }
        else if (arrival.VisitorWrote)
        {
            due = Later(now, Earlier(now + _settleTime, first!.Value + _latest));
        }
        else
        {
            due = state.DueAt;
        }

        return new ReviewState(due, first, HasVisitorMessage: true, state.UnderReview);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
