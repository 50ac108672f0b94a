namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>The parts of a message between its commas, full stops, lines and contact details.</summary>
internal static class Segments
{
    private const int MostLeads = 4;

    private const int MostMarksAtEnd = 12;

    /// <summary>The token after the last one of the part that begins here.</summary>
    public static int EndOf(TokenText text, int start)
    {
        var i = start;
        while (i == start ? i < text.Count && text[i].Kind < TokenKind.Contact && !IsBoundary(text, i) : !IsEnd(text, i))
        {
            i++;
        }

        return i;
    }

    /// <summary>True when a part ends before this token.</summary>
    public static bool IsEnd(TokenText text, int index) =>
        index >= text.Count || text[index].Break || text[index].Kind >= TokenKind.Contact || IsBoundary(text, index);

    /// <summary>Where the part after the boundary at this token begins.</summary>
    public static int Next(TokenText text, int end)
    {
        var i = end;
        while (i < text.Count && (text[i].Kind >= TokenKind.Contact || IsBoundary(text, i)))
        {
            i++;
        }

        return Math.Max(i, end);
    }

    /// <summary>The first token of a part behind "ok", "sure", "yes", "hi".</summary>
    public static int SkipLead(TokenText text, int start, int end)
    {
        var i = start;
        while (i + 1 < end && i - start < 3 && text[i].Kind == TokenKind.Word && !text.IsMark(i + 1, '.')
            && (text[i].Is(WordKinds.Greeting) || IsLead(text.Word(i)) || IsElided(text, i)) && !(text[i].Is(WordKinds.FirstName | WordKinds.WeakName) && char.IsUpper(text.Original[text[i].Start]) && (i > start || char.IsUpper(text.Original[text[i + 1].Start]))))
        {
            i++;
        }

        return i;
    }

    /// <summary>"d'Resi": an article that is one with the name behind it.</summary>
    private static bool IsElided(TokenText text, int i) => text.Word(i) is "d" or "d'" && text[i + 1].Is(WordKinds.FirstName) && text.IsCapital(i + 1);

    /// <summary>The token behind "(he/him)" or ", she/her"; the same one where no such words stand.</summary>
    public static int SkipPronouns(TokenText text, int index)
    {
        var isOpen = text.IsMark(index, '(');
        var i = isOpen || text.IsMark(index, ',') ? index + 1 : index;
        if (i + 2 >= text.Count || !IsPronoun(text.Word(i)) || !text.IsMark(i + 1, '/') || !IsPronoun(text.Word(i + 2)))
        {
            return index;
        }

        i += 3;
        while (i + 1 < text.Count && text.IsMark(i, '/') && IsPronoun(text.Word(i + 1)))
        {
            i += 2;
        }

        return isOpen && text.IsMark(i, ')') ? i + 1 : i;
    }

    /// <summary>True when a contact detail stands at this token, or behind marks that only part the two.</summary>
    public static bool IsContact(TokenText text, int index, int step)
    {
        for (var n = 0; n < 4 && index >= 0 && index < text.Count; n++, index += step)
        {
            if (text[index].Kind == TokenKind.Contact)
            {
                return true;
            }

            var isBetween = text[index].Kind == TokenKind.Mark
                ? text.Folded[text[index].Start] is not ('?' or '"')
                : step > 0 && text[index].Is(WordKinds.Phone | WordKinds.Number | WordKinds.Email) && text[index].Kind == TokenKind.Word;
            if (!isBetween)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>True when another person's contact detail stands at this token, or behind marks that only part the two.</summary>
    public static bool IsOthers(TokenText text, int index)
    {
        while (index < text.Count && text[index].Kind == TokenKind.Mark && !text.EndsSentence(index))
        {
            index++;
        }

        return index < text.Count && text[index].Kind == TokenKind.OthersContact;
    }

    /// <summary>True when a sentence, a line or the message begins with this token.</summary>
    public static bool BeginsSentence(TokenText text, int index)
    {
        for (var steps = 0; steps < MostLeads && index > 0 && !text[index].Break && text[index - 1].Kind == TokenKind.Word && (text[index - 1].Is(WordKinds.Greeting) || IsLead(text.Word(index - 1))); steps++)
        {
            index--;
        }

        return index == 0 || text[index].Break || (text[index - 1].Kind == TokenKind.Mark && text.Folded[text[index - 1].Start] is not (',' or '(' or '/' or ':' or '"' or '\'') && !(text.IsMark(index - 1, '-') && text.Touches(index)))
            || (text.IsMark(index - 1, ',') && index > 1 && (text[index - 2].Is(WordKinds.Greeting | WordKinds.Closing) || IsLead(text.Word(index - 2))));
    }

    /// <summary>True when nothing but marks follows.</summary>
    public static bool EndsMessage(TokenText text, int end)
    {
        for (var i = end; i < text.Count; i++)
        {
            if (i - end > MostMarksAtEnd)
            {
                return false;
            }

            var isTitle = text.IsMark(i - 1, '(') && text[i].Is(WordKinds.Title);
            if (text[i].Kind != TokenKind.Mark && text.Word(i) is not ("x" or "xx" or "xo") && !isTitle)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for "ok", "sure", "yes" and the like.</summary>
    public static bool IsLead(ReadOnlySpan<char> word) =>
        word is "ok" or "okay" or "k" or "sure" or "yes" or "yeah" or "yep" or "ya" or "yea" or "oh" or "um" or "just" or "si" or "ja" or "jo" or "oui" or "sim" or "tak" or "haan" or "ji" or "certo"
            or "claro" or "vale" or "klar" or "aight" or "alright" or "name" or "nombre" or "nome" or "nom" or "naam" or "imie" or "kia" or "ora" or "im" or "i'm" or "its" or "it's" or "muggins" or "dobra" or "bueno" or "perfect" or "great" or "lovely" or "perfekt" or "parfait" or "perfetto" or "perfecto";

    private static bool IsPronoun(ReadOnlySpan<char> word) =>
        word is "he" or "she" or "they" or "him" or "her" or "them" or "his" or "hers" or "theirs" or "er" or "sie" or "ihm" or "ihr" or "elle" or "il" or "lui" or "ella" or "el" or "lei" or "ela" or "ele" or "dela" or "dele" or "hij" or "zij" or "hem" or "haar" or "ona" or "on" or "jej" or "jego";

    private static bool IsBoundary(TokenText text, int i)
    {
        if (text[i].Kind != TokenKind.Mark)
        {
            return false;
        }

        var mark = text.Folded[text[i].Start];
        return mark switch
        {
            '.' => text.EndsSentence(i),
            '-' or '*' or '_' or '&' => !(text.Touches(i) && text.Touches(i + 1)) && mark != '&',
            '\'' => false,
            _ => true,
        };
    }
}
