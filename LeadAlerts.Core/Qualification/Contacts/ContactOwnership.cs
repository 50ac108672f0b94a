using System.Collections.Frozen;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>
/// Tells whose a phone number or an address is. Where the words beside it speak of another person ("my landlord is on", "that's my
/// wife's"), or of a call or letter that went to it, it is not the visitor's.
/// </summary>
internal static class ContactOwnership
{
    private const int FarthestBefore = 14;

    /// <summary>What a business writes its own number on.</summary>
    private static readonly FrozenSet<string> Shown = FrozenSet.Create(
        "board", "boards", "sign", "signs", "van", "vans", "truck", "trucks", "bakkie", "flyer", "flyers", "leaflet", "banner", "sticker", "billboard", "poster", "card", "schild", "wagen", "lieferwagen", "plakat",
        "aufkleber", "cartel", "letrero", "furgoneta", "camion", "folleto", "tarjeta", "panneau", "camionnette", "affiche", "pancarte", "placa", "furgao", "van", "caminhao", "cartaz", "panfleto", "cartello",
        "furgone", "volantino", "insegna", "bord", "busje", "sticker", "folder", "szyldzie", "aucie", "ulotce", "tablicy", "banerze", "gaadi");

    /// <summary>True when it is not the visitor's own.</summary>
    /// <param name="text">The message.</param>
    /// <param name="start">The first token of the detail.</param>
    /// <param name="end">The last one.</param>
    /// <param name="isPhone">False for an address.</param>
    /// <param name="isAsked">True when the site asked the visitor for theirs.</param>
    public static bool IsOthers(TokenText text, int start, int end, bool isPhone, bool isAsked) =>
        IsOnTheirs(text, start) || IsOthersBefore(text, start, isPhone, out var isOwn) || IsOthersAfter(text, start, end + 1, isOwn || isAsked);

    /// <summary>"the number on your board, 011 …": what the business shows to passers-by.</summary>
    private static bool IsOnTheirs(TokenText text, int start)
    {
        var shown = start > 1 && text.IsMark(start - 1, ',') ? start - 2 : start - 1;
        return shown > 0 && text[shown].Kind == TokenKind.Word && Shown.Contains(text.Word(shown).ToString())
            && text[shown - 1].Kind == TokenKind.Word && text.Word(shown - 1) is "your" or "ur" or "yr" or "eurem" or "euerm" or "eurer" or "ihrem" or "ihrer" or "tu" or "su" or "vuestro" or "vuestra"
                or "votre" or "ton" or "seu" or "sua" or "vosso" or "vossa" or "vostro" or "vostra" or "tuo" or "tua" or "jullie" or "uw" or "je" or "waszym" or "waszej" or "aapke" or "aapki";
    }

    private static bool IsOthersBefore(TokenText text, int start, bool isPhone, out bool isOwn)
    {
        isOwn = false;
        var (unknown, commas, relative, detail) = (0, 0, false, false);
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
                    if (unknown > 0 || ++commas > 2)
                    {
                        return false;
                    }
                }

