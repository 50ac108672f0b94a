namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>Collects how a visitor introduces themselves, message by message: the surest introduction wins, then the latest.</summary>
/// <param name="region">The site's country: in German-speaking ones every noun has a capital letter.</param>
/// <param name="saidBefore">True when the site used that word before this message: then it is who the visitor speaks to.</param>
internal sealed class NameReader(string region, Func<string, bool> saidBefore)
{
    private readonly bool nounsAreCapital = region is "DE" or "AT" or "CH" or "LI" or "LU";

    private int bestRank;
    private int messages;
    private string? email;

    /// <summary>The best name so far; null when there was none.</summary>
    public string? Best { get; private set; }

    /// <summary>Reads a message in which the contact details are marked as read.</summary>
    /// <param name="text">The message.</param>
    /// <param name="asked">What the site asked before it.</param>
    /// <param name="hasContact">True when the message holds a contact detail of the visitor's.</param>
    /// <param name="address">The visitor's address so far: a word that stands in it is a name.</param>
    public void Read(MessageText text, Question asked, bool hasContact, string? address)
    {
        messages++;
        email = address;
        if (!asked.Name && !asked.Who && !asked.IsSilent && !hasContact
            && (text.All & (WordKinds.FirstName | WordKinds.WeakName | WordKinds.BeginsPhrase | WordKinds.Title | WordKinds.Closing)) == 0)
        {
            return;
        }

        var capitals = CapitalsMean(text);
        for (var i = 0; i < text.Count; i++)
        {
            var (kinds, length) = text.Phrase(i);
            if ((kinds & (PhraseKinds.IntroSure | PhraseKinds.IntroFair | PhraseKinds.IntroKnown)) != 0)
            {
                Introduce(text, i, i + length, kinds, capitals);
            }

            if ((kinds & PhraseKinds.NameAfter) != 0)
            {
                NameBefore(text, i, length, capitals);
            }
        }

        for (var start = 0; start < text.Count;)
        {
            var end = Segments.EndOf(text, start);
            if (end > start)
            {
                Segment(text, start, end, asked, capitals);
            }

            start = Segments.Next(text, end);
        }
    }

    /// <summary>"my name is Dave", "this is Mrs Lindqvist", "soy su nieta Dani".</summary>
    private void Introduce(MessageText text, int phrase, int start, PhraseKinds kinds, bool capitals)
    {
        if (phrase > 0 && !text[phrase].Break && (IsOfAnother(text, phrase - 1) || IsAfterOthers(text, phrase)))
        {
            return;
        }

        // "si c'est Fabrice" and "around here" introduce nobody: the weak ones begin what is said.
        var begins = Segments.BeginsSentence(text, phrase) || text.IsMark(phrase - 1, ',') || text[phrase - 1].Kind >= TokenKind.Contact;
        if ((kinds & (PhraseKinds.IntroSure | PhraseKinds.IntroFair)) == 0 && !begins && text.Word(phrase) is not ("under" or "we"))
        {
            return;
        }

        while (start < text.Count && !text[start].Break && text[start].Kind == TokenKind.Mark && text.Folded[text[start].Start] is ':' or '=' or '-' or '"' or ',' or '*' && kinds == PhraseKinds.IntroSure)
        {
            start++;
        }

        start = SkipRelation(text, start);
        var name = NameShape.Take(text, start, text.Count);
        if (name.IsEmpty || IsThirdPersonAfter(text, name.End))
        {
            return;
        }

        var rest = Segments.EndOf(text, start) == name.End || name.End >= text.Count || text[name.End].Kind is TokenKind.Contact or TokenKind.Mark;
        if ((kinds & PhraseKinds.IntroSure) != 0)
        {
            Offer(text, name, 50);
        }
        else if (name.IsKnown && (!name.IsWeak || (name.IsCapital && capitals) || (rest && !text[name.Start].Is(WordKinds.NotName))))
        {
            Offer(text, name, 44);
        }
        else if ((kinds & PhraseKinds.IntroFair) != 0 && name.IsCapital && capitals && !IsGermanNoun(text, phrase) && (rest || IsFrom(text, name.End)))
        {
            Offer(text, name, 42);
        }
    }

