namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Finds names that stand alone between two commas, sentences, lines or contact details, where their place speaks for them.</summary>
internal static class NameParts
{
    private const int MostWordsBeforeContact = 3;

    /// <summary>Offers the names of a message that stand alone.</summary>
    public static void Read(in NameMessage message, NameOffers offers)
    {
        var text = message.Text;
        var list = default(NameList);
        for (var start = 0; start < text.Count;)
        {
            var end = Segments.EndOf(text, start);
            var part = end > start ? Part.Of(text, start, end) : default;
            if (end > start && (!message.Asked.NameOfThing || (!part.IsFirst && part.IsBesideContact)))
            {
                ReadPart(message, part, ref list, offers);
                Signatures.Read(message, start, end, offers);
            }

            start = Segments.Next(text, end);
        }
    }

    private static void ReadPart(in NameMessage message, Part part, ref NameList list, NameOffers offers)
    {
        var (text, asked) = (message.Text, message.Asked);
        list.Reach(text, part);
        var name = NameShape.Take(text, part.First, part.End);
        if ((name.End < part.End || name.IsWeak) && part.IsFirst && Segments.EndsMessage(text, part.End) && (asked.Name || (asked.IsSilent && message.Number > 1 && name.IsKnown)))
        {
            name = NameShape.Pair(text, part.First, part.End) is { IsEmpty: false } pair ? pair : name;
        }

        var asksOther = asked.IsAsking && !asked.Name && !asked.Who && !asked.Phone && !asked.Email;
        var isAnswer = asksOther && part.IsFirst && Segments.EndsMessage(text, name.End);
        var isAddressed = !asked.Name && !asked.Who && NameContext.IsAddressed(text, part.Start, part.First);
        if (IsFamily(message, name, part))
        {
            offers.Offer(text, name, NameRank.CapitalBesideContact);
        }

        if (!name.IsEmpty && !isAnswer && !isAddressed && !NameContext.IsThirdPersonAfter(text, name.End) && !Segments.IsOthers(text, part.End))
        {
            var isKnown = name.IsKnown && (message.IsCapital(name) || !name.IsWeak || name.End >= part.End) && (name.IsCapital || !IsSmallWord(text, name.Start));
            var isInAddress = IsInAddress(message, name);
            var candidate = new Candidate(name, part, name.End >= part.End, message.IsCapital(name), isKnown || isInAddress);
            offers.Offer(text, name, AsAnswer(message, candidate));
            offers.Offer(text, name, BesideContact(message, candidate));
            offers.Offer(text, name, IsTitled(message, candidate) ? part.ContactAfter ? NameRank.IntroducedUnknown : NameRank.CapitalBesideContact : Alone(message, candidate));
            if (candidate.IsWhole && (name.IsCapital || !name.IsWeak) && Segments.BeginsSentence(text, part.First) && !SpeaksTo(message, candidate) && !NameContext.IsOfOwn(text, part.End))
            {
                list.Begin(candidate, isInAddress);
            }
        }

        if (part.ContactAfter)
        {
            list.Offer(message, part, offers);
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

    /// <summary>"Nguyen family, 0491…", "Kowalczyk party of 5".</summary>
    private static bool IsFamily(in NameMessage message, NameShape name, Part part)
    {
        var text = message.Text;
        return !name.IsEmpty && message.IsCapital(name) && name.End < part.End && text.Word(name.End) is "family" or "party" or "wedding" or "household"
            && (name.End + 1 == part.End || text.Word(name.End + 1) is "of") && !text.IsCapital(name.End);
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
        if (!part.IsBesideContact)
        {
            return NameRank.None;
        }

        if (!candidate.IsWhole)
        {
            var begins = part.ContactBefore && candidate.IsProven && !name.IsWeak
                && (NameContext.EndsName(text, name.End) || (candidate.Words > 1 && candidate.IsCapital));
            begins |= part.ContactAfter && candidate.IsProven && candidate.IsCapital && candidate.Words > 1 && (Segments.BeginsSentence(text, part.First) || text.IsMark(part.First - 1, ',')) && NameList.IsLabel(text, name.End, part.End);
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
        return candidate.Words > 1 || text[name.Start].Is(WordKinds.Unit) || IsSmallWord(text, name.Start) ? NameRank.None
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
        if (candidate.Words == 1 && candidate.IsWhole && text.Word(name.Start) is "april" or "may" or "june" or "august" or "avril" or "mai" or "abril")
        {
            // "April. I forgot Madeira."
            return NameRank.None;
        }

        if (candidate.IsProven && (!name.IsWeak || candidate.IsCapital) && begins && (candidate.IsWhole || TellsFrom(text, candidate)) && !SpeaksTo(message, candidate) && !NameContext.IsOfOwn(text, part.End))
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

        var isAsBefore = name.End < part.End && text.Word(name.End) is "as" or "jak" or "wie" or "como" or "comme" or "come" or "zoals";
        if (isAsBefore && candidate.IsProven && candidate.IsCapital && candidate.Words is 2 or 3 && text.IsMark(part.First - 1, ','))
        {
            // "…, Bożena Kwiek jak ostatnio".
            return NameRank.InPassing;
        }

        if (candidate.IsWhole && candidate.IsProven && !name.IsWeak && atEnd && text.IsMark(part.First - 1, ',') && !message.IsAsking && part.First > 1 && !NameContext.IsOfAnother(text, part.First - 2))
        {
            return NameRank.LowAtEnd;
        }

        if (candidate.IsWhole && candidate.Words == 1 && !(part.IsFirst && message.Asked.IsAsking) && ProperNames.IsOne(message, name.Start, part.End))
        {
            return NameRank.OnlyCapital;
        }

        if (!candidate.IsCapital || candidate.FullWords(text) > 2)
        {
            return NameRank.None;
        }

        var belongs = name.End < text.Count && text.Word(name.End) is "from" or "z" or "ze" or "van" or "de" or "da";
        var isFullUnknown = !part.IsFirst && !message.NounsAreCapital && candidate.FullWords(text) == 2 && begins && ((candidate.IsWhole && atEnd) || belongs);
        var isUnasked = message.Number > 1 && part.IsFirst && candidate.IsWhole && (atEnd ? message.Asked.IsSilent : !message.Asked.IsAsking && NameList.IsAll(text, part.End));
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
            if (!isStart || IsSmallWord(text, i) || (i == start && isInside) || (i > 0 && (NameContext.IsOfAnother(text, i - 1) || text[i - 1].Is(WordKinds.Greeting))))
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

    /// <summary>"al cincuenta y…", "em 10": a name only with a capital letter.</summary>
    private static bool IsSmallWord(TokenText text, int index) => text[index].Is(WordKinds.Number | WordKinds.From) && !text.IsCapital(index);

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
}
