namespace LeadAlerts.Tests.Qualification.Contacts;

/// <summary>Names that are given with a nickname, pronouns, a reservation or a hint at a number that is known, and names that are taken back.</summary>
public sealed class NamedOtherwiseTests
{
    [Theory]
    [InlineData("US", "Everyone calls me Tiny. 415 555 0159", "Tiny")]
    [InlineData("CA", "Names Gordon but I answer to Sparky. 250-555-0119", "Sparky")]
    [InlineData("US", "they call me Ace", "Ace")]
    [InlineData("ES", "todos me llaman Rubia, 655 010 442", "Rubia")]
    [InlineData("DE", "alle nennen mich Kalle", "Kalle")]
    [InlineData("FR", "tout le monde m'appelle Doudou", "Doudou")]
    [InlineData("BR", "todo mundo me chama de Tonho", "Tonho")]
    [InlineData("IT", "tutti mi chiamano Gegè", "Gegè")]
    [InlineData("NL", "iedereen noemt me Sjakie", "Sjakie")]
    [InlineData("PL", "wszyscy mówią mi Zbyszek", "Zbyszek")]
    public void A_nickname_may_be_any_word_with_a_capital_letter(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("US", "everyone calls me crazy")]
    [InlineData("ES", "me llaman de la oficina cada dia")]
    [InlineData("IT", "mi chiamano continuamente")]
    [InlineData("BR", "me chamam de louco")]
    public void Not_all_that_somebody_is_called_is_a_nickname(string region, string chat) => Assert.Null(Contact.In(region, chat).Name);

    [Theory]
    [InlineData("CA", "hey it's sam, she/her. 519 555 0164", "Sam")]
    [InlineData("CA", "Bee (he/him) 519-555-0187", "Bee")]
    [InlineData("US", "this is Dana (they/them), calling about the van", "Dana")]
    [InlineData("DE", "hier ist Kim (sie/ihr), wann habt ihr offen", "Kim")]
    public void Pronouns_behind_a_name_speak_of_nobody_else(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("US", "only rats. this is Jorvy by the way, evenings best", "Jorvy")]
    [InlineData("US", "Extend better. This is Mdm Lim btw", "Mdm Lim")]
    [InlineData("ES", "soy Txema por cierto", "Txema")]
    [InlineData("DE", "hier ist Wiebke übrigens", "Wiebke")]
    [InlineData("US", "no its me lerato his sister", "Lerato")]
    [InlineData("US", "done. it's me Bonzo the chairman", "Bonzo")]
    public void More_words_behind_an_introduction_do_not_hide_it(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("GB", "i signed up in august. file under Petrakis", "Petrakis")]
    [InlineData("IE", "grand. under Mossy", "Mossy")]
    [InlineData("GB", "booked last night under Oyelaran", "Oyelaran")]
    [InlineData("GB", "try under Phelan or else look for the brown ones", "Phelan")]
    [InlineData("US", "booking name okonkwo", "Okonkwo")]
    [InlineData("PL", "mam rezerwacje 12-15 sierpnia na Kubiak", "Kubiak")]
    [InlineData("PL", "umowa na Natalia Frąc, konto bez zmian", "Natalia Frąc")]
    [InlineData("PL", "proszę pytać o panią Teresę", "Panią Teresa")]
    [InlineData("IT", "una prenotazione a nome di Serra", "Serra")]
    [InlineData("BR", "anota ai Sandro, moinho serra clara, 32 98817-4450", "Sandro")]
    public void A_name_is_what_a_reservation_stands_under(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("US", "the pipe under Kitchen sink leaks")]
    [InlineData("PL", "rezerwacja busa na Dortmund")]
    [InlineData("PL", "na Mazury w lipcu, macie cos?")]
    [InlineData("PL", "jade z wami jutro do Gdanska")]
    public void Not_every_place_is_a_reservation(string region, string chat) => Assert.Null(Contact.In(region, chat).Name);

    [Theory]
    [InlineData("ZA", "Faizel Adams, same number you have", "Faizel Adams")]
    [InlineData("PT", "digam qq coisa ao Zé Marrafa, vocês têm o número", "Zé Marrafa")]
    [InlineData("AU", "Nguyen family, harristown, text is best 0491 570 156", "Nguyen")]
    [InlineData("PL", "to niech dzwoni, Adam Szojda kierownik budowy 537 445 092", "Adam Szojda")]
    [InlineData("GB", "shirl, 07700 900573", "Shirl")]
    [InlineData("BR", "seu Jurandir, 77 98842-1659", "Jurandir")]
    [InlineData("GB", "ok ta will want it before xmas, cheers, Del", "Del")]
    public void A_name_stands_beside_what_tells_how_to_reach_somebody(string region, string chat, string name) =>
        Assert.Contains(name, Contact.In(region, chat).Name, StringComparison.Ordinal);

    [Theory]
    [InlineData("US", "Pastor Leroy Guidry, folks say Pastor G. 225-555-0131 ask for Miss Ernestine", "Leroy Guidry")]
    [InlineData("US", "ring 415 555 0118 ask for Smudge everyone does", "Smudge")]
    public void Whom_to_ask_for_is_the_visitor_unless_they_say_who_they_are(string region, string chat, string name) =>
        Assert.Equal(name, Contact.In(region, chat).Name);

    [Theory]
    [InlineData("NZ", "ok put her down, Mabel // bot: Thanks Mabel! Which day suits? // haha mabel is the dog")]
    [InlineData("US", "it is jhon not john")]
    [InlineData("US", "mali the cake, it's JULIA not JULIO")]
    [InlineData("US", "April. I forgot Madeira.")]
    [InlineData("US", "bot: Want to book another flight with us? // Do I. Want. To book. Another flight. No.")]
    [InlineData("NZ", "Mōrena. Are the boys here today or tomorrow, it's raining")]
    [InlineData("GB", "loos for a fete. same as tisbury had last yr // bot: Hello Tisbury! How many?")]
    [InlineData("US", "bot: I can verify you with your mother's maiden name. // Tessaro")]
    [InlineData("US", "whens my appt with Dolores again")]
    public void A_name_of_somebody_or_something_else_is_none(string region, string chat) => Assert.Null(Contact.In(region, chat).Name);
}
