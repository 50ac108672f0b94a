namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>What the words around a name tell about it.</summary>
internal static class NameContext
{
    private const int WordsToReport = 4;

    /// <summary>"his name is", "the dog's name is", "the company name is": the word before makes it another's.</summary>
    public static bool IsOfAnother(TokenText text, int before) =>
        (text[before].Is(WordKinds.Relation | WordKinds.Handle | WordKinds.Possessive | WordKinds.Reference | WordKinds.Thing) && !(text[before].Is(WordKinds.Title) && !(before > 0 && text[before - 1].Is(WordKinds.Self | WordKinds.TheirOwn))))
        || (text[before].Is(WordKinds.TheirOwn) && !text[before].Is(WordKinds.Self)) || text.Word(before).EndsWith("'s", StringComparison.Ordinal);

    /// <summary>"her number is …, ask for Bernadette": she is the other person.</summary>
    public static bool IsAfterOthers(TokenText text, int index)
    {
        for (var i = index - 1; i >= 0 && index - i <= 3 && !text.EndsSentence(i); i--)
        {
            if (text[i].Kind == TokenKind.OthersContact)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Fergal, he's 51", "Tony told me": the name is of somebody else.</summary>
    public static bool IsThirdPersonAfter(TokenText text, int index)
    {
        index = Segments.SkipPronouns(text, index);
        var i = text.IsMark(index, ',') ? index + 1 : index;
        for (var n = 0; n < WordsToReport && i + n < text.Count && text[i + n].Kind == TokenKind.Word; n++)
        {
            if (text[i + n].Is(WordKinds.Reported))
            {
                return true;
            }
        }

        // "Lerato his sister" is who that is to him.
        var isApposition = i == index && i + 1 < text.Count && text.Word(i) is "his" or "her" && text[i + 1].Is(WordKinds.Relation);
        return i < text.Count && !text[i].Break && text[i].Is(WordKinds.ThirdPerson) && !isApposition;
    }

    /// <summary>"hi Sam", "thanks Sam": a greeting is the word before.</summary>
    public static bool IsAddressed(TokenText text, int start, int first) =>
        first > start && text[first - 1].Kind == TokenKind.Word && text[first - 1].Is(WordKinds.Greeting) && !text[first - 1].Is(WordKinds.Self);

    /// <summary>True when the words behind a name tell where that person belongs: "from the bakery", "on 34th street".</summary>
    public static bool IsFrom(TokenText text, int index) =>
        index < text.Count && (text[index].Is(WordKinds.From) || text.Word(index) is "and" or "on" or "w" or "next" or "for" or "pour" or "fur" or "para" or "per" or "voor" or "dla");

    /// <summary>"Covadonga and she is Pulga", "Ermelinda and my husband": somebody else is named beside the visitor.</summary>
    public static bool IsWithOthers(TokenText text, int index) =>
        index + 1 < text.Count && text[index].Is(WordKinds.And) && !text[index].Break && !text.IsCapital(index)
        && text[index + 1].Is(WordKinds.Pronoun | WordKinds.Self | WordKinds.TheirOwn | WordKinds.Relation) && !text[index + 1].Is(WordKinds.Particle);

    /// <summary>"… and Josh josh@…": the name right before a detail, joined to the one before by an and, says whose it is.</summary>
    public static bool IsNamedApart(TokenText text, int detail) =>
        detail > 1 && text[detail - 1].Is(WordKinds.FirstName | WordKinds.WeakName) && text.IsCapital(detail - 1)
        && (text[detail - 2].Is(WordKinds.And) || text.IsMark(detail - 2, '&') || text.Word(detail - 2) is "or" or "oder" or "ou" or "oppure" or "albo" or "lub" or "of" or "ya");

    /// <summary>"Bella, our lab", "Mimi, unsere Katze": what belongs to the visitor is not the visitor.</summary>
    public static bool IsOfOwn(TokenText text, int end) =>
        text.IsMark(end, ',') && end + 2 < text.Count && text[end + 2].Kind == TokenKind.Word
        && text.Word(end + 1) is "our" or "my" or "unser" or "unsere" or "mein" or "meine" or "mi" or "mon" or "ma" or "minha" or "meu" or "mia" or "mio" or "mijn" or "moj" or "moja" or "mera" or "meri"
            or "nuestro" or "nuestra" or "notre" or "nossa" or "nosso" or "nostro" or "nostra" or "onze" or "nasz" or "nasza" or "hamara" or "hamari";

    /// <summary>True when no further part of a name can follow.</summary>
    public static bool EndsName(TokenText text, int index) =>
        index >= text.Count || text[index].Kind != TokenKind.Word || text[index].Break
        || text[index].Is(WordKinds.NotName | WordKinds.Self | WordKinds.Phone | WordKinds.Email | WordKinds.From);

    /// <summary>True for a word that no list knows, right behind a phone number: "0171 3920044 thibo".</summary>
    public static bool IsNewWordAfterNumber(TokenText text, int index) =>
        index > 0 && text[index].Words == WordKinds.None && text[index - 1].Kind == TokenKind.Contact && char.IsDigit(text.Folded[text[index - 1].End - 1]);
}
