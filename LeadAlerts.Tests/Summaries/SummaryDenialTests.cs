using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>What stands denied, corrected or scorned, and whom else the visitor names, is not told.</summary>
public sealed class SummaryDenialTests
{
    [Theory]
    [InlineData("i want to tile the porch, slate not brick, about 9 sqm", "brick", "slate")]
    [InlineData("we need a caterer, it is for a wake not a wedding", "wedding", "wake")]
    [InlineData("quisiera un toldo en lona verde, no en plástico", "plástico", "lona")]
    [InlineData("preciso de uma porta em mogno, não em pinho", "pinho", "mogno")]
    [InlineData("potrzebuję stół z buku a nie z sosny", "sosny", "buku")]
    [InlineData("wir brauchen einen Zaun, Holz nicht Metall, 18 Meter", "Metall", "Holz")]
    public void What_is_denied_beside_what_is_wanted_is_not_told(string text, string denied, string wanted)
    {
        var told = Told("hello", "bot: How can we help?", text);

        Assert.DoesNotContain(denied, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(wanted, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_two_things_that_the_site_names_the_denied_one_is_not_told()
    {
        var told = Told("can you make a cake for 30", "bot: Marzipan or sponge? Marzipan is what most people take.", "not marzipan pls. sponge with lemon inside");

        Assert.DoesNotContain("marzipan", told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("sponge", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("my oven not heating, it is a gas one", "not heating")]
    [InlineData("the bedroom has no plumbing and we want a sink", "no plumbing")]
    [InlineData("garage door bang and now the door wont lift", "wont lift")]
    [InlineData("me duele la muela, no duermo desde el lunes", "no duermo")]
    public void A_no_that_tells_a_fact_stays(string text, string fact) =>
        Assert.Contains(fact, Told(text, "bot: Where are you?", "in the old town"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_denied_number_is_not_told_where_it_was_said_before()
    {
        var told = Told("we want lunch for the whole school, about 340 people", "bot: On which day?", "monday. and count 210 people not 340, the little ones go home");

        Assert.DoesNotContain("340", told, StringComparison.Ordinal);
        Assert.Contains("210", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a coach for 17 to Leeds please", "bot: Which day?", "friday", "wait make that 23 people, forgot the drivers", "17", "23")]
    [InlineData("asado para 46 personas en el campo", "bot: ¿Qué día?", "el sabado", "perdon somos 58", "46", "58")]
    [InlineData("il me faut 7 radiateurs à changer", "bot: Où êtes-vous ?", "à Dijon", "euh 9 en fait pour les radiateurs", "7", "9")]
    [InlineData("tent voor 140 man op ons plein", "bot: Met vloer?", "ja met vloer", "oei 165 man blijkbaar", "140", "165")]
    public void A_number_corrected_some_messages_later_is_not_told(string first, string asked, string between, string correction, string wrong, string right)
    {
        var told = Told(first, asked, between, correction);

        Assert.DoesNotContain(wrong, told, StringComparison.Ordinal);
        Assert.Contains(right, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("want a new deck, budget around 8k. Actually my wife says more like 6k", "8k", "6k")]
    [InlineData("quiero un armario, presupuesto 850 mil. mejor dicho 620 mil", "850", "620")]
    public void Of_two_budgets_the_corrected_one_is_not_told(string text, string wrong, string right)
    {
        var summary = Write("hello", "bot: How can we help?", text);

        Assert.DoesNotContain(wrong, Told(summary), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, Told(summary), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("preciso de uma van dia 14 pra Santos", "bot: Qual horário?", "opa, dia 15, errei", "dia 14", "dia 15")]
    [InlineData("Umzug am 3. Mai von Bonn nach Trier", "bot: Welche Etage?", "ach nein, am 17. Mai", "3. Mai", "17. Mai")]
    [InlineData("camera doppia dal 4 giugno", "bot: Quante persone?", "scusate dal 6 giugno, il 4 lavoro", "4 giugno", "6 giugno")]
    [InlineData("un plombier le 21 mars pour la douche", "bot: Quel étage ?", "et non le 22, le 21 je bosse", "21 mars", "22")]
    [InlineData("przegląd pieca", "bot: Czy 15 maja pasuje?", "nie 15 tylko 20 maja", "15", "20 maja")]
    public void Of_a_corrected_date_only_the_right_one_is_told(string first, string asked, string correction, string wrong, string right)
    {
        var told = Told(first, asked, correction);

        Assert.DoesNotContain(wrong, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void How_long_is_corrected_without_the_day()
    {
        var told = Told("a room for 2 nights from the 10th", "sorry 3 nights", "bot: For how many?", "2 adults");

        Assert.DoesNotContain("2 nights", told, StringComparison.Ordinal);
        Assert.Contains("10th", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is the pool warm enough for my gran", "bot: We have Zumba classes on Mondays!", "Zumba? she is 93. just the pool", "zumba", "pool")]
    [InlineData("can u cut a letterbox key today", "bot: Ask about our Home Care plan, only $31 a month.", "a plan?? i just need one key", "plan", "key")]
    [InlineData("natação pra bebê tem?", "bot: Temos musculação no plano black!", "musculação pra bebê kkkk só natação mesmo", "musculação", "natação")]
    [InlineData("lekke band achter", "bot: Denk eens aan een elektrische fiets!", "elektrisch? ik fiets maar 5 minuten man", "elektrisch", "band")]
    [InlineData("my pump hums and no water comes", "bot: Looking for a robotic cleaner? 20% off this week.", "robotic cleaner lmao mate the pump. can someone look", "robotic", "pump")]
    public void An_offer_that_is_echoed_with_scorn_is_not_told(string need, string offer, string answer, string offered, string wanted)
    {
        var told = Told(need, offer, answer);

        Assert.DoesNotContain(offered, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(wanted, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_offer_that_is_asked_about_is_told() =>
        Assert.Contains("massage", Told("my back is stiff", "bot: We have massage and yoga.", "massage? how much is it"), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("locks need changing at my flat, my landlord Perry Hamlin says ok, his number is 0161 496 0133. im on 07700 900188", "Hamlin", "0133")]
    [InlineData("wymiana 3 okien, kolega Darek 600 100 200 was polecił. mój numer 601 555 177", "Darek", "600")]
    [InlineData("the boiler drips, our last plumber Gino 202 555 0101 never answers. call me on 202 555 0177", "Gino", "0101")]
    public void Names_and_numbers_of_others_are_not_told(string text, string name, string number)
    {
        var told = Told("hello", "bot: How can we help?", text);

        Assert.DoesNotContain(name, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(number, told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_no_denies_is_not_told_without_it()
    {
        var told = Told("50 sq ft unit please", "bot: £118 a month. Do you need boxes or van hire?", "got a van. need ground floor not upstairs because of the piano");

        Assert.Contains("not upstairs", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_one_knows_and_does_not_know_is_told_as_one()
    {
        var told = Told(
            "Hello, we are moving over from Lyon in January because of my job and my daughter would come in the middle of the year, she is 13 and shy",
            "bot: Welcome! Places depend on availability.",
            "She has French and German but no Irish at all, can she be exempt? That worries us the most. Boarding weekly, not full. Can someone tell us if a place exists and the fees");

        Assert.Contains("no Irish", told, StringComparison.Ordinal);
        Assert.DoesNotContain("She has French?", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table for the communion, sat 10 may, 50 people", "Sat 10 may")]
    [InlineData("a band for 22nd of may please", "22nd of may")]
    public void May_beside_the_number_of_a_day_is_the_month(string message, string when) =>
        Assert.Contains(when, Write(message).Timeline?.Text, StringComparison.OrdinalIgnoreCase);
}
