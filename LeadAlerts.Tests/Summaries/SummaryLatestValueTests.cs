using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>What the visitor names last is told; what it takes the place of is not.</summary>
public sealed class SummaryLatestValueTests
{
    [Theory]
    [InlineData("coach to Whitby for 52 people on 9 May", "bot: What's your email?", "ana@coast.example", "sadly we're at 41 people now", "52", "41 people")]
    [InlineData("busco menú para una cena de empresa, 35 personas, el 12 de junio", "bot: ¿Teléfono?", "655 55 01 72", "al final 28 personas", "35", "28 personas")]
    [InlineData("Buffet für 70 Gäste am 8. August in Fulda", "bot: Mit Getränken?", "nein danke", "die Schwiegermutter hat nachgezählt, 85 Gäste", "70", "85 Gäste")]
    [InlineData("un buffet froid pour 45 personnes le 3 mai", "bot: Votre e-mail ?", "lea@boite.example", "nous serons 52", "45", "52")]
    [InlineData("festa na piscina para 25 crianças em Faro", "bot: Qual o dia?", "dia 14 de junho", "a minha irmã desistiu, 18 crianças", "25", "18 crianças")]
    [InlineData("pranzo di comunione da 32 a Lucca", "bot: Che giorno?", "il 5 maggio", "e siamo 38 con i cugini", "32", "38")]
    [InlineData("lunch voor 60 personen in Zwolle", "bot: Welke dag?", "15 juni", "mijn baas zegt 44 personen", "60", "44 personen")]
    [InlineData("obiad dla 50 osob w Toruniu", "bot: Kiedy?", "12 lipca", "ciocia policzyla, 64 osob", "50", "64 osob")]
    [InlineData("chhat par party, 30 log, tent lagwana hai", "bot: Kab?", "18 july", "ruko, bhaiya ne bulaye hain, 45 log likho", "30 log", "45 log")]
    [InlineData("printed aprons, 54 of them, green", "bot: When by?", "end of june", "misread my own list, 45", "54", "45")]
    [InlineData("stores for 17 crew, 12 days, berth 4", "bot: Launch needed?", "no launch. eta 0500", "correction crew 19, two trainees", "17 crew", "19")]
    [InlineData("brass bush od 38, qty 400, polished", "bot: Is there a drawing?", "there is, by mail", "qty make 450, rest as above", "400", "450")]
    [InlineData("a tent on 4 july for mums 60th, 70 people standing", "bot: On grass?", "yes, it slopes", "make that 85 my brother has just told me that his whole band is coming too", "70 people", "85")]
    [InlineData("Price for 12,000 leaflets please, A5", "bot: Where shall we send it?", "jo@print.example", "Lord. 1,200. I'd be posting them till christmas", "12,000", "1,200")]
    public void A_number_that_is_named_anew_takes_the_place_of_the_first(
        string first, string asked, string answer, string correction, string wrong, string right)
    {
        var told = Told(first, asked, answer, correction);

        Assert.DoesNotContain(wrong, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a table for 2 adults and 3 kids on friday", "bot: Name?", "Ola. one of the kids is coeliac", "2 adults", "3 kids")]
    [InlineData("price for 40 people please", "bot: $400. Anything else?", "and for 60 people?", "40 people", "60 people")]
    [InlineData("tile the kitchen, 12 m²", "bot: Anything else?", "the bath as well, 6 m²", "12 m²", "6 m²")]
    [InlineData("lunch for 30 people on monday", "bot: Anything else?", "also a cake for 8 people on friday", "30 people", "8 people")]
    [InlineData("we have 14 kids coming saturday", "bot: That is £68. Allergies?", "is 68 with the candles", "14 kids", "candles")]
    [InlineData("my flight is at 7.40, where is the shuttle", "bot: Which terminal?", "2. its 10 to 6 already", "7.40", "10 to 6")]
    public void Numbers_that_both_hold_stay(string first, string asked, string next, string one, string other)
    {
        var told = Told(first, asked, next);

        Assert.Contains(one, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(other, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("we hold our assembly at the town hall on 12 June, 200 heads", "bot: Sound or screen?", "both. assembly pushed to 19 June", "12 June", "19 June")]
    [InlineData("un vin chaud pour le 6 décembre à la salle des fêtes", "bot: Combien de personnes ?", "une centaine. en fait c'est le 13 pas le 6", "6 décembre", "13 décembre")]
    [InlineData("Are you free on Sat 16 May?", "bot: I'm afraid that date is already reserved.", "what about sunday 17 may then, for 60 guests", "Sat 16", "17 may")]
    [InlineData("moving house from Kendal to Hull on 11th May", "bot: Any piano?", "Piano yes. Also completion slipped so it's 25th May", "11th", "25th May")]
    [InlineData("wedding cake, three tiers, 13 June", "bot: How many guests?", "90. my sister says the wedding is 20 June", "13 June", "20 June")]
    [InlineData("mudanza de Vigo a Lugo el 4 de mayo", "bot: ¿Teléfono?", "655 55 01 72. el casero nos cambio la fecha, es el 11 de mayo", "4 de mayo", "11 de mayo")]
    [InlineData("Entrümpelung Keller in Jena am 6. Juni", "bot: Welche Etage?", "Keller eben. Die Übergabe wurde verschoben auf den 20. Juni", "6. Juni", "20. Juni")]
    [InlineData("tavolo per quattro sabato 20", "bot: Il 20 è venerdì, intende il 21?", "si si sabato 21", "sabato 20", "sabato 21")]
    [InlineData("hire a marquee for my mum, 3 july", "bot: What size?", "6 by 9. and its august. 3 august", "3 july", "3 august")]
    public void A_day_that_moved_is_not_told(string first, string asked, string correction, string wrong, string right)
    {
        var told = Told(first, asked, correction);

        Assert.DoesNotContain(wrong, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(right, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("we want a party on 14 June in the garden", "bot: When shall we come to measure?", "its best 2 June", "14 June", "2 June")]
    [InlineData("dog walking on tuesday please, she is a lab", "bot: How long?", "an hour. and wednesday", "tuesday", "wednesday")]
    [InlineData("taxi to the airport on 6 May at 9 am", "bot: Is there a return?", "yes 20 May we land at noon", "6 May", "20 May")]
    public void Days_that_both_hold_stay(string first, string asked, string next, string one, string other)
    {
        var told = Told(first, asked, next);

        Assert.Contains(one, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(other, told, StringComparison.OrdinalIgnoreCase);
    }
}
