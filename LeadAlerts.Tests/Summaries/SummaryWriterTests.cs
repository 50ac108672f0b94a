using System.Globalization;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Qualification;
using LeadAlerts.Web.Demo;

namespace LeadAlerts.Tests.Summaries;

public sealed partial class SummaryWriterTests
{
    [Fact]
    public void A_leaking_roof_is_told_in_the_visitors_words()
    {
        var summary = Write(
            "hi there's water coming through my kitchen ceiling, can someone come look at it thursday?",
            "bot: Sorry to hear that! What is the address?",
            "1127 Chestnut St, Alameda. how much is a visit? 415 555 2671, maria");

        Assert.StartsWith("Water coming through my kitchen ceiling", summary.Headline, StringComparison.Ordinal);
        Assert.Equal(1, summary.Wants[0].MessageSequence);
        Assert.Equal("How much is a visit?", Assert.Single(summary.Questions).Text);
        Assert.Equal("Thursday", summary.Timeline?.Text, ignoreCase: true);
        Assert.StartsWith("1127 Chestnut St", summary.Place?.Text, StringComparison.Ordinal);
        Assert.Equal("Call Maria on +1 415-555-2671 today: urgent", summary.NextStep);
    }

    [Fact]
    public void A_budget_and_a_worry_are_told_apart_from_the_wish()
    {
        var summary = Write(
            "Looking for a new roof on a 1,400 sq ft house, budget is around $15,000.",
            "I'm worried about the noise because of our newborn",
            "email is best: jane@example.com");

        Assert.StartsWith("New roof on a 1,400 sq ft house", summary.Headline, StringComparison.Ordinal);
        Assert.Contains("$15,000", summary.Budget?.Text, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(summary.Concerns).MessageSequence);
        Assert.StartsWith("Write to jane@example.com", summary.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("are you hiring? 6 years experience", "Looks for work: answer only if you are hiring")]
    [InlineData("we help roofers rank on page 1 of Google with SEO", "A sales pitch: nothing to do")]
    [InlineData("my roof leaks a bit", "No contact details: answer in the chat and ask for them")]
    public void The_next_step_fits_who_it_is(string text, string nextStep) => Assert.Equal(nextStep, Write(text).NextStep);

    [Fact]
    public void Nothing_is_told_that_the_visitor_did_not_type()
    {
        foreach (var demo in DemoConversations.Load())
        {
            var transcript = Chat.Of(demo);
            var typed = string.Join('\n', transcript.VisitorLines.Select(line => line.Text));
            var digits = string.Concat(typed.Where(char.IsAsciiDigit));
            var summary = Write(transcript);

            foreach (var line in Lines(summary))
            {
                Assert.Contains(transcript.VisitorLines, visitors => visitors.Sequence == line.MessageSequence);
                foreach (Match word in Word().Matches(line.Text))
                {
                    Assert.Contains(word.Value, typed, StringComparison.OrdinalIgnoreCase);
                }
            }

            foreach (Match word in Word().Matches(summary.Headline))
            {
                Assert.Contains(word.Value, typed.Length == 0 ? summary.Headline : typed + " no request yet", StringComparison.OrdinalIgnoreCase);
            }

            foreach (Match phone in Phone().Matches(summary.NextStep))
            {
                Assert.Contains(string.Concat(phone.Value.Where(char.IsAsciiDigit))[^10..], digits, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_summary_is_short_enough_for_a_busy_person()
    {
        foreach (var demo in DemoConversations.Load())
        {
            var summary = Write(Chat.Of(demo));

            Assert.InRange(summary.Headline.Length, 1, SummaryWriter.HeadlineMaxLength);
            Assert.InRange(summary.Wants.Count + summary.Questions.Count + summary.Concerns.Count, 0, 4);
            Assert.All(Lines(summary), line => Assert.InRange(line.Text.Length, 1, SummaryWriter.LineMaxLength));
            Assert.NotEmpty(summary.NextStep);
        }
    }

    [Theory]
    [MemberData(nameof(LeadQualifierTests.HostileTexts), MemberType = typeof(LeadQualifierTests))]
    public void Hostile_text_is_cut_between_characters_and_kept_on_one_line(string text)
    {
        var summary = Write(text, "can you fix my roof?\r\nBcc: everyone@example.com");

        foreach (var told in Lines(summary).Select(line => line.Text).Append(summary.Headline).Append(summary.NextStep))
        {
            Assert.DoesNotContain(told, char.IsControl);
            Assert.True(told.Length <= SummaryWriter.LineMaxLength);
        }
    }

    [Fact]
    public void A_long_text_is_cut_by_what_a_reader_sees_as_a_character()
    {
        const string family = "👩‍👩‍👧‍👦";
        var summary = Write("i need a roof for " + string.Concat(Enumerable.Repeat(family, 60)));

        var cut = summary.Headline.TrimEnd('…');
        Assert.EndsWith("…", summary.Headline, StringComparison.Ordinal);
        var elements = StringInfo.GetTextElementEnumerator(cut);
        while (elements.MoveNext())
        {
            Assert.True(elements.GetTextElement() is family || elements.GetTextElement().Length == 1);
        }
    }

    [Fact]
    public void A_chat_without_words_has_a_summary_too()
    {
        var summary = Write("bot: Hi! How can we help?");

        Assert.Equal("No request yet", summary.Headline);
        Assert.Empty(summary.Wants);
        Assert.Null(summary.Quote);
    }

    private static ConversationSummary Write(params string[] lines) => Write(Chat.Of(lines));

    private static ConversationSummary Write(Transcript transcript) =>
        new SummaryWriter().Write(transcript, Chat.Assess(transcript), Chat.Roofer, Chat.Now);

    private static IEnumerable<SummaryLine> Lines(ConversationSummary summary) =>
        [.. summary.Wants, .. summary.Questions, .. summary.Concerns,
            .. new[] { summary.Timeline, summary.Budget, summary.Place, summary.Quote }.OfType<SummaryLine>()];

    [GeneratedRegex(@"[\p{L}\p{Nd}@.'$]*[\p{L}\p{Nd}]")]
    private static partial Regex Word();

    [GeneratedRegex(@"\+[0-9][0-9 ()\-]{8,}[0-9]")]
    private static partial Regex Phone();
}
