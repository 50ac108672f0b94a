namespace LeadAlerts.Tests.Qualification.Contacts;

public sealed class NameListTests
{
    [Theory]
    [InlineData("AU", "yes quote it thanks. Trevor, Dunolly, trevandjill88@bigpond.com", "Trevor")]
    [InlineData("GB", "same size as before pls. Denise @ Harbour Lights Catering, 01632 960321", "Denise")]
    [InlineData("US", "see you sunday! Maya (MOH) 415 555 0123", "Maya")]
    [InlineData("NL", "Graag een offerte. Sanne, Oudewater, sanne_k@ziggo.example", "Sanne")]
    [InlineData("FR", "Merci de rappeler. Solène, Quimper, 06 39 98 41 07", "Solène")]
    [InlineData("IT", "va bene cosi. Debora / Trattoria Conca, 320 5550171", "Debora")]
    [InlineData("US", "thanks, Wendy Alcott, board approved, packet walcott@uni.example.edu", "Wendy Alcott")]
    [InlineData("NL", "Prima. J. van Oosten, inkoop, jvo@oostenhout.example", "J. van Oosten")]
    [InlineData("NL", "Offerte naar hj@oostenhout.example. H.J. van der Meer", "H.J. van der Meer")]
    [InlineData("NL", "Joost v Driel tuinaanleg, 06-12345679", "Joost v Driel")]
    [InlineData("GB", "need it by friday // bot: Noted. // Manpreet, Five Rivers Carpets", "Manpreet")]
    public void Who_then_where_then_how_begins_with_the_name(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("ZA", "bot: What's your company name? // Karoo Orchards. what are your rates? Dewald Malan 082 551 9034", "Dewald Malan")]
    [InlineData("ZA", "Please tell Mr de Wet. Boitumelo Radebe 071 620 5583", "Boitumelo Radebe")]
    [InlineData("CA", "bot: Who may we contact? // me, my sister is asleep by then. Jocelyn Dela Pena 604 555 0149", "Jocelyn Dela Pena")]
    [InlineData("IN", "cv mailed yesterday. V. Sai Prasad 98480 22117", "V. Sai Prasad")]
    [InlineData("IN", "k fine. K. Teja 98480 22117", "K. Teja")]
    [InlineData("AT", "0664 3182705, d'Resi", "Resi")]
    [InlineData("PL", "Zuzanna, tel plus cztery osiem 733 dwiescie cztery 518", "Zuzanna")]
    [InlineData("BR", "ok Rogério aqui da gráfica, pode apagar o teste", "Rogério")]
    [InlineData("GB", "bot: May I take your surname? // Thornbury", "Thornbury")]
    [InlineData("US", "bot: Sure, what's your name? // marlo quigg", "Marlo Quigg")]
    [InlineData("US", "i lost my card // in the bus maybe // rosa benitez", "Rosa Benitez")]
    [InlineData("GB", "bot: Name please? // Perfect, Gill Parry", "Gill Parry")]
    [InlineData("FR", "livraison avant le 10 mars sinon je passe avec le camion. Scierie des Aulnes", "Scierie des Aulnes")]
    [InlineData("IE", "start the 1st if that suits, declan", "Declan")]
    public void A_name_is_read_whatever_stands_before_it(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("SG", "weekday evening ok. hp 9244 1806")]
    [InlineData("FR", "c bien les impots ici? service des particuliers")]
    [InlineData("US", "Kitchen, Oakland, 415-555-0123")]
    [InlineData("IT", "Nella panda ci stanno due valigie? // bot: Una. // Confermi la Panda.")]
    [InlineData("US", "bot: What is the company name? // Acme Roofing, Tulsa")]
    [InlineData("MX", "al cincuenta y cinco 39 14 22 07")]
    public void What_only_looks_like_a_list_holds_no_name(string region, string chat) =>
        Assert.Null(Contact.In(region, chat).Name);
}
