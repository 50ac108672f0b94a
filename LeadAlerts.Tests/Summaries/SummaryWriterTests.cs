using System.Globalization;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Qualification;
using LeadAlerts.Web.Demo;
using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

public sealed partial class SummaryWriterTests
{
    private static readonly string[] Labels = ["Withdrawn: ", "Complaint: ", "Looks for work: ", "Sales pitch: ", "No request yet", "Left contact details", "Said yes to what was offered", "Said no to what was offered"];

    [Fact]
    public void A_leaking_roof_is_told_in_the_visitors_words()
    {
        var summary = Write(
            "hi there's water coming through my kitchen ceiling, can someone come look at it thursday?",
            "bot: Sorry to hear that! What is the address?",
            "1127 Chestnut St, Alameda. how much is a visit? 415 555 2671, maria");

        Assert.StartsWith("Water coming through my kitchen ceiling", summary.Headline, StringComparison.Ordinal);
        Assert.Equal(1, summary.Wants[0].MessageSequence);
        Assert.Contains("water coming through my kitchen ceiling", summary.Wants[0].Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("How much is a visit?", Assert.Single(summary.Questions).Text);
        Assert.Equal("Thursday", summary.Timeline?.Text, ignoreCase: true);
        Assert.StartsWith("1127 Chestnut St", summary.Place?.Text, StringComparison.Ordinal);
        Assert.StartsWith("Call Maria", summary.NextStep, StringComparison.Ordinal);
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
        Assert.StartsWith("Write to the visitor", summary.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("are you hiring? 6 years experience on roofs", "Looks for work: answer only if you are hiring")]
    [InlineData("we help roofers rank on page 1 of Google with SEO", "A sales pitch: nothing to do")]
    [InlineData("our roof is leaking badly, can someone come and fix it?", "answer in the chat")]
    [InlineData("my roof leaks, please text me on 415 555 2671, Ann", "Text Ann")]
    public void The_next_step_fits_who_it_is(string text, string nextStep) => Assert.Contains(nextStep, Write(text).NextStep, StringComparison.Ordinal);

    [Theory]
    [InlineData(LeadQualifier.LikelyFrom, "Call the visitor")]
    [InlineData(LeadQualifier.LikelyFrom - 1, "if you can help")]
    public void From_the_score_that_is_alerted_on_a_visitor_is_summed_up_as_one_who_may_buy(int score, string nextStep)
    {
        var transcript = Chat.Of("my roof leaks, 415 555 2671");
        var read = Chat.Assess(transcript);
        var assessment = new Assessment(
            transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, score, ConversationCategory.NewEnquiry, read.Signals, read.Contact, "test", Chat.Now);

        var summary = new SummaryWriter().Write(transcript, assessment, Chat.Roofer, Chat.Now);

        Assert.Contains(nextStep, summary.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_told_that_the_visitor_did_not_type()
    {
        foreach (var demo in DemoConversations.Load())
        {
            var transcript = Chat.Of(demo);
            var typed = string.Join('\n', transcript.VisitorLines.Select(line => line.Text));
            var summary = Write(transcript);

            Assert.All(Lines(summary), line => Assert.Contains(transcript.VisitorLines, visitors => visitors.Sequence == line.MessageSequence));
            var headline = Labels.Aggregate(summary.Headline, (text, label) => text.Replace(label, "", StringComparison.Ordinal));
            foreach (var text in Lines(summary).Select(line => line.Text).Append(headline))
            {
                Assert.All(Word().Matches(text).Select(word => word.Value), word => Assert.Contains(word, typed, StringComparison.OrdinalIgnoreCase));
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
            Assert.DoesNotContain('\u202e', told);
            Assert.True(told.Length <= SummaryWriter.LineMaxLength);
            Assert.True(told.IsNormalized(), "Half a character is no text.");
        }
    }

    [Fact]
    public void Ten_thousand_messages_are_summed_up()
    {
        var summary = Write([.. Enumerable.Range(0, 10_000).Select(i => $"my roof leaks in room {i}, please come on the {i % 28 + 1}th")]);

        Assert.Equal(10_000, summary.ThroughSequence);
        Assert.InRange(Lines(summary).Count, 1, 8);
    }

    [Fact]
    public void A_long_text_is_cut_by_what_a_reader_sees_as_a_character()
    {
        const string family = "👩‍👩‍👧‍👦";
        var summary = Write("i need a roof for " + string.Concat(Enumerable.Repeat(family, 60)) + " please");

        var elements = StringInfo.GetTextElementEnumerator(summary.Headline.TrimEnd('…'));
        while (elements.MoveNext())
        {
            Assert.True(elements.GetTextElement() is family || elements.GetTextElement().Length == 1);
        }
    }

    [Theory]
    [InlineData("bot: Hi! How can we help?", "No request yet", null)]
    [InlineData("hello", "No request yet", "hello")]
    public void A_chat_without_a_request_has_a_summary_too(string line, string headline, string? quote)
    {
        var summary = Write(line);

        Assert.Equal(headline, summary.Headline);
        Assert.Empty(summary.Wants);
        Assert.Equal(quote, summary.Quote?.Text);
    }

    [Fact]
    public void Reading_the_conversation_before_gives_the_same_summary()
    {
        var transcript = Chat.Of("my roof leaks since sunday", "call me on 415 555 2671 tomorrow");
        var assessment = Chat.Assess(transcript);
        var acts = Core.Qualification.Acts.ConversationActs.Read(transcript, Chat.Roofer, "US");

        Assert.Equal(
            Told(new SummaryWriter().Write(transcript, assessment, Chat.Roofer, Chat.Now)),
            Told(new SummaryWriter().Write(acts, transcript, assessment, Chat.Now)));
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}@.'$]*[\p{L}\p{Nd}]")]
    private static partial Regex Word();
}
