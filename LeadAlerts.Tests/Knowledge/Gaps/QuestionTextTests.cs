using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;

namespace LeadAlerts.Tests.Knowledge.Gaps;

public sealed class QuestionTextTests
{
    [Theory]
    [InlineData("Do you work on Sundays?", "Do you work on Sundays?")]
    [InlineData("Hi, I'm Joe Smith. My number is 555-0142. Do you work on Sundays? Thanks!", "Do you work on Sundays?")]
    [InlineData("Hello!\nCan you fix a 3.5 inch gutter?\n\nBye", "Can you fix a 3.5 inch gutter?")]
    [InlineData("Is www.example.com yours?", "Is www.example.com yours?")]
    [InlineData("Can you come today? What does it cost?", "Can you come today? What does it cost?")]
    [InlineData("¿Trabajan los domingos?", "¿Trabajan los domingos?")]
    [InlineData("  do you take\tcards  ", "do you take cards")]
    [InlineData("Hm... do you take cards??", "do you take cards??")]
    [InlineData("???", "???")]
    [InlineData("", "")]
    public void The_question_stands_alone(string message, string question) => Assert.Equal(question, QuestionText.Of(message));

    [Fact]
    public void However_much_somebody_writes_it_fits_an_entry()
    {
        var long1 = string.Concat(Enumerable.Repeat("many words without an end ", 400));
        foreach (var message in (string[])[long1, long1 + "?", "Do you work on Sundays? " + long1, new string('?', 10_000), new string('.', 10_000)])
        {
            Assert.InRange(QuestionText.Of(message).Length, 1, KnowledgeEntry.QuestionMaxLength);
        }
    }
}
