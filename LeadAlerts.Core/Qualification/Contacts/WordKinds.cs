namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>What a word may mean where somebody tells how to reach them: the sections of the <c>*.words</c> files, by name.</summary>
[Flags]
internal enum WordKinds : long
{
    /// <summary>An ordinary or unknown word.</summary>
    None = 0,

    /// <summary>A first name that is hardly ever another word.</summary>
    FirstName = 1L << 0,

    /// <summary>A first name that is an ordinary word, too: believed only where its place speaks for a name.</summary>
    WeakName = 1L << 1,

    /// <summary>A word that is no name.</summary>
    NotName = 1L << 2,

    /// <summary>Mr, Frau, Dona.</summary>
    Title = 1L << 3,

    /// <summary>A small word inside a surname: de, van.</summary>
    Particle = 1L << 4,

    /// <summary>A person other than the one who writes: wife, landlord, plumber.</summary>
    Relation = 1L << 5,

    /// <summary>He, she, him.</summary>
    Pronoun = 1L << 6,

    /// <summary>His, her, your.</summary>
    TheirOwn = 1L << 7,

    /// <summary>I, me, my.</summary>
    Self = 1L << 8,

    /// <summary>A word that goes with a phone number.</summary>
    Phone = 1L << 9,

    /// <summary>A small word that may stand between such a word and the number.</summary>
    Number = 1L << 10,

    /// <summary>A word that goes with an e-mail address.</summary>
    Email = 1L << 11,

    /// <summary>A word that goes with a number that is no phone number: order, invoice, VIN.</summary>
    Reference = 1L << 12,

    /// <summary>A fax is not answered.</summary>
    Fax = 1L << 13,

    /// <summary>In a question: asks for a name.</summary>
    Asking = 1L << 14,

    /// <summary>In a question: asks who, or for details.</summary>
    Who = 1L << 15,

    /// <summary>Thanks, regards: a signature may follow.</summary>
    Closing = 1L << 16,

    /// <summary>Hi, hola: a name that follows is the one addressed.</summary>
    Greeting = 1L << 17,

    /// <summary>From, of: tells where a person belongs.</summary>
    From = 1L << 18,

    /// <summary>And.</summary>
    And = 1L << 19,

    /// <summary>Here.</summary>
    Here = 1L << 20,

    /// <summary>Not.</summary>
    Negation = 1L << 21,

    /// <summary>Sorry, I meant: what follows replaces what was said.</summary>
    Correction = 1L << 22,

    /// <summary>A unit of measure, weight or money.</summary>
    Unit = 1L << 23,

    /// <summary>Called, wrote to: the number that follows is the one that was reached.</summary>
    Heard = 1L << 24,

    /// <summary>A call or message that somebody else began.</summary>
    Missed = 1L << 25,

    /// <summary>You, the office, again: whom such a call was for.</summary>
    You = 1L << 26,

    /// <summary>A name in a social network.</summary>
    Handle = 1L << 27,

    /// <summary>The sign @ as a word.</summary>
    At = 1L << 28,

    /// <summary>The sign @ as a word, inside brackets only.</summary>
    BracketAt = 1L << 29,

    /// <summary>The dot of an address as a word.</summary>
    Dot = 1L << 30,

    /// <summary>Underscore or dash as a word.</summary>
    Joiner = 1L << 31,

    /// <summary>The end of an address: com, net, pl.</summary>
    Ender = 1L << 32,

    /// <summary>A word between digits that are spoken.</summary>
    Linking = 1L << 33,

    /// <summary>Takes back what was said before.</summary>
    Ignore = 1L << 34,

    /// <summary>The next digit comes twice.</summary>
    Double = 1L << 35,

    /// <summary>The next digit comes three times.</summary>
    Triple = 1L << 36,

    /// <summary>A digit or a number in words.</summary>
    Spoken = 1L << 37,

    /// <summary>Begins one of the <see cref="PhraseKinds"/>.</summary>
    BeginsPhrase = 1L << 38,

    /// <summary>"Dave's": something of a named person's.</summary>
    Possessive = 1L << 39,

    /// <summary>Told, said: the name before is of somebody who is spoken about.</summary>
    Reported = 1L << 40,

    /// <summary>If, maybe: what follows is a guess.</summary>
    Supposed = 1L << 41,

    /// <summary>A company, a street, a pet: something else that has a name.</summary>
    Thing = 1L << 42,

    /// <summary>He, she, came: the name before is of somebody who is spoken about.</summary>
    ThirdPerson = 1L << 43,

    /// <summary>Ends, last, digits: the figures beside it are the last ones of a number.</summary>
    Ending = 1L << 44,

    /// <summary>Ext, x: the number of a desk follows.</summary>
    Extension = 1L << 45,
}

/// <summary>What several words in a row may mean.</summary>
[Flags]
internal enum PhraseKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>"My name is": a name follows, whatever it looks like.</summary>
    IntroSure = 1,

    /// <summary>"This is": a name follows when it looks like one.</summary>
    IntroFair = 2,

    /// <summary>"It's": a name follows when it is a known one.</summary>
    IntroKnown = 4,

    /// <summary>"… here": a name stood before.</summary>
    NameAfter = 8,

    /// <summary>"Kind regards": a signature follows.</summary>
    Sign = 16,

    /// <summary>Words meant for a machine, not for a person.</summary>
    Command = 32,

    /// <summary>Ends a set phrase of another list than that of the contact words.</summary>
    Announced = 64,

    /// <summary>"Everyone calls me": a nickname follows, which may be any word with a capital letter.</summary>
    Nickname = 128,

    /// <summary>"By the way": ends what was said before, and nothing of it.</summary>
    Aside = 256,

    /// <summary>"Same number you have": stands for the visitor's contact detail.</summary>
    SameContact = 512,
}
