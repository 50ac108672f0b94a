using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Tests.Evaluation;

public sealed class ContactCheckTests
{
    [Theory]
    [InlineData(null, null, ContactOutcome.RightlyNone)]
    [InlineData("a@x.example", null, ContactOutcome.Missed)]
    [InlineData(null, "a@x.example", ContactOutcome.Invented)]
    [InlineData("a@x.example", "b@x.example", ContactOutcome.Wrong)]
    [InlineData("Ann@X.example", "ann@x.example", ContactOutcome.Right)]
    public void An_address_is_right_whatever_its_case(string? given, string? found, ContactOutcome outcome) =>
        Assert.Equal(outcome, ContactCheck.Of(new VisitorContact(Email: given), new VisitorContact(Email: found), "US").Email);

    [Theory]
    [InlineData("+1 415-555-2671", "US", ContactOutcome.Right)]
    [InlineData("(415) 555-2671", "US", ContactOutcome.Right)]
    [InlineData("+14155552672", "US", ContactOutcome.Wrong)]
    [InlineData("no number", "US", ContactOutcome.Wrong)]
    [InlineData("(415) 555-2671", "DE", ContactOutcome.Wrong)]
    public void A_number_is_right_when_its_digits_are(string given, string region, ContactOutcome outcome) =>
        Assert.Equal(outcome, ContactCheck.Of(new VisitorContact(Phone: given), new VisitorContact(Phone: "+14155552671"), region).Phone);

    [Theory]
    [InlineData("José Núñez", "jose nunez", ContactOutcome.Right)]
    [InlineData("Maria", "Maria Lopez", ContactOutcome.Right)]
    [InlineData("Dr. Phadke", "Phadke", ContactOutcome.Right)]
    [InlineData("H. Bolink", "Bolink", ContactOutcome.Right)]
    [InlineData("Mary-Jane", "Mary Jane", ContactOutcome.Right)]
    [InlineData("Maria Lopez", "Maria", ContactOutcome.Wrong)]
    [InlineData("Mrs Lopez", "Mrs Miller", ContactOutcome.Wrong)]
    [InlineData("Maria", "Maria then my roof leaks", ContactOutcome.Wrong)]
    [InlineData("Jo", "Joanna", ContactOutcome.Wrong)]
    [InlineData("李伟", "李伟", ContactOutcome.Right)]
    public void A_name_is_right_with_more_words_but_not_with_fewer(string given, string found, ContactOutcome outcome) =>
        Assert.Equal(outcome, ContactCheck.Of(new VisitorContact(Name: given), new VisitorContact(Name: found), "US").Name);

    [Fact]
    public void What_is_rightly_none_is_right_but_was_not_given()
    {
        var tally = ContactTally.Of(
        [
            ContactOutcome.RightlyNone, ContactOutcome.RightlyNone, ContactOutcome.Right, ContactOutcome.Wrong, ContactOutcome.Missed,
            ContactOutcome.Invented,
        ]);

        Assert.Equal(new ContactTally(Given: 3, Right: 3, Wrong: 1, Missed: 1, Invented: 1), tally);
        Assert.Equal(0.5, tally.Accuracy);
        Assert.Null(ContactTally.Of([]).Accuracy);
    }
}