    /// <summary>"dave here", "Rohit bol raha hu": the whole part before is a name.</summary>
    private void NameBefore(MessageText text, int phrase, int length, bool capitals)
    {
        var start = phrase;
        while (start > 0 && phrase - start < 4 && !text[start].Break && text[start - 1].Kind == TokenKind.Word)
        {
            start--;
        }

        var ends = phrase + length >= text.Count || text[phrase + length].Kind != TokenKind.Word || length > 1 || text[phrase + length].Is(WordKinds.From | WordKinds.Self | WordKinds.And);
        for (; start < phrase && ends; start++)
        {
            if (text[start].Is(WordKinds.FirstName | WordKinds.WeakName | WordKinds.Title) || (start == phrase - 1 && capitals))
            {
                var name = NameShape.Take(text, start, phrase);
                var isFirst = start == 0 || text[start].Break || text[start - 1].Kind != TokenKind.Word || text[start - 1].Is(WordKinds.Greeting | WordKinds.Self | WordKinds.BeginsPhrase);
                if (name.End == phrase && isFirst && (name.IsKnown || (name.IsCapital && start > 0 && !nounsAreCapital)))
                {
                    Offer(text, name, 41);
                }

                return;
            }
        }
    }

    private void Segment(MessageText text, int start, int end, Question asked, bool capitals)
    {
        var isFirst = start == 0;
        var first = Segments.SkipLead(text, start, end);
        var contactAfter = Segments.IsContact(text, end, 1);
        var contactBefore = Segments.IsContact(text, start - 1, -1);
        var name = NameShape.Take(text, first, end);
        if (!name.IsEmpty && !IsThirdPersonAfter(text, name.End) && !IsAddressed(text, start, first))
        {
            Whole(text, name, end, asked, capitals, isFirst, contactBefore, contactAfter, first);
        }

        if (contactAfter)
        {
            LastWords(text, first, end, capitals);
        }

        Sign(text, start, end, capitals);
    }

    private void Whole(
        MessageText text, NameShape name, int end, Question asked, bool capitals, bool isFirst, bool contactBefore, bool contactAfter, int first)
    {
        var isWhole = name.End >= end;
        var isCapital = name.IsCapital && capitals;
        var isProven = (name.IsKnown && (!name.IsWeak || isCapital || isWhole)) || IsInAddress(text, name);
        var words = name.End - name.Start;
        if (asked.Name && (isFirst || contactAfter || contactBefore || isProven) && (isWhole || (isProven && (isFirst || isCapital) && (EndsName(text, name.End) || (isFirst && isCapital)))) && (isProven || isCapital || words <= 2))
        {
            Offer(text, name, isProven || isCapital ? 50 : 39);
        }
        else if ((asked.Who || asked.Phone || asked.Email) && isWhole && isProven)
        {
            Offer(text, name, 46);
        }
        else if (asked.Who && isWhole && isCapital && (isFirst || contactAfter))
        {
            Offer(text, name, 43);
        }

        if (isWhole && (contactBefore || contactAfter))
        {
            var rank = isProven ? 40 : isCapital && !nounsAreCapital ? 36 : isCapital ? 34 : words == 1 && contactAfter && isFirst ? 30 : words == 1 && contactBefore && end >= text.Count ? 28 : 0;
            Offer(text, name, rank);
        }
        else if (contactBefore && isProven && !name.IsWeak && EndsName(text, name.End))
        {
            Offer(text, name, 35);
        }

        if (text[name.Start].Is(WordKinds.Title) && words > 1 && isCapital && (isFirst || Segments.BeginsSentence(text, first) || contactAfter || (isWhole && words > 2)) && EndsTitled(text, name.End, end))
        {
            Offer(text, name, contactAfter ? 42 : 36);
        }
        else if (isProven && (!name.IsWeak || isCapital) && Segments.BeginsSentence(text, first) && (isWhole || IsFrom(text, name.End))
            && !(isFirst && isWhole && text.IsMark(end, ',') && (messages == 1 || IsAsking(text))))
        {
            Offer(text, name, Segments.EndsMessage(text, end) ? 27 : 22);
        }
        else if (isWhole && isCapital && !nounsAreCapital && Segments.EndsMessage(text, end) && text[name.Start].Break && words is 2 or 3)
        {
            Offer(text, name, 24);
        }
        else if (isProven && !name.IsWeak && isWhole && words > 1 && isCapital)
        {
            Offer(text, name, Segments.EndsMessage(text, end) ? 21 : 20);
        }
        else if (asked.IsSilent && messages > 1 && isFirst && isWhole && isCapital && words <= 2 && Segments.EndsMessage(text, end))
        {
            Offer(text, name, 23);
        }
    }

