namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Finds names that stand alone between two commas, sentences, lines or contact details, where their place speaks for them.</summary>
internal static class NameParts
{
    private const int MostWordsBeforeContact = 3;

    /// <summary>Offers the names of a message that stand alone.</summary>
    public static void Read(in NameMessage message, NameOffers offers)
    {
        if (message.Asked.NameOfThing)
        {
            return;
        }

        var text = message.Text;
        for (var start = 0; start < text.Count;)
        {
            var end = Segments.EndOf(text, start);
            if (end > start)
            {
                ReadPart(message, Part.Of(text, start, end), offers);
                Signatures.Read(message, start, end, offers);
            }

            start = Segments.Next(text, end);
        }
    }

    private static void ReadPart(in NameMessage message, Part part, NameOffers offers)
    {
        var (text, asked) = (message.Text, message.Asked);
        var name = NameShape.Take(text, part.First, part.End);
        var asksOther = asked.IsAsking && !asked.Name && !asked.Who && !asked.Phone && !asked.Email;
        var isAnswer = asksOther && part.IsFirst && Segments.EndsMessage(text, name.End);
        var isAddressed = !asked.Name && !asked.Who && NameContext.IsAddressed(text, part.Start, part.First);
        if (!name.IsEmpty && !isAnswer && !isAddressed && !NameContext.IsThirdPersonAfter(text, name.End) && !Segments.IsOthers(text, part.End))
        {
            var isProven = (name.IsKnown && (!name.IsWeak || message.IsCapital(name) || name.End >= part.End)) || IsInAddress(message, name);
            var candidate = new Candidate(name, part, name.End >= part.End, message.IsCapital(name), isProven);
            offers.Offer(text, name, AsAnswer(message, candidate));
            offers.Offer(text, name, BesideContact(message, candidate));
            offers.Offer(text, name, IsTitled(message, candidate) ? part.ContactAfter ? NameRank.IntroducedUnknown : NameRank.CapitalBesideContact : Alone(message, candidate));
        }

        if (part.ContactAfter)
        {
            LastBeforeContact(message, part, offers);
        }

        if (asked.Name)
        {
            InsideAnswer(message, part, offers);
        }
    }

    private static NameRank AsAnswer(in NameMessage message, Candidate candidate)
    {
        var (text, asked) = (message.Text, message.Asked);
        var (name, part) = (candidate.Name, candidate.Part);
        if (asked.Name)
        {
            var isBegun = candidate.IsProven && (part.IsFirst || candidate.IsCapital)
                && (NameContext.EndsName(text, name.End) || (part.IsFirst && candidate.IsCapital));
            var isPlaced = part.IsFirst || part.ContactAfter || part.ContactBefore || candidate.IsProven;
            if (isPlaced && (candidate.IsWhole || isBegun) && (candidate.IsSound || candidate.Words <= 2))
            {
                return candidate.IsSound ? NameRank.Sure : NameRank.AnswerUnknown;
            }

            if (part.IsFirst && candidate.IsCapital && NameContext.IsWithOthers(text, name.End))
            {
                return candidate.IsProven ? NameRank.Sure : NameRank.AnswerUnknown;
            }

            if (candidate.IsWhole && candidate.IsCapital && Segments.BeginsSentence(text, part.First))
            {
                return NameRank.AnswerLater;
            }
        }

        if ((asked.Who || asked.Phone || asked.Email) && candidate.IsWhole && candidate.IsProven)
        {
            return NameRank.AnswerWho;
        }

        return asked.Who && candidate.IsWhole && candidate.IsCapital && (part.IsFirst || part.ContactAfter) ? NameRank.AnswerWhoUnknown : NameRank.None;
    }

    private static NameRank BesideContact(in NameMessage message, Candidate candidate)
    {
        var (text, name, part) = (message.Text, candidate.Name, candidate.Part);
        if (!part.ContactBefore && !part.ContactAfter)
        {
            return NameRank.None;
        }

        if (!candidate.IsWhole)
        {
            var begins = part.ContactBefore && candidate.IsProven && !name.IsWeak
                && (NameContext.EndsName(text, name.End) || (candidate.Words > 1 && candidate.IsCapital));
            return begins ? NameRank.BeginsAfterContact : NameRank.None;
        }

        if (candidate.IsProven)
        {
            return NameRank.BesideContact;
        }

        if (candidate.IsCapital)
        {
            return message.NounsAreCapital ? NameRank.NounBesideContact : NameRank.CapitalBesideContact;
        }

        var touchesContact = part.End < text.Count && text[part.End].Kind == TokenKind.Contact && !(message.NounsAreCapital && name.IsCapital);
        return candidate.Words > 1 ? NameRank.None
            : touchesContact ? NameRank.WordBeforeContact
            : part.ContactBefore && NameContext.IsNewWordAfterNumber(text, name.Start) ? NameRank.WordAfterNumber
            : NameRank.None;
    }

