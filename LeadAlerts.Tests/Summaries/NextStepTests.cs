using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Qualification;

namespace LeadAlerts.Tests.Summaries;

public sealed class NextStepTests
{
    private static readonly BusinessProfile Unknown = new();

    [Theory]
    [InlineData("STOP")]
    [InlineData("please take me off your list, i keep getting texts 07700 900123")]
    [InlineData("bitte keine Anrufe mehr, löschen Sie meine Nummer 0171 3920044")]
    [InlineData("no me llamen más por favor 655 010 442")]
    [InlineData("ne m'appelez plus svp, supprimez mon numéro 06 39 98 41 07")]
    [InlineData("parem de mandar mensagem, tira meu numero da lista")]
    [InlineData("cancellatemi dalla newsletter, non scrivetemi più")]
    [InlineData("stop met bellen aub, verwijder mijn nummer")]
    [InlineData("proszę usunąć mój numer i nie dzwońcie do mnie")]
    [InlineData("mujhe message mat bhejo, number hata do")]
    public void Who_wants_to_hear_no_more_is_taken_off_the_list(string chat) =>
        Assert.StartsWith("Asks not to be contacted: take ", Step(chat), StringComparison.Ordinal);

    [Theory]
    [InlineData("i need my gutters cleaned this week, stop by and call me 415-555-0123")]
    [InlineData("can you stop the leak in my roof today? 415-555-0123")]
    public void Another_stop_leaves_an_enquiry_as_it_is(string chat) =>
        Assert.StartsWith("Call the visitor", Step(chat), StringComparison.Ordinal);

    [Theory]
    [InlineData("this is officer Delgado, your delivery truck was left in front of the fire house. call me back 415-555-0123")]
    [InlineData("Hi this is Trooper Haines, we have a van with your lettering abandoned on rt 9 by exit 7. need a call back from owner 518 555 0102")]
    [InlineData("one of your drivers left his jacket at our depot, can someone ring me 415 555 0139")]
    public void Who_asks_for_a_call_about_the_business_is_called(string chat)
    {
        var summary = SummaryScene.Write(Chat.Of(chat), Unknown);

        Assert.StartsWith("Call ", summary.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("Sales pitch", summary.Headline, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("love your work!! is june 3 still free // bot: It is! What kind of event? // small wedding, 40 people // bot: From $3,200. // ah thats too much for us, thanks")]
    [InlineData("me encanta vuestro trabajo, teneis libre el 3 de junio? // bot: Sí, desde 1.200 €. // uf es mucho para nosotros, gracias")]
    [InlineData("nobody ever calls me back, third message now. the fence you built is leaning")]
    [InlineData("ya es la tercera vez que escribo y nadie contesta. el grifo que pusisteis gotea")]
    [InlineData("notre fille a laissé son gilet chez vous, vous l'avez vu ? // bot: Souhaitez-vous une inscription ? // non elle est déjà chez vous. le gilet svp")]
    [InlineData("oiga se me despego un braket y apenas fui el jueves // bot: ¡Hola! ¿Te interesa nuestra promoción? // no ya traigo los brakets con ustedes. nomas q me lo peguen, cobran o no?")]
    [InlineData("paint is bubbling on the door u did in june // bot: We offer free estimates! // its a warranty thing. this is the 3rd time im writing nobody calls me back")]
    public void Nobody_who_asks_or_complains_is_left_alone(string chat)
    {
        var step = Step(chat);

        Assert.DoesNotContain("nothing to do", step, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("No request", step, StringComparison.Ordinal);
        Assert.DoesNotContain("Looks for work", step, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("we found a lost dog with a tag from your clinic, can you read the chip? // bot: Yes, free. Would you like a checkup too? // no its not ours. we'll be there in 20 min")]
    [InlineData("wir haben einen Kater gefunden mit Chip, können Sie den auslesen? // bot: Ja. Möchten Sie auch einen Impftermin? // nein der gehört ja jemandem. wir kommen in 10 min vorbei danke")]
    [InlineData("on a trouvé un chat avec une puce, vous pouvez la lire ? // bot: Oui. Voulez-vous un vaccin ? // non il n'est pas à nous, on arrive dans 10 min")]
    [InlineData("hemos encontrado un gato con chip, lo podeis leer? // bot: Sí. ¿Quiere una vacuna? // no, no es nuestro. ahora vamos para alla")]
    [InlineData("we hebben een kat gevonden met chip, kunnen jullie die uitlezen? // bot: Ja. Ook een vaccinatie? // nee die is niet van ons, we komen eraan")]
    public void Who_refuses_an_offer_and_comes_has_not_lost_interest(string chat) =>
        Assert.Equal("Says they will come by: expect them", Step(chat));

    [Theory]
    [InlineData("how much is a cleaning // bot: $120. Want to book? // no thanks, too expensive, forget it", "Said no after the price: a smaller offer may help")]
    [InlineData("was kostet eine Reinigung // bot: 120 €. Termin? // nein danke, zu teuer, hat sich erledigt", "Said no after the price: a smaller offer may help")]
    [InlineData("do you have the blue kettle in stock // bot: Yes, shall I put one aside? // no thanks, forget it, not interested", "Lost interest: nothing to do for now")]
    [InlineData("im looking for work, i have 5 years experience as a roofer, are you hiring", "Looks for work: answer only if you are hiring")]
    [InlineData("suche Arbeit als Maler, habe 5 Jahre Erfahrung", "Looks for work: answer only if you are hiring")]
    [InlineData("Buenas, tenéis grupos por las tardes? // bot: ¡Sí! ¿Quieres hacer la prueba? // no no, soy profe y digo si os falta alguien para esos grupos. os paso cv?", "Looks for work: answer only if you are hiring")]
    [InlineData("we offer seo packages that boost your leads, can I send our catalog?", "A sales pitch: nothing to do")]
    [InlineData("wir bieten Werbeanzeigen zum Sonderpreis, wann passt Ihnen ein Termin?", "A sales pitch: nothing to do")]
    [InlineData("hi // bot: hi // u suck", "Nothing to do")]
    public void What_is_clear_is_told_as_it_is(string chat, string step) => Assert.Equal(step, Step(chat));

    [Fact]
    public void Another_persons_number_is_not_called_by_the_visitors_name()
    {
        var step = Step("can you fix my roof this week? Ana Ruiz. my husband Tom handles the house, he is the one you call 973 555 0119");

        Assert.StartsWith("Call the number given (somebody else's)", step, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extension_is_told() =>
        Assert.StartsWith("Call Denise (ext. 3)", Step("Denise at 704-555-0126 x 3, need a quote for cleaning 40 offices"), StringComparison.Ordinal);

    [Theory]
    [InlineData("the fence at Beukenlaan 40. 415 555 0123 needs mending", "Beukenlaan 40")]
    [InlineData("please come to unit 14. 415-555-0123. the tap leaks", "unit 14")]
    [InlineData("8 yards of mulch spread, front beds // bot: Best number? // 919 555 0115. whoops 0151", "8 yards")]
    [InlineData("quote for 40 offices, I'm the manager, Denise at 704-555-0126 x 3", "40 offices")]
    public void Figures_beside_a_contact_stay(string chat, string figures)
    {
        var told = SummaryScene.Told(chat.Split(" // "));

        Assert.Contains(figures, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("555", told, StringComparison.Ordinal);
        Assert.DoesNotContain("x 3", told, StringComparison.Ordinal);
        Assert.DoesNotContain("0151", told, StringComparison.Ordinal);
    }

    private static string Step(string chat) => SummaryScene.Write(Chat.Of(chat.Split(" // ")), Unknown).NextStep;
}
