namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Finds where visitors say who they are: "my name is Dave", "this is Mrs Lindqvist", "dave here".</summary>
internal static class Introductions
{
    private const PhraseKinds Any = PhraseKinds.IntroSure | PhraseKinds.IntroFair | PhraseKinds.IntroKnown | PhraseKinds.Nickname;

    private const int MostWordsBefore = 4;

    private const int FarthestReservation = 6;

    /// <summary>Offers the names that a message introduces.</summary>
    public static void Read(in NameMessage message, NameOffers offers)
    {
        var text = message.Text;
        if ((text.All & WordKinds.BeginsPhrase) == 0)
        {
            return;
        }

        for (var i = 0; i < text.Count; i++)
        {
            var (kinds, length) = text.Phrase(i);
            if ((kinds & Any) != 0 && Introduces(text, i, kinds))
            {
                ReadAfter(message, i, i + length, kinds, offers);
            }

            if ((kinds & PhraseKinds.NameAfter) != 0)
            {
                ReadBefore(message, i, length, offers);
            }
        }
    }

    /// <summary>False where the words before make it another's name, or a guess: "her name is", "if it's Dave", "around here".</summary>
    private static bool Introduces(TokenText text, int phrase, PhraseKinds kinds)
    {
        if (phrase == 0 || text[phrase].Break)
        {
            return true;
        }

        var before = phrase - 1;
        var isSure = (kinds & PhraseKinds.IntroSure) != 0;
        if ((NameContext.IsOfAnother(text, before) && (isSure || !text[before].Is(WordKinds.Reference))) || NameContext.IsAfterOthers(text, phrase))
        {
            return false;
        }

        if ((kinds & (PhraseKinds.IntroSure | PhraseKinds.IntroFair | PhraseKinds.Nickname)) != 0)
        {
            return true;
        }

        var begins = Segments.BeginsSentence(text, phrase) || text.IsMark(before, ',') || text[before].Kind >= TokenKind.Contact;
        return !text[before].Is(WordKinds.Supposed)
            && ((begins && text.Word(phrase) is not "na") || IsReserved(text, phrase) || text.Word(phrase) is "under" or "we" or "its" or "it's" or "it" or "put" or "just");
    }

    private static void ReadAfter(in NameMessage message, int phrase, int start, PhraseKinds kinds, NameOffers offers)
    {
        var text = message.Text;
        var isSure = (kinds & PhraseKinds.IntroSure) != 0;
        while (isSure && start < text.Count && !text[start].Break && text[start].Kind == TokenKind.Mark
            && text.Folded[text[start].Start] is ':' or '=' or '-' or '"' or ',' or '*')
        {
            start++;
        }

        start = SkipRelation(text, start);
        var name = NameShape.Take(text, start, text.Count);
        var isNickname = (kinds & PhraseKinds.Nickname) != 0 && message.CapitalsMean;
        if (name.IsEmpty && isNickname)
        {
            name = NameShape.Nickname(text, start);
        }

        if (name.IsEmpty || NameContext.IsThirdPersonAfter(text, name.End) || IsSpelling(message, phrase, name))
        {
            return;
        }

        if (text.Word(phrase) is "tell" && name.End < text.Count && text.Word(name.End) is "is" or "are")
        {
            // "tell her Grace is at the gate".
            return;
        }

        var isCapital = message.IsCapital(name);
        var isRest = Segments.IsEnd(text, name.End) || text[name.End].Kind == TokenKind.Mark || (text.Phrase(name.End).Kinds & PhraseKinds.Aside) != 0;
        isSure |= isNickname && (name.IsKnown || isCapital);
        if (!isRest && IsLoose(text, phrase) && !name.IsCapital && !NameContext.IsFrom(text, name.End) && !text[name.End].Is(WordKinds.Self | WordKinds.Phone | WordKinds.BeginsPhrase))
        {
            // "e a mel morreu", "main jeevan jyoti bureau se": more than a name follows.
            return;
        }

        if (isSure && (isRest || name.IsKnown || isCapital || NameContext.EndsName(text, name.End)))
        {
            offers.Offer(text, name, NameRank.Sure);
        }
        else if (IsAskedFor(text, phrase) && (name.IsKnown ? !name.IsWeak || isCapital : isCapital && !message.NounsAreCapital) && (isRest || name.IsKnown || NameContext.IsFrom(text, name.End)))
        {
            offers.Offer(text, name, NameRank.AskedFor);
        }
        else if (name.IsKnown && (!name.IsWeak || isCapital || (isRest && !text[name.Start].Is(WordKinds.NotName))))
        {
            offers.Offer(text, name, NameRank.Introduced);
        }
        else if ((kinds & PhraseKinds.IntroFair) != 0 && isCapital && !MayBeNoun(message, phrase) && (isRest || NameContext.IsFrom(text, name.End)))
        {
            offers.Offer(text, name, NameRank.IntroducedUnknown);
        }
        else if (isCapital && name.End < text.Count && text.Word(name.End) is "party" or "family" && text.Word(phrase) is "we" or "we're")
        {
            offers.Offer(text, name, NameRank.IntroducedUnknown);
        }
        else if (isCapital && (isRest || text.Word(name.End) is "or") && IsReserved(text, phrase) && (text.Word(phrase) is "under" || IsPolishSurname(text.Word(name.End - 1))))
        {
            offers.Offer(text, name, NameRank.IntroducedUnknown);
        }
        else if (isCapital && !message.NounsAreCapital && text.Word(start - 1) is "me" && text.Word(phrase) is "its" or "it's" or "it")
        {
            offers.Offer(text, name, NameRank.IntroducedUnknown);
        }
        else if (text.Word(phrase) is "its" or "it's" or "it" && isCapital
            && ((message.Asked.IsSilent && name.End >= text.Count) || (name.End < text.Count && text.Word(name.End) is "from" or "at")))
        {
            offers.Offer(text, name, NameRank.ItIsUnknown);
        }
    }

