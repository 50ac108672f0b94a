using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Tests.Evaluation;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("leaking ROOF", true)]
    [InlineData("leaking\u00A0  roof", true)]
    [InlineData("Cafe Munchen", true)]
    [InlineData("roof cafe", false)]
    [InlineData("(415) 555-2671", true)]
    [InlineData("415 555 2671", true)]
    [InlineData("555 2672", false)]
    [InlineData("2671", false)]
    [InlineData("call 415 555 2671", false)]
    public void A_phrase_is_found_without_regard_to_case_accents_and_white_space(string phrase, bool isFound) =>
        Assert.Equal(isFound, SearchText.Holds("A leaking roof\nCafé München\nOdd end \ud83d", phrase, "+14155552671"));

    [Fact]
    public void Decomposed_letters_are_the_same_letters() => Assert.True(SearchText.Holds("Cafe\u0301 Ngu\u1EC5n", "CAFÉ nguen", phone: null));
}