    /// <summary>"Mrs Tamashiro unit 1904", "Miss A. Fennimore"; not "Mrs Klein, could you…?".</summary>
    private static bool IsTitled(in NameMessage message, Candidate candidate)
    {
        var (text, name, part) = (message.Text, candidate.Name, candidate.Part);
        var isPlaced = part.IsFirst || part.ContactAfter || (candidate.IsWhole && candidate.Words > 2) || Segments.BeginsSentence(text, part.First);
        var ends = candidate.IsWhole || text[name.End].Kind != TokenKind.Word || text[name.End].Is(WordKinds.From) || text.Word(name.End) is "unit" or "apt" or "room";
        var isAddressed = part.IsFirst && text.IsMark(name.End, ',') && !part.ContactAfter && message.IsAsking;
        var isSignature = candidate.IsWhole && !part.IsFirst && candidate.Words is 2 or 3 && text.IsMark(part.First - 1, ',') && Segments.EndsMessage(text, part.End);
        return text[name.Start].Is(WordKinds.Title) && candidate.Words > 1 && ((candidate.IsCapital && isPlaced && ends && !isAddressed) || isSignature);
    }

    private static NameRank Alone(in NameMessage message, Candidate candidate)
    {
        var (text, name, part) = (message.Text, candidate.Name, candidate.Part);
        var atEnd = Segments.EndsMessage(text, part.End);
        var begins = Segments.BeginsSentence(text, part.First);
        if (candidate.IsProven && (!name.IsWeak || candidate.IsCapital) && begins && (candidate.IsWhole || TellsFrom(text, candidate)) && !SpeaksTo(message, candidate) && !IsOfOwn(text, part.End))
        {
            return atEnd ? NameRank.LastSentence : NameRank.BeginsSentence;
        }

        if (candidate.IsWhole && candidate.IsCapital)
        {
            var isFull = candidate.Words is 2 or 3;
            if (isFull && atEnd && text[name.Start].Break && !message.NounsAreCapital)
            {
                return NameRank.OwnLine;
            }

            var isSigned = (text.All & WordKinds.Closing) != 0 || (!message.IsAsking && !name.IsWeak);
            if (candidate.IsProven && atEnd && text.IsMark(part.First - 1, ',') && isSigned)
            {
                return NameRank.AfterThanks;
            }

            if (candidate.IsProven && candidate.Words > 1 && !text[name.Start].Is(WordKinds.Title) && (atEnd || begins))
            {
                return atEnd ? NameRank.InPassingAtEnd : NameRank.InPassing;
            }
        }

        if (candidate.IsWhole && candidate.Words == 1 && !(part.IsFirst && message.Asked.IsAsking) && ProperNames.IsOne(message, name.Start, part.End))
        {
            return NameRank.OnlyCapital;
        }

        if (!candidate.IsCapital || candidate.Words > 2)
        {
            return NameRank.None;
        }

        var belongs = name.End < text.Count && text.Word(name.End) is "from" or "z" or "ze" or "van" or "de" or "da";
        var isFullUnknown = !part.IsFirst && !message.NounsAreCapital && candidate.Words == 2 && begins && ((candidate.IsWhole && atEnd) || belongs);
        var isUnasked = message.Asked.IsSilent && message.Number > 1 && part.IsFirst && candidate.IsWhole && atEnd;
        return isFullUnknown ? NameRank.InPassing : isUnasked ? NameRank.Alone : NameRank.None;
    }

    private static bool TellsFrom(TokenText text, Candidate candidate)
    {
        var (name, part) = (candidate.Name, candidate.Part);
        var isGreeted = part.First > 1 && text[part.First - 2].Is(WordKinds.Greeting);
        return NameContext.IsFrom(text, name.End) && (part.IsFirst || name.IsCapital || isGreeted);
    }

    /// <summary>"Sam, do you fix sinks?": the first name before a comma may be whom the visitor speaks to.</summary>
    private static bool SpeaksTo(in NameMessage message, Candidate candidate)
    {
        var (text, part) = (message.Text, candidate.Part);
        var mayBe = part.IsFirst && candidate.IsWhole && text.IsMark(part.End, ',') && message.IsAsking && (message.Number == 1 ? AsksAtOnce(text, part.End + 1) : !message.Asked.IsSilent);
        mayBe |= part.IsFirst && candidate.IsWhole && message.Number == 1 && text[candidate.Name.Start].Is(WordKinds.Title | WordKinds.Greeting);
        return mayBe && !(part.End + 1 < text.Count && text[part.End + 1].Is(WordKinds.From) && text.Word(part.End + 1) is not "do");
    }

