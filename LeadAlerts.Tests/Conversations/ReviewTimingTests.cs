using LeadAlerts.Core.Conversations;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Tests.Conversations;

public sealed class ReviewTimingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReviewTiming Timing = new(Options.Create(new ReviewTimingOptions()));

    // Seconds from now; null is null. State: due, first unreviewed, has visitor message, under review. Then what comes. Then due and first.
    [Theory]
    [InlineData("the first visitor message", null, null, false, false, "visitor", 20, 0)]
    [InlineData("a second message puts it off", 10, -10, true, false, "visitor", 20, -10)]
    [InlineData("but never past 90 s after the first", 5, -80, true, false, "visitor", 10, -80)]
    [InlineData("nor into the past", 5, -95, true, false, "visitor", 0, -95)]
    [InlineData("an overdue review is not put off", -3, -23, true, false, "visitor", -3, -23)]
    [InlineData("nor one that was due at once", 0, -1, true, false, "visitor", 0, -1)]
    [InlineData("a contact detail at the very start", null, null, false, false, "visitor pressing", 0, 0)]
    [InlineData("a contact detail later", 15, -5, true, false, "visitor pressing", 0, -5)]
    [InlineData("the end", 15, -5, true, false, "ended", 0, -5)]
    [InlineData("the end together with the last word", 15, -5, true, false, "visitor ended", 0, -5)]
    [InlineData("the end after all was reviewed but the bot's last word", null, null, true, false, "ended", 0, null)]
    [InlineData("the bot's word alone", null, null, true, false, "", null, null)]
    [InlineData("the bot's word keeps what is due", 15, -5, true, false, "", 15, -5)]
    [InlineData("nobody's visitor", null, null, false, false, "", null, null)]
    [InlineData("the end without a visitor", null, null, false, false, "ended", null, null)]
    [InlineData("a word during a review waits for a pause of its own", -2, -22, true, true, "visitor", 20, 0)]
    [InlineData("a contact detail during a review is due at once", -2, -22, true, true, "visitor pressing", 0, 0)]
    [InlineData("the bot's word during a review", -2, -22, true, true, "", -2, -22)]
    [InlineData("a new word after everything was reviewed", null, null, true, false, "visitor", 20, 0)]
    [InlineData("a new word while a failed review waits for its next attempt", 300, -600, true, false, "visitor", 0, -600)]
    public void A_review_is_due(
        string what, int? due, int? first, bool hasVisitor, bool underReview, string arrival, int? expectedDue, int? expectedFirst)
    {
        var after = Timing.After(
            new ReviewState(At(due), At(first), hasVisitor, underReview),
            new Arrival(arrival.Contains("visitor", StringComparison.Ordinal), arrival.Contains("pressing", StringComparison.Ordinal), arrival.Contains("ended", StringComparison.Ordinal)),
            Now);

        Assert.True(At(expectedDue) == after.DueAt, $"{what}: due at {after.DueAt:T}, not {At(expectedDue):T}");
        Assert.True(At(expectedFirst) == after.FirstUnreviewedAt, $"{what}: first unreviewed at {after.FirstUnreviewedAt:T}");
    }

    [Fact]
    public void The_pauses_are_settings()
    {
        var timing = new ReviewTiming(Options.Create(
            new ReviewTimingOptions { SettleTime = TimeSpan.FromSeconds(2), Latest = TimeSpan.FromSeconds(1) }));

        Assert.Equal(Now.AddSeconds(1), timing.After(default, new Arrival(VisitorWrote: true, false, false), Now).DueAt);
    }

    private static DateTimeOffset? At(int? seconds) => seconds is null ? null : Now.AddSeconds(seconds.Value);
}