    /// <summary>The last words before a number: "text me tho joe 415…", "give it to your buyer Beto 602…".</summary>
    private void LastWords(MessageText text, int start, int end, bool capitals)
    {
        while (end > start + 1 && text[end - 1].Is(WordKinds.Number | WordKinds.Phone) && !text[end - 1].Is(WordKinds.FirstName | WordKinds.WeakName))
        {
            end--;
        }

        for (var i = Math.Max(start, end - 3); i < end; i++)
        {
            if (i == start && i > 0 && !text[i].Break && text[i - 1].Kind == TokenKind.Word)
            {
                continue;
            }

            var isStart = text[i].Is(WordKinds.FirstName | WordKinds.Title) || (text[i].Is(WordKinds.WeakName) && char.IsUpper(text.Original[text[i].Start]));
            isStart |= i > start && char.IsUpper(text.Original[text[i].Start]) && text[i - 1].Is(WordKinds.Phone) && capitals;
            if (isStart && (i == 0 || (!IsOfAnother(text, i - 1) && !text[i - 1].Is(WordKinds.Greeting))))
            {
                var name = NameShape.Take(text, i, end);
                if (name.End == end && (name.IsKnown ? !name.IsWeak || (name.IsCapital && capitals) : !nounsAreCapital && i > start))
                {
                    Offer(text, name, 33);
                    return;
                }
            }
        }
    }

    /// <summary>"cheers, Tom", "- Marta", "lg Sabine", "Z poważaniem Teofil Rak".</summary>
    private void Sign(MessageText text, int start, int end, bool capitals)
    {
        var after = -1;
        var strong = false;
        var (kinds, length) = text.Phrase(start);
        if ((kinds & PhraseKinds.Sign) != 0)
        {
            (after, strong) = (start + length, true);
        }
        else if (text[start].Is(WordKinds.Closing))
        {
            after = start + 1;
            while (after < end && text[after].Is(WordKinds.Closing))
            {
                after++;
            }

            // "thanks Sam" speaks to Sam, "lg Sabine" is from Sabine.
            strong = !text[start].Is(WordKinds.Greeting) || text[start].Is(WordKinds.FirstName);
        }
        else if (start > 0 && text.IsMark(start - 1, '-') && !text.Touches(start - 1 == 0 ? 0 : start - 1))
        {
            (after, strong) = (start, true);
        }

        if (after < 0)
        {
            return;
        }

        var isApart = after >= end;
        if (isApart)
        {
            after = Segments.Next(text, end);
            if (after >= text.Count)
            {
                return;
            }

            end = Segments.EndOf(text, after);
            strong = true;
        }

        if (after >= text.Count || end <= after || !strong)
        {
            return;
        }

        var name = NameShape.Take(text, after, end);
        if (!name.IsEmpty && (name.End >= end || text[name.End].Kind == TokenKind.Mark) && ((name.IsKnown && !(name.IsWeak && !name.IsCapital && !isApart)) || (name.IsCapital && capitals))
            && (Segments.EndsMessage(text, end) || Segments.IsContact(text, end, 1)))
        {
            Offer(text, name, name.IsKnown ? 41 : 37);
        }
    }

    private void Offer(MessageText text, NameShape name, int rank)
    {
        if (rank == 0 || rank < bestRank)
        {
            return;
        }

        if (rank < 40 && saidBefore(text.Word(FirstWord(text, name)).ToString()))
        {
            return;
        }

        var written = name.Write(text);
        var isPart = Best is not null && Best.StartsWith(written, StringComparison.OrdinalIgnoreCase);
        if (rank > bestRank || (!isPart && rank >= 30))
        {
            Best = isPart ? Best : written;
            bestRank = rank;
        }
    }

    private static int FirstWord(MessageText text, NameShape name)
    {
        var i = name.Start;
        while (i < name.End - 1 && (text[i].Is(WordKinds.Title) || text[i].Kind == TokenKind.Mark))
        {
            i++;
        }

        return i;
    }

