using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Qualification;

namespace LeadAlerts.Tests.Summaries;

public sealed class ConversationSummaryTests
{
    [Fact]
    public void The_whole_text_holds_everything_that_a_reader_is_told_in_reading_order()
    {
        var summary = new ConversationSummary(Guid.Empty, Guid.Empty, 3, "headline", "test/1", Chat.Now)
        {
            Wants = [new SummaryLine("want", 1)],
            Questions = [new SummaryLine("question", 1)],
            Concerns = [new SummaryLine("concern", 2)],
            Timeline = new SummaryLine("timeline", 2),
            Budget = new SummaryLine("budget", 2),
            Place = new SummaryLine("place", 3),
            Quote = new SummaryLine("quote", 3),
            NextStep = "next step",
        };

        Assert.Equal(
            "headline\nwant\nquestion\nconcern\ntimeline\nbudget\nplace\nquote\nnext step\nAnn\nann@x.example\n+14155552671\n+1 415-555-2671",
            summary.WholeText(new VisitorContact("Ann", "ann@x.example", "+14155552671")));
        Assert.Equal("want\nquestion\nconcern", summary.Narrative());
    }

    [Fact]
    public void What_is_not_known_leaves_no_empty_line()
    {
        var summary = new ConversationSummary(Guid.Empty, Guid.Empty, 1, "headline", "test/1", Chat.Now);

        Assert.Equal("headline", summary.WholeText(VisitorContact.None));
        Assert.Equal("headline", summary.Narrative());
    }
}
