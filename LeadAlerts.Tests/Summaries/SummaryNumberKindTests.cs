using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>A number that is corrected takes the place only of one that counts the same; nothing is told that nobody said.</summary>
public sealed class SummaryNumberKindTests
{
    [Theory]
    [InlineData("bus 42 stops outside ours, need 20 fence panels", "make it 22", "bus 42", "22 fence")]
    [InlineData("piso 4, puerta 2, necesito cambiar 3 ventanas", "perdón, 5", "puerta 2", "5 ventanas")]
    [InlineData("Ich wohne Hausnummer 12, brauche 6 Fenster", "doch lieber 8", "Hausnummer 12", "8 Fenster")]
    [InlineData("salle 12, installer 20 chaises", "pardon, 25", "salle 12", "25 chaises")]
    [InlineData("interno 5, devo imbiancare 3 stanze", "scusa 4 stanze", "interno 5", "4 stanze")]
    [InlineData("kamer 8 lekt, graag 2 monteurs", "wacht, 3 monteurs", "kamer 8", "3 monteurs")]
    [InlineData("mieszkanie 15, 3 okna do wymiany", "sorry 4", "mieszkanie 15", "4 okna")]
    [InlineData("sala 5 para 20 pessoas", "alias 25", "sala 5", "25 pessoas")]
    [InlineData("flat 402 me 2 ac lagwana hai", "sorry 3", "flat 402", "3 ac")]
    [InlineData("order 5512, 12 chairs and 2 tables", "make it 14 chairs", "order 5512", "14 chairs")]
    [InlineData("table for 4 at seven", "make it 6", "at seven", "for 6")]
    [InlineData("sit down tea for 90 with about 90 cups", "make that 110", "for 110", "110 cups")]
    public void A_number_that_only_names_something_stays_beside_one_that_is_corrected(string first, string correction, string name, string corrected)
    {
        var told = Told(first, "bot: Noted. Anything else?", correction);

        Assert.Contains(name, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(corrected, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("you missed us again, unit 340", "make it 5 crates", "unit 340")]
    [InlineData("I'm at terminal T3 with the dog", "also make it 2.15", "T3")]
    [InlineData("your men are at 31 metres in our trench", "tell them 40 metres at most. no wait, he will ring", "at 31 metres")]
    [InlineData("32 a head for a cold plate, are you mad", "beef then, and 40 heads", "32 a head")]
    [InlineData("a pickup for 5 in the morning, no car came", "my train is 8 please hurry", "5 in the morning")]
    [InlineData("collect me at 6 from the clinic", "make it half past seven, I am slow", "at 6")]
    [InlineData("between 10 and 12 guests for supper", "make it 14", "10 and 12")]
    [InlineData("lay 40 sqm of oak and hang 3 doors", "make that 45", "3 doors")]
    [InlineData("I need 5kg of beef and 2kg of lamb", "sorry 3kg of beef", "2kg of lamb")]
    [InlineData("last year we were 80 people", "now 65 people", "we were 80")]
    [InlineData("the neighbour had 6 windows done, I need 4 windows", "sorry 5 windows", "6 windows")]
    [InlineData("my girl turns 6, a party with a clown", "actually 14 kids", "turns 6")]
    public void A_number_keeps_its_place_where_another_may_count_something_else(string first, string next, string kept) =>
        Assert.Contains(kept, Told(first, "bot: Noted. Anything else?", next), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_number_that_the_site_offers_takes_no_place() =>
        Assert.Contains("90 hp", Told("do I need a licence for the 90 hp boat", "bot: Yes. We also have a 6 hp boat without one.", "with 6 hp the ducks overtake me"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Two_long_numbers_that_differ_in_one_digit_are_one_mistyped()
    {
        var told = Told("the heating in flat 210 is cold, need someone", "bot: Which building?", "Alder Court. sorry, 211");

        Assert.Contains("flat 211", told, StringComparison.OrdinalIgnoreCase);
    }
}
