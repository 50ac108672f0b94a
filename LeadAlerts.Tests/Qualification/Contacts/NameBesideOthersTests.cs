namespace LeadAlerts.Tests.Qualification.Contacts;

/// <summary>Names that are told by how the site answers, by where they stand, or by being the only word with a capital letter.</summary>
public sealed class NameBesideOthersTests
{
    [Theory]
    [InlineData("US", "Quillan over at Gulfside Realty. two listings need an inspection // bot: Hi Quillan! Are they occupied? // one is", "Quillan")]
    [InlineData("GB", "hiya thorfinna from the bakery, oven is out // bot: Hello Thorfinna, which oven is it?", "Thorfinna")]
    [InlineData("GB", "boiler is out again, mrs ablett // bot: Hello Mrs Ablett! Is there any hot water?", "Mrs Ablett")]
    [InlineData("ES", "marisela del hostal, se salio la lavadora // bot: ¡Hola Marisela! ¿Qué modelo es?", "Marisela")]
    public void The_name_that_the_site_greets_is_the_visitors(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("US", "angie, i sell paint for a living. got a 10x15 unit open?", "Angie")]
    [InlineData("GB", "Simon, Dales Landscapes. forty hedging plants please", "Simon")]
    [InlineData("GB", "need to change the card for my cover, mrs ablett", "Mrs Ablett")]
    [InlineData("FR", "mes lunettes sont arrivees ou pas, mme Vercel", "Mme Vercel")]
    public void Who_begins_or_ends_with_a_name_gives_it(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("IN", "laptop pe chai gir gayi // aa raha hu ek ghante me, Tarkesh", "Tarkesh")]
    [InlineData("FR", "il pleut dans la cave // vous pouvez passer demain matin. Wiviane, rue des tilleuls", "Wiviane")]
    [InlineData("CL", "buenas les falta chofer // Nanito, si sale algo me avisan por aca", "Nanito")]
    public void The_only_word_with_a_capital_letter_is_a_name_where_it_stands_apart(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("CH", "ist das velo fertig? elmar isch min name", "Elmar")]
    [InlineData("IN", "mera parcel kahan hai, ramesh bol raha hu", "Ramesh")]
    public void A_name_may_stand_before_the_words_that_introduce_it(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("ES", "bot: ¿Nombre? // Covadonga y ella Pulga", "Covadonga")]
    [InlineData("FR", "bot: Votre nom ? // Wivine et lui c'est Rex", "Wivine")]
    [InlineData("IT", "bot: Nome? // Ermelinda e mio marito Gino", "Ermelinda")]
    [InlineData("BR", "bot: Até 19h. // blz entao passo ai hj. Duda", "Duda")]
    [InlineData("PT", "passo ai as 5. Zeca", "Zeca")]
    [InlineData("US", "Hi this is Trooper Haines NYSP, call 518 555 0102", "Trooper Haines")]
    [InlineData("FR", "Jean DUPONT 06 39 98 41 07", "Jean Dupont")]
    public void A_name_is_told_from_what_stands_beside_it(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("yes pls to both of us, me mia.tran@mymail.example and Josh j.aldous@mymail.example", "Mia", "mia.tran@mymail.example")]
    [InlineData("Mia mia.tran@x.example and Josh josh@x.example", "Mia", "mia.tran@x.example")]
    [InlineData("anna@x.example or Josh j.b@x.example for the invoice", null, "anna@x.example")]
    [InlineData("Josh j.b@x.example or josh@work.example", "Josh", "j.b@x.example")]
    public void Name_and_address_are_of_the_same_person(string chat, string? name, string email)
    {
        var contact = Contact.In("US", chat);
        Assert.Equal((name, email), (contact.Name, contact.Email));
    }

    [Theory]
    [InlineData("BR", "vou pensar. Obrigada")]
    [InlineData("ES", "lo necesito ya. Urgente")]
    [InlineData("FR", "c'est pour demain. Merci")]
    [InlineData("US", "ok see you. Tuesday")]
    [InlineData("US", "i drive a truck. Toyota")]
    [InlineData("US", "bot: Name? // Kitchen and bath")]
    [InlineData("PT", "912 345 001 aliás 912 345 010")]
    [InlineData("PL", "512 555 014 znaczy 512 555 041")]
    [InlineData("DE", "Handy 0152 28817386, Festnetz 030 23125808")]
    public void A_word_that_corrects_or_closes_is_no_name(string region, string chat) => Assert.Null(Contact.In(region, chat).Name);

    [Theory]
    [InlineData("US", "Sam, do you fix sinks?")]
    [InlineData("US", "my son wants a tattoo of Darren // bot: Hi there! How big?")]
    [InlineData("US", "nope its for the dog, mondays w/ Miss Kirsten")]
    [InlineData("PT", "a conta veio errada e a mel morreu sem ninguem ligar")]
    [InlineData("US", "in which city is it // bot: Where are you? // Shawnlands, next to the station please")]
    public void A_word_that_another_reason_explains_is_no_name(string region, string chat) =>
        Assert.Null(Contact.In(region, chat).Name);
}
