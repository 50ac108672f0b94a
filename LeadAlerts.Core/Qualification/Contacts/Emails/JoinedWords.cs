using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification.Contacts.Emails;

/// <summary>Knows what dictation parts and an address joins: "hill farm at … all one word", "pauline dot ogden two at …".</summary>
internal static class JoinedWords
{
    private const int MostSpokenDigit = 99;

    private static readonly string[] Sayings =
    [
        "one word", "no space", "without space", "all together", "in einem wort", "zusammengeschrieben", "zusammen geschrieben", "alles zusammen", "ohne leerzeichen", "todo junto", "sin espacio",
        "tudo junto", "sem espaco", "tout attache", "en un mot", "sans espace", "tutto attaccato", "tutto unito", "senza spazi", "aan elkaar", "zonder spatie", "bez spacji", "jednym slowem", "ek saath", "bina space",
    ];

    /// <summary>True when the visitor says that several words are one.</summary>
    public static bool AreMeant(TokenText text) => Array.Exists(Sayings, saying => text.Folded.Contains(saying, StringComparison.Ordinal));

    /// <summary>True for a number of one word that stands for its digits.</summary>
    public static bool IsDigit(TokenText text, int index) => text[index].Is(WordKinds.Spoken) && SpokenNumber.Of(text.Word(index)) is >= 0 and <= MostSpokenDigit;

    /// <summary>True for a word that may be the beginning of an address, unlike "my", "email" or "is".</summary>
    public static bool MayBelong(TokenText text, int index) =>
        text[index].Kind == TokenKind.Word && (text[index].Is(WordKinds.Spoken | WordKinds.FirstName) || !text[index].Is(WordKinds.NotName | WordKinds.Self | WordKinds.Email | WordKinds.Number | WordKinds.From | WordKinds.And));
}
