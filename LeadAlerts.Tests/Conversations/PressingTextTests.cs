using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Tests.Conversations;

public sealed class PressingTextTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("mail me: JANE.DOE+roof@example.co.uk please")]
    [InlineData("jane at example dot com")]
    [InlineData("jane (at) example (dot) com")]
    [InlineData("jane [at] example [dot] com")]
    [InlineData("call 415 555 0132")]
    [InlineData("(415) 555-0132")]
    [InlineData("+49 89 / 123456-7")]
    [InlineData("06.12.34.56.78")]
    [InlineData("٠١٢٣٤٥٦٧٨")]
    [InlineData("It is URGENT")]
    [InlineData("we need someone asap!")]
    [InlineData("please come right away")]
    [InlineData("Es urgente")]
    [InlineData("Bitte SOFORT anrufen")]
    [InlineData("ein Notfall")]
    [InlineData("c'est urgent, au plus vite")]
    [InlineData("preciso o mais rápido possível")]
    [InlineData("mi serve subito")]
    [InlineData("het is spoed")]
    [InlineData("to pilne")]
    public void Some_texts_no_review_waits_for(string text) => Assert.True(PressingText.IsPressing(text), text);

    [Theory]
    [InlineData("Hello")]
    [InlineData("Do you do roofs?")]
    [InlineData("My order is 123456")]
    [InlineData("at home, dot")]
    [InlineData("the insurgents won")]
    [InlineData("12 windows and 30 doors of 2 m")]
    [InlineData("@home")]
    [InlineData("50 @ 3")]
    [InlineData("")]
    public void Most_texts_can_wait_for_the_visitor_to_finish(string text) => Assert.False(PressingText.IsPressing(text), text);

    [Fact]
    public void A_text_made_to_be_slow_to_read_is_read_at_once()
    {
        var text = string.Concat(Enumerable.Repeat("a at a at (", 900)) + " dot ";

        Assert.False(PressingText.IsPressing(text[..9000]));
    }
}
