namespace LeadAlerts.Tests.Qualification.Contacts;

public sealed class BorrowedPhoneTests
{
    [Theory]
    [InlineData("FR", "bot: Votre numéro ? // celui du voisin 06 39 98 10 22 le mien est a linterieur", "+33639981022")]
    [InlineData("FR", "appelez ma voisine au 06 39 98 41 07, mon portable est resté dedans", "+33639984107")]
    [InlineData("US", "call my neighbor 415-555-0123, my phone is dead", "+14155550123")]
    [InlineData("US", "my phone died // call my wife on 415-555-0123", "+14155550123")]
    [InlineData("US", "call my wife on 415-555-0123 // i dont have a phone on me", "+14155550123")]
    [InlineData("DE", "ich hab kein Handy, ruft meinen Nachbarn an 0171 3920044", "+491713920044")]
    [InlineData("ES", "llama a mi vecina al 655 010 442, mi móvil está roto", "+34655010442")]
    [InlineData("IT", "chiamate mio figlio al 320 5550171, il mio è scarico", "+393205550171")]
    [InlineData("PT", "ligue à minha mãe 912 345 001, fiquei sem telemóvel", "+351912345001")]
    [InlineData("NL", "bel mijn buurman 06-12345679, mijn telefoon is kapot", "+31612345679")]
    [InlineData("PL", "proszę dzwonić do mamy 605 550 111, mój telefon jest zepsuty", "+48605550111")]
    [InlineData("IN", "papa ko call karna 98765 50123, mera phone kharab hai", "+919876550123")]
    public void Who_has_no_phone_is_reached_by_the_one_they_name(string region, string chat, string phone) =>
        Assert.Equal(phone, Contact.In(region, chat).Phone);

    [Theory]
    [InlineData("US", "call my wife on 415-555-0123 // my cat died")]
    [InlineData("US", "my landlord 415-555-0123 says the roof leaks. no phone calls please")]
    [InlineData("DE", "meine Frau erreichen Sie unter 0171 3920044, mein Auto ist kaputt")]
    [InlineData("ES", "llama a mi marido al 655 010 442, el grifo está roto")]
    public void Another_loss_lends_no_number(string region, string chat) => Assert.Null(Contact.In(region, chat).Phone);

    [Fact]
    public void The_visitors_own_number_goes_before_a_borrowed_one() =>
        Assert.Equal("+14155550199", Contact.In("US", "my phone died, call my wife on 415-555-0123 // found it, 415-555-0199").Phone);
}
