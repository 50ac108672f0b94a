using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Knowledge;

public sealed class BotTurnTests
{
    private const string Site = "Brightroof";

    private static readonly BotPhrases English = BotPhrases.For("en");
    private static readonly BusinessProfile Business = new() { OwnPhones = "(415) 555-0100" };
    private static readonly KnowledgeMatch Hours = new(1, "When are you open?", "Monday to Friday, 8 to 6. {0}", 2);

    [Fact]
    public void It_answers_from_what_the_site_knows_word_for_word() =>
        Assert.Equal(Hours.Answer, Answer("when are you open?", Hours));

    [Fact]
    public void It_says_when_it_does_not_know_and_asks_how_to_reach_the_visitor()
    {
        var answer = Answer("Do you paint fences?");

        Assert.Equal(Says(p => p.DontKnow) + "\n\n" + Says(p => p.Ask), answer);
        Assert.Contains("I don’t know that, but Brightroof can answer", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void It_takes_note_of_what_is_no_question() =>
        Assert.StartsWith(Says(p => p.PassedOn), Answer("My roof has a hole over the kitchen"), StringComparison.Ordinal);

    [Fact]
    public void It_asks_for_a_contact_with_the_answer_when_the_visitor_has_a_need() =>
        Assert.EndsWith(Says(p => p.Ask), Answer("I need someone on Monday, when are you open?", Hours), StringComparison.Ordinal);

    [Fact]
    public void It_asks_only_once()
    {
        var second = Answer("And do you paint sheds?", before: [Visitor("Do you paint fences?"), Bot(Says(p => p.DontKnow) + "\n\n" + Says(p => p.Ask))]);

        Assert.Equal(Says(p => p.DontKnow), second);
    }

    [Fact]
    public void It_remembers_that_it_asked_in_another_language_and_under_another_name() =>
        Assert.Equal(
            Says(p => p.PassedOn),
            Answer("it is the north side", before: [Visitor("Hallo, Dach kaputt"), Bot(BotPhrases.Fill(BotPhrases.For("de").Ask, "Alter Name"))]));

    [Theory]
    [InlineData("call me at (415) 555-2671")]
    [InlineData("maria@example.com")]
    [InlineData("+44 20 7946 0958 after six please")]
    public void It_thanks_for_a_contact_and_does_not_ask_again(string text)
    {
        Assert.Equal(Says(p => p.ThanksForContact), Answer(text));
        Assert.Equal(Says(p => p.DontKnow), Answer("Do you paint fences?", before: [Visitor(text), Bot(Says(p => p.ThanksForContact))]));
    }

    [Theory]
    [InlineData("my order is 12345")]
    [InlineData("my budget is $12,000,000")]
    [InlineData("@home on 2026-11")]
    public void It_does_not_take_other_numbers_for_a_contact(string text) =>
        Assert.DoesNotContain(Says(p => p.ThanksForContact), Answer(text), StringComparison.Ordinal);

    [Fact]
    public void It_does_not_ask_a_visitor_whom_the_website_knows() =>
        Assert.Equal(Says(p => p.DontKnow), Answer("Do you paint fences?", email: "maria@example.com"));

    [Fact]
    public void It_does_not_take_the_businesss_own_number_for_the_visitors() =>
        Assert.Equal(Says(p => p.DontKnow) + "\n\n" + Says(p => p.Ask), Answer("Is (415) 555-0100 your number?"));

    [Fact]
    public void It_asks_for_a_phone_number_once_when_it_is_urgent()
    {
        var first = Answer("It's an emergency, water is pouring in");
        Assert.EndsWith(Says(p => p.AskPhone), first, StringComparison.Ordinal);
        Assert.DoesNotContain(Says(p => p.Ask), first, StringComparison.Ordinal);

        Assert.EndsWith(
            Says(p => p.AskPhone),
            Answer("This is urgent! Write to jo@example.com", before: [Visitor("fences?"), Bot(Says(p => p.Ask))]),
            StringComparison.Ordinal);
        Assert.Equal(Says(p => p.PassedOn), Answer("please hurry", before: [Visitor("urgent!"), Bot(first!)]));
        Assert.Equal(Says(p => p.ThanksForContact), Answer("urgent! 415 555 2671"));
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("Hello there!")]
    [InlineData("Good morning")]
    public void A_greeting_is_greeted(string text) => Assert.Equal(Says(p => p.Hello), Answer(text));

    [Theory]
    [InlineData("thanks!")]
    [InlineData("ok, thank you very much")]
    [InlineData("No thanks")]
    public void Thanks_get_no_question(string text) => Assert.Equal(Says(p => p.Welcome), Answer(text));

    [Fact]
    public void It_does_not_give_the_same_answer_twice_in_a_row() =>
        Assert.DoesNotContain(Hours.Answer, Answer("open when?", Hours, [Visitor("when are you open?"), Bot(Hours.Answer)]), StringComparison.Ordinal);

    [Fact]
    public void It_is_silent_once_a_person_answers() =>
        Assert.Null(Answer("when are you open?", Hours, [Visitor("hi"), new(2, MessageRole.Agent, "Hi, Joe here.", DateTimeOffset.UnixEpoch)]));

    [Fact]
    public void It_falls_silent_when_a_conversation_never_ends() =>
        Assert.Null(Answer("and now?", before: [.. Enumerable.Repeat(Bot("x"), BotTurn.MostAnswers)]));

    [Fact]
    public void A_bot_that_repeats_itself_does_not_count_as_the_visitor_giving_a_contact() =>
        Assert.EndsWith(
            Says(p => p.Ask), Answer("Do you paint fences?", before: [Visitor("phone?"), Bot("Call us at 415 555 0100")]), StringComparison.Ordinal);

    [Fact]
    public void Every_language_has_its_own_sentences_and_names_the_site()
    {
        Assert.Equal(["de", "en", "es", "fr", "it", "nl", "pl", "pt"], BotPhrases.Languages.Order(StringComparer.Ordinal));
        foreach (var language in BotPhrases.Languages)
        {
            var phrases = BotPhrases.For(language);
            Assert.All(
                [phrases.Greeting, phrases.DontKnow, phrases.PassedOn, phrases.Ask, phrases.AskPhone, phrases.ThanksForContact],
                phrase => Assert.Contains(Site, BotPhrases.Fill(phrase, Site), StringComparison.Ordinal));
            Assert.Matches(@"\((AI|IA|KI)\)", phrases.Greeting);
            if (language != "en")
            {
                Assert.NotEqual(English, phrases);
            }
        }
    }

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("pt_BR", "pt")]
    [InlineData("ja", "en")]
    [InlineData(null, "en")]
    [InlineData("<script>", "en")]
    public void The_language_follows_the_browser(string? locale, string language) => Assert.Equal(language, BotPhrases.LanguageOf(locale));

    [Fact]
    public void A_site_name_in_braces_and_a_text_in_braces_stay_text() =>
        Assert.Equal(
            BotPhrases.Fill(English.PassedOn, "{1} & Söhne") + "\n\n" + BotPhrases.Fill(English.Ask, "{1} & Söhne"),
            new BotTurn("{1} & Söhne", "US", new BusinessProfile(), VisitorProfile.Unknown, [], "{0} {9}", null).Answer());

    private static string? Answer(
        string text, KnowledgeMatch? known = null, IReadOnlyList<TranscriptLine>? before = null, string? email = null) =>
        new BotTurn(Site, "US", Business, new VisitorProfile(Locale: "en-US", Email: email), before ?? [], text, known).Answer();

    private static string Says(Func<BotPhrases, string> phrase) => BotPhrases.Fill(phrase(English), Site);

    private static TranscriptLine Visitor(string text) => new(1, MessageRole.Visitor, text, DateTimeOffset.UnixEpoch);

    private static TranscriptLine Bot(string text) => new(2, MessageRole.Bot, text, DateTimeOffset.UnixEpoch);
}
