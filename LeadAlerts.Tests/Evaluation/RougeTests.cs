using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Tests.Evaluation;

public sealed class RougeTests
{
    [Theory]

    // 5 of 6 words, 3 of 5 pairs (the cat, on the, the mat), 5 words in order.
    [InlineData("The cat sat on the mat.", "the cat lay on the mat", 10 / 12.0, 6 / 10.0, 10 / 12.0)]

    // 2 common words of 3 and 5; no pair; the order is turned round, so that only one stands in a row.
    [InlineData("roof, leaking roof", "leaking water above our roof", 4 / 8.0, 0, 4 / 8.0)]

    // A repeated word counts as often as the reference has it: 1 of 3 and 2; "help" alone has no pairs.
    [InlineData("help help help", "help me", 2 / 5.0, 0, 2 / 5.0)]
    [InlineData("help", "help", 1, 0, 1)]

    // Signs are no words; letters of every script are.
    [InlineData("ÉTÉ — 20 €", "été 20", 1, 1, 1)]
    [InlineData("#Person1# leaves", "Person1 leaves", 1, 1, 1)]
    [InlineData("nothing alike", "quite different", 0, 0, 0)]
    [InlineData("", "something", 0, 0, 0)]
    [InlineData("something", "", 0, 0, 0)]
    public void A_text_is_compared_with_a_reference(string text, string reference, double one, double two, double longest)
    {
        var rouge = Rouge.Of(text, [reference]);

        Assert.Equal(one, rouge.One, 12);
        Assert.Equal(two, rouge.Two, 12);
        Assert.Equal(longest, rouge.Longest, 12);
    }

    [Fact]
    public void The_longest_run_keeps_the_order_and_may_have_gaps()
    {
        // a … c … e is common: 3 of 5 and 5. All five words are common.
        var rouge = Rouge.Of("a b c d e", ["a d c b e"]);

        Assert.Equal(1, rouge.One);
        Assert.Equal(3 / 5.0, rouge.Longest, 12);
    }

    [Fact]
    public void Several_references_count_by_their_mean()
    {
        Assert.Equal(0.5, Rouge.Of("blue door", ["blue door", "red wall"]).One);
        Assert.Throws<ArgumentException>(() => Rouge.Of("blue door", []));
    }
}
