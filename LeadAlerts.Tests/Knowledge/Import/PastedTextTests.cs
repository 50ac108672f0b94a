using LeadAlerts.Core.Knowledge.Import;

namespace LeadAlerts.Tests.Knowledge.Import;

public sealed class PastedTextTests
{
    [Theory]
    [InlineData("Q: Do you work on Sundays?\nA: Only for emergencies.\n\nQ: Do you finance?\nA: Yes, up to 36 months.")]
    [InlineData("Q1. Do you work on Sundays?\nA1. Only for emergencies.\nQ2. Do you finance?\nA2. Yes, up to 36 months.")]
    [InlineData("Question: Do you work on Sundays?\r\nAnswer: Only for emergencies.\r\nQuestion: Do you finance?\r\nAnswer: Yes, up to 36 months.")]
    [InlineData("Do you work on Sundays?\nOnly for emergencies.\n\nDo you finance?\n\nYes, up to 36 months.")]
    [InlineData("Our FAQ\n\n1. Do you work on Sundays?\nOnly for emergencies.\n\n2) Do you finance?\nYes, up to 36 months.\n")]
    [InlineData("• Do you work on Sundays?\nOnly for emergencies.\n• Do you finance?\nYes, up to 36 months.")]
    [InlineData("Question,Answer\nDo you work on Sundays?,Only for emergencies.\nDo you finance?,\"Yes, up to 36 months.\"\n")]
    [InlineData("\"Do you work on Sundays?\";\"Only for emergencies.\"\n\"Do you finance?\";\"Yes, up to 36 months.\"")]
    [InlineData("Do you work on Sundays?\tOnly for emergencies.\nDo you finance?\tYes, up to 36 months.")]
    public void Questions_are_found_with_their_answers(string text)
    {
        var found = Find(text);

        Assert.Equal(["Do you work on Sundays?", "Do you finance?"], found.Select(one => one.Question));
        Assert.Equal(["Only for emergencies.", "Yes, up to 36 months."], found.Select(one => one.Answer));
    }

    [Fact]
    public void Answers_keep_their_lines_and_paragraphs()
    {
        var found = Find("Q: Where do you work?\nA: In Oakland.\n- Berkeley\n\n\n\nNowhere   else.\nQ: Empty?\nA:\n");

        Assert.Equal("In Oakland.\n- Berkeley\n\nNowhere else.", Assert.Single(found).Answer);
    }

    [Theory]
    [InlineData("Q: Do you clean gutters?\nA: Yes.\nQ: What does it cost?\nA: From $120.\nDo you work on Sundays?\nNo, Monday to Saturday.")]
    [InlineData("Q: Do you clean gutters?\nA: Yes.\n\nQ: What does it cost?\nA: From $120.\n\nDo you work on Sundays?\nNo, Monday to Saturday.\n")]
    public void A_question_below_the_last_mark_is_one_without_a_mark(string text)
    {
        var found = Find(text);

        Assert.Equal(["Do you clean gutters?", "What does it cost?", "Do you work on Sundays?"], found.Select(one => one.Question));
        Assert.Equal(["Yes.", "From $120.", "No, Monday to Saturday."], found.Select(one => one.Answer));
    }

    [Theory]
    [InlineData("It depends.\nDo you have a flat roof?\nThen it is more.\nQ: Do you finance?\nA: Yes.", 2)]
    [InlineData("It depends.\nNot sure yet?\nCall us.", 1)]
    [InlineData("It depends. Do you have a flat roof? Then it is more.", 1)]
    [InlineData("It depends.\nIt is more for a flat roof. Do you have one?\nCall us.", 1)]
    [InlineData("It depends.\nDo you have a flat roof?", 1)]
    public void A_question_within_an_answer_stays_there(string answer, int count)
    {
        var found = Find("Q: What does it cost?\nA: " + answer);

        Assert.Equal(count, found.Count);
        Assert.Contains("?", found[0].Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Titled_paragraphs_are_passages()
    {
        var found = Find("Opening hours:\nMonday to Friday, 8 to 6.\n\nPrices\nA visit costs $80.\n\nA paragraph without a title.");

        Assert.Equal(["Opening hours", "Prices"], found.Select(one => one.Question));
    }

    [Theory]
    [InlineData("We are roofers in Oakland, and we like it.")]
    [InlineData("Hello, world\n\nGood, evening")]
    [InlineData("???\n!!!")]
    [InlineData("Q: Nobody answers?")]
    [InlineData("Why\u0000?")]
    public void A_text_without_questions_gives_none(string text) => Assert.Empty(Find(text));

    [Fact]
    public void A_long_hostile_text_is_read_in_a_moment()
    {
        var quotes = "Question,Answer\n\"" + new string('"', 90_001);
        var numbers = string.Concat(Enumerable.Repeat("1. ", 33_000)) + "?";

        Assert.Empty(Find(quotes));
        Assert.Empty(Find(numbers));
        Assert.Empty(Find(new string('\n', 100_000)));
    }

    private static List<KnowledgeProposal> Find(string text) =>
        [.. PastedText.Read(text).Select(pair => ProposalText.Propose(pair.Question, pair.Answer)).OfType<KnowledgeProposal>()];
}
