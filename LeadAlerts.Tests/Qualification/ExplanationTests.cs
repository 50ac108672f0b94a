using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Tests.Qualification;

public sealed class ExplanationTests
{
    [Fact]
    public void The_strongest_reason_is_told_first_with_the_visitors_words_and_then_what_speaks_against() =>
        Assert.Equal(
            "Very likely a customer to be: describes something you could solve (“my roof leaks”), asks what it costs and left a way to be reached. "
            + "Against it: complains (“third time i ask”).",
            Explanation.Of(Assessed(
                86,
                new Signal(Criterion.DescribesNeed, 30, 1, "my  roof\nleaks"),
                new Signal(Criterion.AsksPrice, 12, 1, "how much"),
                new Signal(Criterion.Complaint, -9, 3, "third time i ask"),
                new Signal(Criterion.GaveContact, 5, 3, "415 555 2671"),
                new Signal(Criterion.NamesTimeline, 2, 3, "today"))));

    [Fact]
    public void What_speaks_against_is_told_only_where_it_counts_and_can_be_pointed_at() =>
        Assert.Equal(
            "Very likely a customer to be: asks what it costs (“how much”).",
            Explanation.Of(Assessed(
                90,
                new Signal(Criterion.AsksPrice, 40, 1, "how much"),
                new Signal(Criterion.ReadsLikeNone, -12, null, ""),
                new Signal(Criterion.Complaint, -2, 2, "hm"))));

    [Fact]
    public void What_is_no_lead_is_told_by_what_it_is() =>
        Assert.Equal(
            "Hardly a customer to be: looks for work (“r u hiring”). In favour: left a way to be reached (“415 555 2671”).",
            Explanation.Of(Assessed(
                4, new Signal(Criterion.JobSeeker, -40, 1, "r u hiring"), new Signal(Criterion.GaveContact, 3, 1, "415 555 2671"))));

    [Fact]
    public void A_criterion_that_is_switched_off_is_no_reason() =>
        Assert.Equal("Perhaps a customer to be.", Explanation.Of(Assessed(55, new Signal(Criterion.AsksPrice, 0, 1, "how much"))));

    [Fact]
    public void Long_words_are_cut_between_words()
    {
        var told = Explanation.Of(Assessed(70, new Signal(Criterion.DescribesNeed, 20, 1, string.Join(' ', Enumerable.Repeat("leaking", 40)))));

        Assert.EndsWith("leaking…”).", told, StringComparison.Ordinal);
        Assert.True(told.Length < 170);
    }

    [Fact]
    public void Every_criterion_can_be_told() =>
        Assert.All(Enum.GetValues<Criterion>(), criterion =>
            Assert.Contains(": ", Explanation.Of(Assessed(60, new Signal(criterion, 10, null, ""))), StringComparison.Ordinal));

    private static Assessment Assessed(int score, params Signal[] signals) => new(
        Guid.Empty, Guid.Empty, 1, score, ConversationCategory.NewEnquiry, signals, VisitorContact.None, "test/1", Chat.Now);
}
