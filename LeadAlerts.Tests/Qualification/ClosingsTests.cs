using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Tests.Qualification;

/// <summary>"No, that's all" refuses nothing.</summary>
public sealed class ClosingsTests
{
    [Theory]
    [InlineData("Is there anything else I can help you with?", "No thanks")]
    [InlineData("Is there anything else I can help you with?", "nope, thanks a lot!")]
    [InlineData("Anything else?", "not right now, thank you for your help")]
    [InlineData("Anything else?", "nah im good cheers")]
    [InlineData("Booked for Tuesday.", "That's all I need for now, thanks.")]
    [InlineData("Booked for Tuesday.", "thats it thx")]
    [InlineData("", "ok that will be all thank you")]
    [InlineData("Is there anything else? I am happy to help.", "no thats all i needed")]
    [InlineData("Let me know if you need anything else.", "nope, dont need anything else")]
    [InlineData("Kann ich sonst noch helfen?", "Nein danke, das wars")]
    [InlineData("¿Algo más?", "no gracias, eso es todo")]
    [InlineData("Avez-vous besoin d'autre chose ?", "non merci c'est tout")]
    [InlineData("Posso ajudar em mais alguma coisa?", "não, é só isso, obrigado")]
    [InlineData("Posso aiutarla con altro?", "no grazie è tutto")]
    [InlineData("Kan ik verder nog iets doen?", "nee dat is alles, bedankt")]
    [InlineData("Czy mogę jeszcze w czymś pomóc?", "nie, to wszystko, dziękuję")]
    [InlineData("Aur kuch help chahiye?", "nahi bas itna hi, thank you")]
    public void Leave_taking_is_told_from_a_refusal(string asked, string text) => Assert.True(IsClosing(asked, text));

    [Theory]
    [InlineData("Would you like a free quote?", "No thanks")]
    [InlineData("Shall I book you in for Friday?", "not right now, thank you")]
    [InlineData("It is $480 in all.", "no thats too much")]
    [InlineData("Is there anything else I can help you with?", "no, we found someone else")]
    [InlineData("Is there anything else I can help you with?", "no, but how much is a gutter cleaning?")]
    [InlineData("Is there anything else I can help you with?", "no, call me on 415 555 0134")]
    [InlineData("Is there anything else I can help you with?", "yes, I need a plumber")]
    [InlineData("", "no")]
    [InlineData("", "that's all wet, the whole ceiling")]
    [InlineData("Möchten Sie einen Termin?", "nein danke")]
    [InlineData("Feel free to ask any questions. May I have your phone number so that we can arrange a visit?", "no thanks")]
    [InlineData("If you have any questions, just ask. Would you like us to call you?", "no thanks")]
    [InlineData("Would you like the standard clean or something else?", "no thanks")]
    [InlineData("Darf ich fragen, ob Sie ein Angebot möchten?", "nein danke")]
    [InlineData("Mag ik u vragen of u een afspraak wilt?", "nee")]
    [InlineData("Si tiene preguntas, le llamamos. ¿Quiere que le llamemos?", "no gracias")]
    [InlineData("Vuole un altro appuntamento?", "no")]
    [InlineData("Anything else before I pass this on to the team?", "no, dont do it")]
    [InlineData("Anything else?", "no i dont need it any more")]
    [InlineData("Anything else I should know before we come on Friday?", "no, don't come")]
    [InlineData("$200. When?", "I want it done this weekend, that's it")]
    [InlineData("", "all i need is to know if you can do it this weekend")]
    public void What_refuses_or_says_more_is_no_leave_taking(string asked, string text) => Assert.False(IsClosing(asked, text));

    [Theory]
    [InlineData("Is there anything else I can help you with?", "No, that's all. Thank you!")]
    [InlineData("Your visit is booked. Anything else?", "nope thanks")]
    [InlineData("Our estimator calls you today. Do you have any other questions?", "no thank you, bye")]
    public void Who_got_what_they_came_for_is_a_lead_still(string asked, string text)
    {
        string[] enquiry = ["my roof leaks near the chimney, can somebody come on thursday?", "bot: Thursday at 9 works. What is your number?", "415 555 0134, its Dana"];

        var without = Chat.Assess(enquiry);
        var with = Chat.Assess([.. enquiry, "bot: " + asked, text]);

        Assert.InRange(with.Score, without.Score - 5, 100);
        Assert.DoesNotContain(with.Signals, signal => signal.Criterion == Criterion.WithdrewInterest);
    }

    [Fact]
    public void A_refusal_at_the_end_still_counts()
    {
        var assessment = Chat.Assess(
            "how much for a new gutter?", "bot: About $900. Shall I book a visit?", "no thanks, thats too much for us, well leave it");

        Assert.Contains(assessment.Signals, signal => signal.Criterion == Criterion.WithdrewInterest);
    }

    private static bool IsClosing(string asked, string text)
    {
        string[] lines = asked.Length == 0 ? ["hello", text] : ["hello", "bot: " + asked, text];
        var conversation = new ConversationText(Chat.Of(lines), Chat.Roofer, "US");
        return Closings.Is(conversation.Messages[^1], Lexicon.Shipped.LanguageOf(FoldedText.Fold(text)));
    }
}
