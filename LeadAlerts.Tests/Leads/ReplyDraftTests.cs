using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Inbox;

namespace LeadAlerts.Tests.Leads;

public sealed class ReplyDraftTests
{
    private static readonly VisitorContact Maria = new("Maria Ortiz", "maria@example.com", null);

    [Theory]
    [InlineData("en", "my roof leaks, can somebody come on thursday?", "Hi Maria,")]
    [InlineData("es", "tengo una gotera en el techo, ¿pueden venir mañana?", "Hola, Maria:")]
    [InlineData("de", "mein Dach ist undicht, können Sie morgen kommen?", "Guten Tag Maria Ortiz,")]
    [InlineData("fr", "j'ai une fuite au toit, vous pouvez passer cette semaine ?", "Bonjour Maria Ortiz,")]
    [InlineData("hi", "मेरी छत से पानी टपक रहा है, क्या आप कल आ सकते हैं?", "नमस्ते Maria Ortiz,")]
    [InlineData("en", "qwx zzt", "Hi Maria,")]
    public void A_reply_is_suggested_in_the_visitors_language_with_their_name(string language, string said, string greeting)
    {
        var draft = ReplyDraft.Suggest("Brightroof", "Sam Rivera", Maria, [Line(said)], null, null, [new Signal(Criterion.WantsToBook, 10, 1, "come")]);

        Assert.Equal(language, draft.Language);
        Assert.StartsWith(greeting, draft.Text, StringComparison.Ordinal);
        Assert.EndsWith("Sam Rivera\nBrightroof", draft.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://evil.example")]
    [InlineData("<script>")]
    public void What_is_no_name_is_not_greeted(string? name) =>
        Assert.StartsWith("Hello,", ReplyDraft.Suggest("Brightroof", null, new VisitorContact(name), [], null, null, []).Text, StringComparison.Ordinal);

    [Fact]
    public void A_reply_takes_up_the_need_the_questions_the_time_and_the_number_that_is_missing()
    {
        var summary = Summary("New roof on a 2400 sq ft house in Oakland, come and give us a quote next week") with
        {
            Wants = ["We need a new roof on a 2400 sq ft house in Oakland"], Questions = ["Do you take cards?"], Time = "Next week",
        };

        var draft = ReplyDraft.Suggest("Brightroof", "Sam", Maria, [Line("We need a new roof")], summary.Build(), null, []);

        Assert.Equal("New roof on a 2400 sq ft house in Oakland, come and give us a quote… – Brightroof", draft.Subject);
        Assert.Equal(
            """
            Hi Maria,

            Thank you for getting in touch with Brightroof. This is about your request: “We need a new roof on a 2400 sq ft house in Oakland”

            You asked: “Do you take cards?” We are looking into it.

            We have noted the time you named: “Next week”. Which days and hours would suit you best, and what would be a second choice?

            On which number can we reach you, in case a call is easier?

            Best regards,
            Sam
            Brightroof
            """.ReplaceLineEndings("\n"),
            draft.Text);
    }

    [Fact]
    public void What_a_later_chat_asks_is_taken_up_beside_the_need()
    {
        var story = Summary("New roof on a big house") with { Wants = ["We need a new roof on a big house"], Time = "Next week" };
        var later = Summary("About the quote: could we make it Friday") with { Wants = ["About the quote: could we make it Friday?"], Time = "Friday" };

        var draft = ReplyDraft.Suggest("Brightroof", null, Maria, [Line("We need a new roof")], story.Build(), later.Build(), []);

        Assert.Contains("“We need a new roof on a big house”", draft.Text, StringComparison.Ordinal);
        Assert.Contains("You asked: “About the quote: could we make it Friday?” We are looking into it.", draft.Text, StringComparison.Ordinal);
        Assert.Contains("“Friday”", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Next week", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_cannot_wait_is_asked_when_to_call_the_number_they_gave()
    {
        var draft = ReplyDraft.Suggest(
            "Brightroof", null, Maria with { Phone = "+14155550142" }, [Line("leaking now")], (Summary("Leaking now") with { Wants = ["Leaking now"] }).Build(), null,
            [new Signal(Criterion.UrgentNeed, 10, 1, "now")]);

        Assert.Contains("urgent", draft.Text, StringComparison.Ordinal);
        Assert.Contains("+1 415-555-0142", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("On which number", draft.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No request yet")]
    [InlineData("Left contact details")]
    public void What_the_summary_says_of_a_chat_without_words_is_not_told_to_the_visitor(string headline)
    {
        var draft = ReplyDraft.Suggest("Brightroof", null, Maria, [], Summary(headline).Build(), null, []);

        Assert.Equal("Your message to Brightroof", draft.Subject);
        Assert.DoesNotContain(headline, draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_of_the_owners_is_not_told_to_the_visitor()
    {
        var draft = ReplyDraft.Suggest(
            "Brightroof", null, Maria, [Line("The gutter fell off")], (Summary("Complaint: The gutter fell off") with { Wants = ["The gutter fell off"] }).Build(), null, []);

        Assert.Equal("The gutter fell off – Brightroof", draft.Subject);
    }

    private static TranscriptLine Line(string said) => new(1, MessageRole.Visitor, said, InboxBuilder.Start);

    private static Told Summary(string headline) => new(headline);

    /// <summary>What a summary tells.</summary>
    private sealed record Told(string Headline)
    {
        public IReadOnlyList<string> Wants { get; init; } = [];

        public IReadOnlyList<string> Questions { get; init; } = [];

        public string? Time { get; init; }

        public ConversationSummary Build() => new(Guid.Empty, Guid.Empty, 1, Headline, SummaryWriter.WriterName, InboxBuilder.Start)
        {
            Wants = [.. Wants.Select(text => new SummaryLine(text, 1))],
            Questions = [.. Questions.Select(text => new SummaryLine(text, 1))],
            Timeline = Time is null ? null : new SummaryLine(Time, 1),
        };
    }
}