                continue;
            }

            if (token.Is(WordKinds.Heard) && !IsFrom(text, start) && (i + 1 == start || text[i + 1].Is(WordKinds.You) || (!isPhone && i + 2 == start)))
            {
                return true;
            }

            if (token.Kind is TokenKind.Contact or TokenKind.OthersContact || (!isPhone && i < start - 1 && text.Word(start - 1) is "to" or "a" or "an" or "na" or "do" or "naar" or "para" or "pra"))
            {
                return false;
            }

            if (token.Is(WordKinds.Missed) && i + 1 < start && unknown == 0 && IsFrom(text, i + 2) && i + 2 >= start - 1)
            {
                return true;
            }

            if (i == start - 2 && text.Word(i) is "who" or "wer" or "quien" or "qui" or "chi" or "quem" or "wie" or "kto" && text.Word(i + 1) is "is" or "ist" or "es" or "est" or "e" or "to")
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

            if (token.Is(WordKinds.Title) && unknown == 0 && commas == 0 && IsCalled(text, i, start))
            {
                return true;
            }

            if (isPhone && commas == 0 && token.Is(WordKinds.Relation) && IsToBeCalled(text, i))
            {
                return true;
            }

            if (token.Is(WordKinds.Relation) && !IsCaller(text, i, start) && IsSpokenOf(text, i, start) && unknown <= (relative ? 5 : commas > 1 ? 0 : 1) && !IsSelfAs(text, i))
            {
                return true;
            }

            if (token.Is(WordKinds.Self))
            {
                // "call me" is plain, "the last number i have" is of somebody else.
                isOwn = text.Word(i) is "me" or "moi" or "mi" or "mich" or "mir" or "mij" or "mnie" or "mujhe" or "moe" or "io" or "mine" || text[i + 1].Is(WordKinds.Phone | WordKinds.Number | WordKinds.Email);
                return !isOwn && isPhone && i > 0 && i + 1 < start && text[i - 1].Is(WordKinds.Number | WordKinds.Phone) && text.Word(i + 1) is "have" or "had" or "got";
            }

            if (token.Is(WordKinds.Pronoun) && unknown == 0 && i + 1 < start && text[i + 1].Is(WordKinds.Number | WordKinds.Phone) && !detail && commas == 0)
            {
                return true;
            }

            detail |= token.Is(isPhone ? WordKinds.Phone | WordKinds.Number : WordKinds.Email | WordKinds.Number);
            relative |= text.Word(i) is "che" or "who" or "que" or "qui" or "die" or "der" or "ktory" or "ktora" or "quem";
            var isLink = token.Is(WordKinds.Number | WordKinds.Phone | WordKinds.Email | WordKinds.Title | WordKinds.From | WordKinds.FirstName | WordKinds.WeakName | WordKinds.Particle)
                || token.Kind == TokenKind.Number || (char.IsUpper(text.Original[token.Start]) && i > 0) || (i > 0 && text[i - 1].Is(WordKinds.Title));
            unknown += isLink ? 0 : 1;
        }

        return false;
    }

    /// <summary>"… thats my wifes", "… (husband)", "… her names Betty", "… is for Ana not me", "…, call them".</summary>
    private static bool IsOthersAfter(TokenText text, int start, int i, bool isOwn)
    {
        var isApart = i < text.Count && text.IsMark(i, ',');
        if (i < text.Count && text.Folded[text[i].Start] is ',' or '(' or '-' or '=')
        {
            i++;
        }

        if (i >= text.Count || text[i].Break)
        {
            return false;
        }

        // "ring Fazel 072…, hes the caretaker" is about Fazel, "Zoe 072…, he works nights" is about neither.
        var isNamed = start > 1 && text[start - 1].Is(WordKinds.FirstName | WordKinds.WeakName | WordKinds.NotName) | char.IsUpper(text.Original[text[Math.Max(0, start - 1)].Start])
            && text[start - 2].Is(WordKinds.Phone | WordKinds.Who | WordKinds.Number);
        if (text[i].Is(WordKinds.Pronoun) && !text[i].Is(WordKinds.From | WordKinds.And | WordKinds.Here))
        {
            return !isOwn && (!isApart || isNamed);
        }

        if (text.Word(i) is "his" or "hers" or "her")
        {
            return !isOwn && (i + 1 >= text.Count || text[i + 1].Kind != TokenKind.Word || text[i + 1].Is(WordKinds.Number | WordKinds.Asking) || text.Word(i + 1) is "names" or "name's");
        }

        return (!isOwn && IsSaidToBe(text, i)) || IsPassedOn(text, i);
    }

    /// <summary>"… is for Ana not me", "… call them": within the same sentence.</summary>
    private static bool IsPassedOn(TokenText text, int i)
    {
        for (var n = 0; n < 7 && i + 1 < text.Count && !text[i].Break && !text.EndsSentence(i) && text[i].Kind < TokenKind.Contact; n++, i++)
        {
            var next = text.Word(i + 1);
            if (n == 0 && text.Word(i) is "angerufen" or "gebeld")
            {
                return true;
            }

            if (text[i].Is(WordKinds.Negation))
            {
                if (text[i + 1].Is(WordKinds.Phone) && i + 2 < text.Count && IsThem(text.Word(i + 2)))
                {
                    return true;
                }

                return next is "me" or "mine" or "moi" or "mich" or "mir" or "yo" or "mi" or "mio" or "eu" or "io" or "ik" or "mij" or "ja" or "mnie";
            }

            if (text[i].Is(WordKinds.Phone) && (IsThem(next) || IsTheirs(next)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsThem(ReadOnlySpan<char> word) =>
        word is "him" or "her" or "them" or "ihn" or "hem" or "haar" or "ele" or "ela" or "lui" or "lei" or "jego" or "usko";

    private static bool IsTheirs(ReadOnlySpan<char> word) => word is "his" or "hers" or "their" or "theirs";

    /// <summary>"… thats my wifes", "… (husband)".</summary>
    private static bool IsSaidToBe(TokenText text, int i)
    {
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
    private static bool IsSelfAs(TokenText text, int relation)
    {
        for (var i = relation - 1; i >= 0 && relation - i <= 3 && text[i].Kind == TokenKind.Word; i--)
        {
            var word = text.Word(i);
            if (text[i].Is(WordKinds.Relation) || (i == relation - 2 && word is "is" or "its" or "it's" && text.Word(i + 1) is "the" or "a"))
            {
                return word is "is" or "its" or "it's" && (word is not "is" || (i > 0 && text.Word(i - 1) is "this"));
            }

            if (word is "im" or "i'm" or "am" or "bin" or "soy" or "suis" or "sou" or "sono" or "jestem" or "ben" or "as" or "for" or "para" or "pour" or "fur" or "per" or "voor" or "dla" or "pra" or "and" or "y" or "und" or "et")
            {
                return true;
            }
        }

        return relation + 2 < text.Count && text[relation + 1].Is(WordKinds.And) && text[relation + 2].Is(WordKinds.Self);
    }

    /// <summary>"my landlord", "ring the wife", "mums number", "realtor is Pam"; not "cheers mate", "Sister Loretta", "Jo Smith, manager".</summary>
    private static bool IsSpokenOf(TokenText text, int i, int start)
    {
        if (i + 1 < start && text.Word(i + 1) is "is" or "ist" or "es" or "est" or "e" or "at" or "on" or "waere" or "to" or "jest" or "hai" or "ka" or "ki" or "ko")
        {
            return true;
        }

        if (text.Word(i)[^1] == 's' && i + 1 < start && text[i + 1].Is(WordKinds.Phone | WordKinds.Number))
        {
            return true;
        }

        for (var n = i - 1; n >= 0 && i - n <= 2 && text[n].Kind == TokenKind.Word; n--)
        {
            if (text[n].Is(WordKinds.TheirOwn | WordKinds.Self | WordKinds.Phone) || IsArticle(text.Word(n)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"get the boss to ring 07700…", "have the manager call 806…": who rings that number has another one.</summary>
    private static bool IsCaller(TokenText text, int relation, int start)
    {
        var to = relation + 1 < start && text.Word(relation + 1) is "to";
        var call = to ? relation + 2 : relation + 1;
        var isSent = relation > 1 && text.Word(relation - 2) is "get" or "have" or "tell" or "ask" or "let";
        return call < start && text.Word(call) is "call" or "ring" or "text" or "phone" && (to || isSent) && !IsFrom(text, start);
    }

    /// <summary>"text my wife Graciela when you're parked … 813-555-0176".</summary>
    private static bool IsToBeCalled(TokenText text, int relation) =>
        relation > 1 && relation + 1 < text.Count && text[relation - 1].Is(WordKinds.Self | WordKinds.TheirOwn) && text[relation - 2].Is(WordKinds.Phone)
        && text[relation + 1].Is(WordKinds.FirstName) && !text[relation - 2].Is(WordKinds.Number);

    /// <summary>"chiama il Sig. Rossi 06…"; not "soy la Sra. Molina 655…".</summary>
    private static bool IsCalled(TokenText text, int title, int start)
    {
        if (title == 0 || title + 1 >= start || text[title - 1].Kind != TokenKind.Word)
        {
            return false;
        }

        var isArticle = IsArticle(text.Word(title - 1));
        var isSelf = title > 1 && isArticle && text[title - 2].Is(WordKinds.Self | WordKinds.BeginsPhrase) && !text[title - 2].Is(WordKinds.Phone);
        return isArticle && !isSelf;
    }

    private static bool IsArticle(ReadOnlySpan<char> word) =>
        word is "the" or "der" or "die" or "dem" or "den" or "das" or "el" or "la" or "al" or "le" or "l'" or "o" or "il" or "lo" or "de" or "het" or "to" or "with" or "mit" or "con" or "com" or "avec" or "met" or "z" or "do" or "ask" or "zum" or "zur" or "beim" or "au" or "ao" or "da" or "von" or "vom" or "van" or "del" or "della" or "do" or "du" or "od";

    /// <summary>"su" and "son" are another's only before a number; "mi" is one's own.</summary>
    private static bool IsOwn(TokenText text, int index) => index > 0 && text.Word(index - 1) is "my" or "mi" or "mein" or "mon";

    private static bool IsFrom(TokenText text, int after) =>
        after - 1 >= 0 && after - 1 < text.Count && text.Word(after - 1) is "from" or "von" or "de" or "du" or "da" or "van" or "z" or "od" or "di" or "del";
}