    /// <summary>"dave here", "Rohit bol raha hu": all that stands before is a name.</summary>
    private static void ReadBefore(in NameMessage message, int phrase, int length, NameOffers offers)
    {
        var text = message.Text;
        var after = phrase + length;
        var ends = length > 1 || after >= text.Count || text[after].Kind != TokenKind.Word || text[after].Is(WordKinds.From | WordKinds.Self | WordKinds.And);
        var start = phrase;
        while (start > 0 && phrase - start < MostWordsBefore && !text[start].Break && text[start - 1].Kind == TokenKind.Word)
        {
            start--;
        }

        // "c bien les impots ici?" asks who is there.
        ends &= !text.IsMark(after, '?');
        for (; start < phrase && ends; start++)
        {
            if (!text[start].Is(WordKinds.FirstName | WordKinds.WeakName | WordKinds.Title) && !(start == phrase - 1 && message.CapitalsMean))
            {
                continue;
            }

            var name = NameShape.Take(text, start, phrase);
            var begins = start == 0 || text[start].Break || text[start - 1].Kind != TokenKind.Word
                || (text[start - 1].Is(WordKinds.Greeting | WordKinds.Self | WordKinds.BeginsPhrase) && text.Word(start - 1) is not ("with" or "mit" or "con" or "com" or "avec" or "met")) || Segments.IsLead(text.Word(start - 1));
            if (name.End == phrase && begins && (name.IsKnown || (name.IsCapital && start > 0 && !message.NounsAreCapital)))
            {
                offers.Offer(text, name, NameRank.Signed);
            }

            return;
        }
    }

    /// <summary>"soy su nieta Dani", "this is her daughter Jo", "soy la Sra. Molina": where the name itself begins.</summary>
    private static int SkipRelation(TokenText text, int start)
    {
        var i = start;
        while (i < text.Count && i - start < 2 && text[i].Is(WordKinds.TheirOwn | WordKinds.Particle | WordKinds.Self) && !text[i].Is(WordKinds.FirstName))
        {
            i++;
        }

        if (i == start || i >= text.Count)
        {
            return start;
        }

        if (text[i].Is(WordKinds.FirstName | WordKinds.Title) && (text[i - 1].Is(WordKinds.Particle) || text[start].Length == 1))
        {
            return i;
        }

        var isRelation = i + 1 < text.Count && text[i].Kind == TokenKind.Word && !text[i].Is(WordKinds.FirstName) && !text[start].Is(WordKinds.Self)
            && text[i + 1].Is(WordKinds.FirstName | WordKinds.WeakName) && text.IsCapital(i + 1);
        return isRelation ? i + 1 : start;
    }

    /// <summary>"ask for Bernie": the visitor, unless they say who they are themselves.</summary>
    private static bool IsAskedFor(TokenText text, int phrase) => text.Word(phrase) is "ask" or "asks";

    /// <summary>"booked last night under Oyelaran", "grand. under Mossy": the name of a reservation.</summary>
    private static bool IsReserved(TokenText text, int phrase)
    {
        var isNa = text.Word(phrase) is "na";
        if (!isNa && text.Word(phrase) is not "under")
        {
            return false;
        }

        for (var i = phrase - 1; i >= 0 && phrase - i <= FarthestReservation && !text[i + 1].Break && !text.EndsSentence(i); i--)
        {
            if (isNa ? IsPolishBooking(text.Word(i)) : text.Word(i) is "booked" or "book" or "file" or "filed" or "look" or "try" or "party" or "table" or "room" or "registered" or "listed" or "put")
            {
                return true;
            }
        }

        return !isNa && Segments.BeginsSentence(text, phrase);
    }

    private static bool IsPolishBooking(ReadOnlySpan<char> word) =>
        word is "rezerwacja" or "rezerwacje" or "rezerwacji" or "rezerwuje" or "stolik" or "umowa" or "umowe" or "umowy" or "zamowienie" or "zapis" or "zapisz" or "faktura" or "fakture";

    /// <summary>"na Kubiak" books for a person, "na Mazury" for a place.</summary>
    private static bool IsPolishSurname(ReadOnlySpan<char> word) =>
        word.EndsWith("ski") || word.EndsWith("ska") || word.EndsWith("cki") || word.EndsWith("cka") || word.EndsWith("dzki") || word.EndsWith("dzka")
        || word.EndsWith("wicz") || word.EndsWith("czyk") || word.EndsWith("iak") || word.EndsWith("czak") || word.EndsWith("czuk");

    /// <summary>"it is jhon not john", "its Saoirse not Sarah" spells a name on a ticket or on a cake.</summary>
    private static bool IsSpelling(in NameMessage message, int phrase, NameShape name) =>
        !message.Asked.Name && message.Text.Word(phrase) is "its" or "it's" or "it" or "that's" or "thats"
        && name.End + 1 < message.Text.Count && message.Text[name.End].Is(WordKinds.Negation) && !message.Text[name.End + 1].Is(WordKinds.NotName);

    /// <summary>True for words that introduce a name only where nothing but the name follows.</summary>
    private static bool IsLoose(TokenText text, int phrase) => text.Word(phrase) is "e" or "eh" or "main" or "mai";

    /// <summary>"im Keller", "hier ist Wasser": where nouns have capital letters, these words come before any of them.</summary>
    private static bool MayBeNoun(in NameMessage message, int phrase) =>
        message.NounsAreCapital && message.Text.Word(phrase) is "im" or "in" or "auf" or "bin" or "hier" or "call" or "unter" or "es" or "das" or "ich";
}
