namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>How sure it is that some words are the visitor's name: the greater wins.</summary>
internal enum NameRank
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>A full name stands on its own somewhere.</summary>
    InPassing = 20,

    /// <summary>A full name ends the message.</summary>
    InPassingAtEnd = 21,

    /// <summary>A known name begins a sentence: "jim from 4c, the sink again".</summary>
    BeginsSentence = 22,

    /// <summary>One capital word alone, unasked: "Aleksy".</summary>
    Alone = 23,

    /// <summary>A known name in small letters ends the message behind a comma: "… after 5 then, dario".</summary>
    LowAtEnd = 18,

    /// <summary>The one word with a capital letter, apart from the rest: "be there in an hour, Bhaskar".</summary>
    OnlyCapital = 19,

    /// <summary>A full name in a line of its own.</summary>
    OwnLine = 24,

    /// <summary>"it's Zbynek from next door".</summary>
    ItIsUnknown = 25,

    /// <summary>A known name at the end of a message that says thanks.</summary>
    AfterThanks = 26,

    /// <summary>A known name is the last sentence.</summary>
    LastSentence = 27,

    /// <summary>An unknown word right behind a number.</summary>
    WordAfterNumber = 28,

    /// <summary>An unknown word right before a contact detail. From here on the later one wins among equals.</summary>
    WordBeforeContact = 30,

    /// <summary>"… ask for Bernie": somebody else where the visitor tells their own name, too.</summary>
    AskedFor = 32,

    /// <summary>The last words before a contact detail: "text me tho joe 415…".</summary>
    LastBeforeContact = 33,

    /// <summary>A noun with a capital letter beside a contact detail, where every noun has one.</summary>
    NounBesideContact = 34,

    /// <summary>A known name after a contact detail, with more words behind it.</summary>
    BeginsAfterContact = 35,

    /// <summary>Capital words beside a contact detail, or a title with a surname.</summary>
    CapitalBesideContact = 36,

    /// <summary>Capital words where a signature stands.</summary>
    SignedUnknown = 37,

    /// <summary>A known name that begins a list up to a contact detail: "Glenn, Highfields, glenn@…".</summary>
    BeginsList = 38,

    /// <summary>One or two unknown words that answer the question for the name.</summary>
    AnswerUnknown = 39,

    /// <summary>A known name beside a contact detail. From here on it may even be a name that the site used before.</summary>
    BesideContact = 40,

    /// <summary>A known name where a signature stands, or before "here".</summary>
    Signed = 41,

    /// <summary>"this is Zbynek", or a title with a surname beside a contact detail.</summary>
    IntroducedUnknown = 42,

    /// <summary>Capital words that answer "whom do we ask for?".</summary>
    AnswerWhoUnknown = 43,

    /// <summary>"this is Dave".</summary>
    Introduced = 44,

    /// <summary>A known name inside the answer to the question for the name.</summary>
    InsideAnswer = 45,

    /// <summary>A known name that answers "whom do we ask for?" or "how do we reach you?".</summary>
    AnswerWho = 46,

    /// <summary>A sentence of capital words somewhere in the answer to the question for the name.</summary>
    AnswerLater = 47,

    /// <summary>"my name is Dave", or the answer to the question for the name.</summary>
    Sure = 50,
}