    /// <summary>"his name is", "dog's name is", "the company name is".</summary>
    private static bool IsOfAnother(MessageText text, int before) =>
        text[before].Is(WordKinds.Relation | WordKinds.Handle | WordKinds.Possessive | WordKinds.Reference) && !text[before].Is(WordKinds.Title)
        || text.Word(before) is "his" or "her" or "their" or "whose" or "your" or "company" or "business" or "street" or "domain" or "dog" or "dogs" or "cat" or "cats" or "dog's" or "cat's" or "su" or "sein" or "ihr" or "suo" or "jego" or "jej" or "uska" or "uski" or "son" or "zijn" or "haar" or "dele" or "dela"
        || text.Word(before).EndsWith("'s", StringComparison.Ordinal);

    /// <summary>"soy su nieta Dani", "this is her daughter Jo": the name stands after the relation.</summary>
    private static int SkipRelation(MessageText text, int start)
    {
        var i = start;
        while (i < text.Count && i - start < 2 && text[i].Is(WordKinds.TheirOwn | WordKinds.Particle | WordKinds.Self) && !text[i].Is(WordKinds.FirstName))
        {
            i++;
        }

        if (i > start && i + 1 < text.Count && text[i].Kind == TokenKind.Word && !text[i].Is(WordKinds.FirstName) && text[i + 1].Is(WordKinds.FirstName | WordKinds.WeakName)
            && char.IsUpper(text.Original[text[i + 1].Start]) && !text[start].Is(WordKinds.Self))
        {
            return i + 1;
        }

        return i > start && i < text.Count && text[start].Length == 1 && text[i].Is(WordKinds.FirstName) ? i : start;
    }

    private static bool IsThirdPersonAfter(MessageText text, int i)
    {
        i += i < text.Count && text.IsMark(i, ',') ? 1 : 0;
        for (var n = 0; n < 4 && i + n < text.Count && text[i + n].Kind == TokenKind.Word; n++)
        {
            if (text.Word(i + n) is "told" or "said" or "says" or "quoted" or "dijo" or "hat" or "disse" or "detto" or "powiedzial" or "powiedziala")
            {
                return true;
            }
        }

        return i < text.Count && !text[i].Break && text.Word(i) is "he" or "she" or "he's" or "hes" or "she's" or "shes" or "his" or "her" or "fell" or "did" or "quoted" or "came";
    }

    /// <summary>"her number is …, ask for Bernadette": she is the other person.</summary>
    private static bool IsAfterOthers(MessageText text, int phrase)
    {
        for (var i = phrase - 1; i >= 0 && phrase - i <= 3 && !text.EndsSentence(i); i--)
        {
            if (text[i].Kind == TokenKind.OthersContact)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAsking(MessageText text) => text.Original.Contains('?', StringComparison.Ordinal);

    private bool IsInAddress(MessageText text, NameShape name) =>
        email is not null && text[name.Start].Length >= 3 && !text[name.Start].Is(WordKinds.Title | WordKinds.NotName)
        && email.AsSpan(0, email.IndexOf('@')).Contains(text.Word(name.Start), StringComparison.OrdinalIgnoreCase);

    private static bool IsAddressed(MessageText text, int start, int first) =>
        first > start && text[first - 1].Is(WordKinds.Greeting) && text[first - 1].Kind == TokenKind.Word && !text[first - 1].Is(WordKinds.Self);

    private static bool IsFrom(MessageText text, int i) => i < text.Count && (text[i].Is(WordKinds.From) || text.Word(i) is "and" or "on" or "w" or "next" or "for" or "pour" or "fur" or "para" or "per" or "voor" or "dla");

    private static bool EndsName(MessageText text, int i) =>
        i >= text.Count || text[i].Kind != TokenKind.Word || text[i].Break || text[i].Is(WordKinds.NotName | WordKinds.Self | WordKinds.Phone | WordKinds.Email | WordKinds.From);

    private static bool EndsTitled(MessageText text, int i, int end) => i >= end || text[i].Kind != TokenKind.Word || text[i].Is(WordKinds.From) || text.Word(i) is "unit" or "apt" or "room";

    private bool IsGermanNoun(MessageText text, int phrase) => nounsAreCapital && text.Word(phrase) is "im" or "in" or "auf" or "bin" or "hier" or "call" or "unter" or "es" or "das";

    /// <summary>False where capital letters say nothing: ALL CAPS, or Every Word Begins With One.</summary>
    private static bool CapitalsMean(MessageText text)
    {
        var (words, capital) = (0, 0);
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Kind == TokenKind.Word && text[i].Length > 2)
            {
                words++;
                capital += char.IsUpper(text.Original[text[i].Start]) ? 1 : 0;
            }
        }

        return words < 5 || capital * 3 < words * 2;
    }
}