    /// <summary>"Bella, our lab", "Mimi, unsere Katze": what belongs to the visitor is not the visitor.</summary>
    private static bool IsOfOwn(TokenText text, int end) =>
        text.IsMark(end, ',') && end + 2 < text.Count && text[end + 2].Kind == TokenKind.Word
        && text.Word(end + 1) is "our" or "my" or "unser" or "unsere" or "mein" or "meine" or "mi" or "mon" or "ma" or "minha" or "meu" or "mia" or "mio" or "mijn" or "moj" or "moja" or "mera" or "meri"
            or "nuestro" or "nuestra" or "notre" or "nossa" or "nosso" or "nostro" or "nostra" or "onze" or "nasz" or "nasza" or "hamara" or "hamari";

    /// <summary>"… do you fix sinks?": the first sentence is a question to the one who is named before it.</summary>
    private static bool AsksAtOnce(TokenText text, int index)
    {
        for (var i = index; i < text.Count; i++)
        {
            if (text.IsMark(i, '?'))
            {
                return true;
            }

            if (text[i].Kind == TokenKind.Mark && text.EndsSentence(i))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The last words before a contact detail: "text me tho joe 415…", "Shashikant Deo mob 98220…".</summary>
    private static void LastBeforeContact(in NameMessage message, Part part, NameOffers offers)
    {
        var text = message.Text;
        var (start, end) = (part.First, part.End);
        while (end > start + 1 && text[end - 1].Is(WordKinds.Number | WordKinds.Phone) && !text[end - 1].Is(WordKinds.FirstName | WordKinds.WeakName))
        {
            end--;
        }

        for (var i = Math.Max(start, end - MostWordsBeforeContact); i < end; i++)
        {
            var isInside = i > 0 && !text[i].Break && text[i - 1].Kind == TokenKind.Word;
            var isCalled = i > start && text[i - 1].Is(WordKinds.Phone);
            var isStart = text[i].Is(WordKinds.FirstName | WordKinds.Title) || (text[i].Is(WordKinds.WeakName) && (isCalled || text.IsCapital(i)))
                || (isCalled && text.IsCapital(i) && message.CapitalsMean);
            if (!isStart || (i == start && isInside) || (i > 0 && (NameContext.IsOfAnother(text, i - 1) || text[i - 1].Is(WordKinds.Greeting))))
            {
                continue;
            }

            var name = NameShape.Take(text, i, end);
            var isBelieved = name.IsKnown
                ? !name.IsWeak || (isCalled && !text[i].Is(WordKinds.NotName)) || message.IsCapital(name)
                : !message.NounsAreCapital && i > start;
            if (name.End == end && isBelieved)
            {
                offers.Offer(text, name, NameRank.LastBeforeContact);
                return;
            }
        }
    }

    /// <summary>A known name inside the answer to the question for the name: "sure, put it down as Dana Whitfield".</summary>
    private static void InsideAnswer(in NameMessage message, Part part, NameOffers offers)
    {
        var text = message.Text;
        for (var i = part.First + 1; i < part.End; i++)
        {
            if (text[i].Is(WordKinds.FirstName) && text.IsCapital(i) && message.CapitalsMean
                && !NameContext.IsOfAnother(text, i - 1) && !text[i - 1].Is(WordKinds.FirstName | WordKinds.Greeting))
            {
                var name = NameShape.Take(text, i, part.End);
                if (!NameContext.IsThirdPersonAfter(text, name.End))
                {
                    offers.Offer(text, name, NameRank.InsideAnswer);
                }

                return;
            }
        }
    }

    private static bool IsInAddress(in NameMessage message, NameShape name)
    {
        ref readonly var first = ref message.Text[name.Start];
        return message.Address is { } address && first.Length >= 3 && !first.Is(WordKinds.Title | WordKinds.NotName)
            && address.AsSpan(0, address.IndexOf('@', StringComparison.Ordinal)).Contains(message.Text.Word(name.Start), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A part of a message.</summary>
    /// <param name="Start">Its first token.</param>
    /// <param name="First">Its first token behind "ok", "sure", "hi".</param>
    /// <param name="End">The token after its last one.</param>
    /// <param name="ContactBefore">True when a contact detail of the visitor's stands before it.</param>
    /// <param name="ContactAfter">True when one stands behind it.</param>
    private readonly record struct Part(int Start, int First, int End, bool ContactBefore, bool ContactAfter)
    {
        public bool IsFirst => Start == 0;

        public static Part Of(TokenText text, int start, int end) =>
            new(start, Segments.SkipLead(text, start, end), end, Segments.IsContact(text, start - 1, -1), Segments.IsContact(text, end, 1));
    }

    /// <summary>What begins a part and may be a name.</summary>
    /// <param name="Name">The words.</param>
    /// <param name="Part">Where they stand.</param>
    /// <param name="IsWhole">True when they are all of the part.</param>
    /// <param name="IsCapital">True when they begin with capital letters, and that means something.</param>
    /// <param name="IsProven">True when the first word is a name by itself.</param>
    private readonly record struct Candidate(NameShape Name, Part Part, bool IsWhole, bool IsCapital, bool IsProven)
    {
        public int Words => Name.End - Name.Start;

        public bool IsSound => IsProven || IsCapital;
    }
}
