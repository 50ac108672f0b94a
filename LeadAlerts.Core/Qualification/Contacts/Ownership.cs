namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>
/// Tells whose a phone number or an address is. Where the words beside it speak of another person ("my landlord is on", "that's my
/// wife's"), or of a call or letter that went to it, it is not the visitor's.
/// </summary>
internal static class Ownership
{
    private const int FarthestBefore = 14;

    /// <summary>True when it is not the visitor's own.</summary>
    /// <param name="text">The message.</param>
    /// <param name="start">The first token of the detail.</param>
    /// <param name="end">The last one.</param>
    /// <param name="isPhone">False for an address.</param>
    public static bool IsOthers(MessageText text, int start, int end, bool isPhone) =>
        IsOthersBefore(text, start, isPhone, out var isOwn) || IsOthersAfter(text, end + 1, isOwn);

    /// <summary>True when the words before it take back what was said: "sorry, I meant".</summary>
    public static bool Corrects(MessageText text, int start)
    {
        for (var i = start - 1; i >= 0 && start - i <= 6; i--)
        {
            if (text[i].Is(WordKinds.Correction) || text.IsMark(i, '*'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOthersBefore(MessageText text, int start, bool isPhone, out bool isOwn)
    {
        isOwn = false;
        var (unknown, afterComma, relative, detail) = (0, -1, false, false);
        for (var i = start - 1; i >= 0 && start - i <= FarthestBefore && !text[i + 1].Break; i--)
        {
            ref readonly var token = ref text[i];
            if (token.Kind == TokenKind.Mark)
            {
                if (text.EndsSentence(i) || text.Folded[token.Start] is ')' or '"')
                {
                    return false;
                }

                if (text.Folded[token.Start] == ',')
                {
                    if (unknown > 0 || afterComma >= 0)
                    {
                        return false;
                    }

                    afterComma = i;
                }

                continue;
            }

            if (token.Kind is TokenKind.Contact or TokenKind.OthersContact || (!isPhone && i < start - 1 && text.Word(start - 1) is "to" or "a" or "an" or "na" or "do" or "naar" or "para" or "pra"))
            {
                return false;
            }

            if (token.Is(WordKinds.Heard) && i + 1 < start && text[i + 1].Is(WordKinds.You) && !IsFrom(text, start))
            {
                return true;
            }

            if (token.Is(WordKinds.Missed) && i + 1 < start && unknown == 0 && IsFrom(text, i + 2) && i + 2 >= start - 1)
            {
                return true;
            }

            if (token.Is(WordKinds.Possessive) && unknown == 0)
            {
                return true;
            }

            if (token.Is(WordKinds.TheirOwn) && detail && unknown == 0 && !(token.Is(WordKinds.Self) || IsOwn(text, i)))
            {
                return true;
            }

            if (token.Is(WordKinds.Relation) && !IsTitle(text, i) && unknown <= (relative ? 5 : 1) && !IsSelfAs(text, i))
            {
                return true;
            }

            if (token.Is(WordKinds.Self))
            {
                // "call me" is plain, "the last number i have" is of somebody else.
                isOwn = text.Word(i) is "me" or "moi" or "mi" or "mich" or "mir" or "mij" or "mnie" or "mujhe" or "moe" or "io";
                return !isOwn && isPhone && i > 0 && i + 1 < start && text[i - 1].Is(WordKinds.Number | WordKinds.Phone) && text.Word(i + 1) is "have" or "had" or "got";
            }

            if (token.Is(WordKinds.Pronoun) && unknown == 0 && i + 1 < start && text[i + 1].Is(WordKinds.Number | WordKinds.Phone) && !detail && afterComma < 0)
            {
                return true;
            }

            detail |= token.Is(isPhone ? WordKinds.Phone | WordKinds.Number : WordKinds.Email | WordKinds.Number);
            relative |= text.Word(i) is "che" or "who" or "que" or "qui" or "die" or "der" or "ktory" or "ktora" or "quem";
            var isLink = token.Is(WordKinds.Number | WordKinds.Phone | WordKinds.Email | WordKinds.Title | WordKinds.From | WordKinds.FirstName | WordKinds.WeakName | WordKinds.Particle)
                || token.Kind == TokenKind.Number || (char.IsUpper(text.Original[token.Start]) && i > 0);
            unknown += isLink ? 0 : 1;
        }

        return false;
    }

    /// <summary>"… thats my wifes", "… (husband)", "…, hes the caretaker", "… her names Betty".</summary>
    private static bool IsOthersAfter(MessageText text, int i, bool isOwn)
    {
        if (i < text.Count && text.Folded[text[i].Start] is ',' or '(' or '-' or '=')
        {
            i++;
        }

        if (i >= text.Count || text[i].Break)
        {
            return false;
        }

        if (text[i].Is(WordKinds.Pronoun) && !text[i].Is(WordKinds.From | WordKinds.And | WordKinds.Here))
        {
            return !isOwn;
        }

        if (text.Word(i) is "his" or "hers" or "her")
        {
            return !isOwn && (i + 1 >= text.Count || text[i + 1].Kind != TokenKind.Word || text[i + 1].Is(WordKinds.Number | WordKinds.Asking) || text.Word(i + 1) is "names" or "name's");
        }

        var isSaid = false;
        for (var n = 0; n < 4 && i < text.Count && !text[i].Break; n++, i++)
        {
            if (text[i].Is(WordKinds.Relation))
            {
                return (isSaid || text.IsMark(i - 1, '(') || text.IsMark(i + 1, ')')) && !IsSelfAs(text, i);
            }

            isSaid |= text.Word(i) is "thats" or "that's" or "its" or "it's" or "is" or "ist" or "es" or "c'est" or "e" or "to" or "dat" or "das" or "ye" or "hai" or "belongs";
            if (!(text[i].Is(WordKinds.TheirOwn | WordKinds.Self | WordKinds.Number) || isSaid) || text[i].Kind != TokenKind.Word)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"I'm the tenant", "for my mum", "my wife and I": the visitor, or whom they ask for.</summary>
    private static bool IsSelfAs(MessageText text, int relation)
    {
        for (var i = relation - 1; i >= 0 && relation - i <= 3 && text[i].Kind == TokenKind.Word; i--)
        {
            var word = text.Word(i);
            if (word is "im" or "i'm" or "am" or "bin" or "soy" or "suis" or "sou" or "sono" or "jestem" or "ben" or "as" or "for" or "para" or "pour" or "fur" or "per" or "voor" or "dla" or "pra" or "and" or "y" or "und" or "et")
            {
                return true;
            }
        }

        return relation + 2 < text.Count && text[relation + 1].Is(WordKinds.And) && text[relation + 2].Is(WordKinds.Self);
    }

    /// <summary>"Sister Loretta" may be the visitor, "frau klenke" and "my sister Jo" are not.</summary>
    private static bool IsTitle(MessageText text, int i) =>
        text[i].Is(WordKinds.Title) && char.IsUpper(text.Original[text[i].Start]) && text[i + 1].Kind == TokenKind.Word && char.IsUpper(text.Original[text[i + 1].Start]);

    /// <summary>"su" and "son" are another's only before a number; "mi" is one's own.</summary>
    private static bool IsOwn(MessageText text, int index) => index > 0 && text.Word(index - 1) is "my" or "mi" or "mein" or "mon";

    private static bool IsFrom(MessageText text, int after) =>
        after - 1 >= 0 && after - 1 < text.Count && text.Word(after - 1) is "from" or "von" or "de" or "du" or "da" or "van" or "z" or "od" or "di" or "del";
}
