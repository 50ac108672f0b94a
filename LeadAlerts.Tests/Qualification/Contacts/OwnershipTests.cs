namespace LeadAlerts.Tests.Qualification.Contacts;

public sealed class OwnershipTests
{
    [Theory]
    [InlineData("US", "my husband's cell is 415 555 0123")]
    [InlineData("US", "text my wife at 415-555-0123")]
    [InlineData("US", "the super is Joe 415-555-0123")]
    [InlineData("US", "415-555-0123 thats my landlord")]
    [InlineData("US", "you can reach my brother on 415.555.0123")]
    [InlineData("GB", "the landlords number is 07700 900123")]
    [InlineData("GB", "give my son a ring 07700 900123")]
    [InlineData("GB", "my builder, Dave, is on 07700 900123")]
    [InlineData("ES", "el número de mi vecina es 655 010 442")]
    [InlineData("ES", "llama a mi marido al 655 010 442")]
    [InlineData("DE", "die Nummer von meiner Mutter ist 0171 3920044")]
    [InlineData("DE", "meine Frau erreichen Sie unter 0171 3920044")]
    [InlineData("FR", "le numéro de mon mari c'est le 06 39 98 41 07")]
    [InlineData("FR", "appelez ma fille au 06 39 98 41 07")]
    [InlineData("BR", "o numero da minha mãe é 34 95555-0117")]
    [InlineData("IT", "il numero di mia moglie è 320 5550171")]
    [InlineData("IT", "chiamate mio figlio al 320 5550171")]
    [InlineData("NL", "het nummer van mijn vrouw is 06-12345679")]
    [InlineData("NL", "bel mijn buurman 06-12345679")]
    [InlineData("PL", "numer mojego męża to 605 550 111")]
    [InlineData("PL", "proszę dzwonić do mamy 605 550 111")]
    [InlineData("IN", "meri didi ka number 98765 50123 hai")]
    [InlineData("IN", "papa ko call karna 98765 50123")]
    [InlineData("IT", "se non rispondo chiamate il Sig. Rossi 02 5550123")]
    [InlineData("AT", "des is von da frau 0664 5010233")]
    [InlineData("US", "bot: What's the best number? // 415 555 0199 that is Kevin not me. I work nights")]
    [InlineData("BE", "ge moet die van mijn man bellen 0470 55 01 82")]
    public void The_number_of_another_person_is_not_the_visitors(string region, string chat) =>
        Assert.Null(Contact.In(region, chat).Phone);

    [Theory]
    [InlineData("US", "I called you from work, my boss has your number 415 555 0100, is that right?")]
    [InlineData("US", "i got a call from 415-555-0123, was that you?")]
    [InlineData("US", "who is 415-555-0123? i have a missed call from it")]
    [InlineData("US", "I tried 415-555-0123 and nobody picked up")]
    [InlineData("GB", "I rang 0161 496 0123 twice")]
    [InlineData("DE", "Hotline 0800 330 1000 war besetzt, ich hab da schon angerufen")]
    [InlineData("DE", "ich hab 0171 3920044 angerufen, keiner da")]
    public void A_number_that_was_called_is_not_the_visitors(string region, string chat) =>
        Assert.Null(Contact.In(region, chat).Phone);

    [Theory]
    [InlineData("US", "for my mom 415 555 0123", "+14155550123")]
    [InlineData("US", "call me at 415-555-0123, my husband works nights", "+14155550123")]
    [InlineData("US", "my cell is 415-555-0123 but my wife usually answers", "+14155550123")]
    [InlineData("US", "415-555-0123 ask for the manager", "+14155550123")]
    [InlineData("US", "Jo Smith, office manager, 415-555-0123", "+14155550123")]
    [InlineData("US", "cheers mate, 415-555-0123", "+14155550123")]
    [InlineData("US", "thanks buddy 4155550123", "+14155550123")]
    [InlineData("US", "im the landlord, call 415-555-0123", "+14155550123")]
    [InlineData("ES", "soy la Sra. Molina 655 010 442", "+34655010442")]
    [InlineData("US", "me and my wife are home after 5, 415-555-0123", "+14155550123")]
    [InlineData("US", "my neighbor recommended you, 415-555-0123", "+14155550123")]
    [InlineData("US", "my boss wants a quote. 415-555-0123", "+14155550123")]
    [InlineData("US", "415-555-0188 or my wife 415-555-0123", "+14155550188")]
    [InlineData("US", "my son Kyle broke the window, call me 415-555-0123", "+14155550123")]
    [InlineData("US", "my son Kyle broke the window, call sue 415-555-0123", "+14155550123")]
    [InlineData("US", "Sue Ellen, Kyle's mom, 415-555-0123", "+14155550123")]
    [InlineData("US", "cheers mate, Dave 415 555 0123", "+14155550123")]
    [InlineData("GB", "Zoe 07700 900123, he works nights so ring me", "+447700900123")]
    public void Another_person_in_the_sentence_does_not_take_the_visitors_number(string region, string chat, string phone) =>
        Assert.Equal(phone, Contact.In(region, chat).Phone);
}
