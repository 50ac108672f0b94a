using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>What must not be told: the site's words, what was refused or corrected, numbers and addresses, small talk.</summary>
public sealed class SummaryOmissionTests
{
    [Fact]
    public void The_sites_price_and_offer_are_not_told()
    {
        var told = Told(
            "my gutters are overflowing at the back",
            "bot: Gutter cleaning starts at $149. Would you like our Premium Shield for $29 a month?",
            "just the cleaning. friday works");

        Assert.DoesNotContain("149", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Shield", told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("friday", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("bot: We have a maintenance plan for $19 a month, interested?", "no i do not want a plan, i want the leak fixed", "plan", "leak")]
    [InlineData("bot: Wollen Sie auch einen Wartungsvertrag um 149 € im Jahr?", "nein, wartungsvertrag brauche ich keinen, nur das loch im dach muss zu", "vertrag", "loch")]
    [InlineData("bot: ¿Le interesa un cambio de aceite por 49 €?", "aceite no, solo los frenos que chillan", "aceite", "frenos")]
    [InlineData("bot: Souhaitez-vous un contrat d'entretien à 149 € ?", "non merci pas de contrat, juste réparer la fuite", "contrat", "fuite")]
    [InlineData("bot: Le interessa il tagliando a 189 €?", "il tagliando no, solo i freni che fischiano", "tagliando", "freni")]
    [InlineData("bot: Do you need packing as well?", "no packing, we have boxes for the kitchen", "packing", "boxes")]
    [InlineData("bot: Would you like a gutter guard with that?", "gutter guards no, only the skylight", "gutter", "skylight")]
    [InlineData("bot: Möchten Sie auch die Fenster putzen lassen?", "fenster nicht, nur das treppenhaus", "fenster", "treppenhaus")]
    [InlineData("bot: Wilt u een onderhoudscontract voor 12 euro per maand?", "nee geen onderhoudscontract, alleen de lekkage in de keuken", "contract", "lekkage")]
    public void What_the_site_offered_and_the_visitor_refused_is_not_told(string offer, string answer, string refused, string wanted)
    {
        var told = Told("hello, there is water in my kitchen", offer, answer);

        Assert.DoesNotContain(refused, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(wanted, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_no_that_is_a_fact_is_told() =>
        Assert.Contains("no hot water", Told("boiler is banging", "bot: Is there any hot water?", "no hot water at all since monday"), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("my roof leaks over the kitchen, my ssn is 078-05-1120 if you need it for financing", "1120", "kitchen")]
    [InlineData("need a quote for a new roof. ssn 078051120", "078051120", "roof")]
    [InlineData("cant log in to pay the invoice, my password is Tr0ub4dor&3", "Tr0ub4dor", "invoice")]
    [InlineData("need a new boiler. card 4111 1111 1111 1111 cvv 737", "737", "boiler")]
    [InlineData("brauche ein neues dach. passwort: Sommer2026!", "Sommer2026", "dach")]
    public void What_proves_who_one_is_and_passwords_are_not_told(string text, string secret, string wanted)
    {
        var told = Told("hello", "bot: How can we help?", text);

        Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(wanted, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("can you come thursday? sorry, i mean friday", "thursday", "friday")]
    [InlineData("can someone look at my roof on thursday. no wait thursday is my daughters recital, friday morning please", "thursday", "friday")]
    [InlineData("please come on friday not thursday to fix the roof", "thursday", "friday")]
    [InlineData("could you come tuesday instead of monday to fix the leak", "monday", "tuesday")]
    [InlineData("kann jemand am dienstag kommen, ach nein, dienstag bin ich weg, also mittwoch wegen dem dach", "dienstag", "mittwoch")]
    [InlineData("pueden venir el lunes, perdón, el martes a ver la gotera", "lunes", "martes")]
    [InlineData("vous pouvez venir lundi, euh pardon, mardi pour la fuite", "lundi", "mardi")]
    [InlineData("potete venire giovedì, anzi no, venerdì per il tetto", "giovedi", "venerd")]
    [InlineData("podem vir na segunda, desculpa, na terça ver o telhado", "segunda", "ter")]
    [InlineData("kunt u dinsdag komen, sorry, woensdag voor het dak", "dinsdag", "woensdag")]
    [InlineData("czy moga panstwo przyjsc we wtorek, przepraszam, w czwartek do dachu", "wtorek", "czwartek")]
    public void Of_a_corrected_day_only_the_right_one_is_told(string text, string wrong, string right)
    {
        var told = Told("hello", "bot: How can we help?", text);

        Assert.DoesNotContain(wrong, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_day_that_is_corrected_in_a_later_message_is_not_told()
    {
        var summary = Write("my roof leaks, can you come on monday?", "bot: Sure, what time?", "sorry i meant wednesday, after 4 pm");

        Assert.DoesNotContain("monday", Told(summary), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("wednesday", summary.Timeline?.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_day_that_the_site_could_not_offer_is_not_told_once_there_is_another()
    {
        var told = Told("is october 25 free for an inspection?", "bot: Sorry, that day is full.", "then november 8 please");

        Assert.DoesNotContain("25", told, StringComparison.Ordinal);
        Assert.Contains("november 8", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("i need 2 skylights, sorry 3 skylights replaced", "2 sky", "3 skylights")]
    [InlineData("we have 5 windows not 4 windows to seal", "4", "5 windows")]
    public void Of_a_corrected_number_only_the_right_one_is_told(string text, string wrong, string right)
    {
        var told = Told(text);

        Assert.DoesNotContain(wrong, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("the blue paint, sorry the green paint, is peeling off our door", "blue", "green")]
    [InlineData("the cat, no sorry, the dog needs his claws cut", "cat", "dog")]
    public void Of_a_corrected_thing_only_the_right_one_is_told(string text, string wrong, string right)
    {
        var told = Told(text);

        Assert.DoesNotContain(wrong, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("my roof leaks. my number is 415 555 2671", "2671")]
    [InlineData("the roof leaks, ann.lee@example.com is my email", "ann.lee")]
    [InlineData("my neighbour's roofer Bob 510-555-0188 was too slow, my roof still leaks", "0188")]
    [InlineData("the roof leaks, my landlord is bigboss@example.org but talk to me", "bigboss")]
    public void Numbers_and_addresses_stand_beside_the_summary_and_not_in_it(string text, string contact)
    {
        var summary = Write(text);

        Assert.DoesNotContain(contact, Told(summary) + summary.NextStep, StringComparison.Ordinal);
        Assert.Contains("roof", Told(summary), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_number_of_an_order_is_no_phone_number() =>
        Assert.Contains("1044558291", Told("where are my roof tiles? order number 1044558291, ordered two weeks ago"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Good morning! Hope you are well. My roof leaks over the kitchen. Thanks so much, cheers!", "Good morning", "Thanks", "cheers")]
    [InlineData("Guten Tag, unser Dach ist undicht, vielen Dank!", "Guten Tag", "Dank", "Dank")]
    [InlineData("hola buenas tardes, tengo goteras en el techo, gracias", "hola", "buenas", "gracias")]
    [InlineData("Bonjour, j'ai une fuite sur le toit, merci", "Bonjour", "merci", "merci")]
    [InlineData("Buongiorno, il tetto perde acqua, grazie", "Buongiorno", "grazie", "grazie")]
    public void Greetings_and_thanks_are_not_told(string text, params string[] small)
    {
        var told = Told(text);

        Assert.All(small, word => Assert.DoesNotContain(word, told, StringComparison.OrdinalIgnoreCase));
    }
}
