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
    [InlineData("US", "Sam, do you fix sinks?")]
    [InlineData("US", "my son wants a tattoo of Darren // bot: Hi there! How big?")]
    [InlineData("US", "nope its for the dog, mondays w/ Miss Kirsten")]
    [InlineData("PT", "a conta veio errada e a mel morreu sem ninguem ligar")]
    [InlineData("US", "in which city is it // bot: Where are you? // Shawnlands, next to the station please")]
    public void A_word_that_another_reason_explains_is_no_name(string region, string chat) =>
        Assert.Null(Contact.In(region, chat).Name);
}
