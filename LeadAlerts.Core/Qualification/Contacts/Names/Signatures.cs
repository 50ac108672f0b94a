namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Finds the name under a message: "cheers, Tom", "- Marta", "lg Sabine", "Z poważaniem Teofil Rak".</summary>
internal static class Signatures
{
    /// <summary>Offers the name that follows a closing word or a dash.</summary>
    /// <param name="message">The message.</param>
    /// <param name="start">The first token of the part that may hold the closing word.</param>
    /// <param name="end">The token after its last one.</param>
    /// <param name="offers">Receives the name.</param>
    public static void Read(in NameMessage message, int start, int end, NameOffers offers)
    {
        var text = message.Text;
        if (Closing(text, start, end) is not { } closing)
        {
            return;
        }

        var (after, isOpen) = closing;
        var isApart = after >= end;
        if (isApart)
        {
            after = Segments.Next(text, end);
            end = after < text.Count ? Segments.EndOf(text, after) : after;
        }

        if (end <= after || !(isOpen || isApart) || !(Segments.EndsMessage(text, end) || Segments.IsContact(text, end, 1)))
        {
            return;
        }

        var name = NameShape.Take(text, after, end);
        var isWhole = name.End >= end || text[name.End].Kind == TokenKind.Mark;
        if (!name.IsEmpty && isWhole && ((name.IsKnown && (!name.IsWeak || name.IsCapital || isApart)) || message.IsCapital(name)))
        {
            offers.Offer(text, name, name.IsKnown ? NameRank.Signed : NameRank.SignedUnknown);
        }
    }

    /// <summary>Where the name begins, and whether it may follow at once: "thanks Sam" speaks to Sam, "lg Sabine" is from Sabine.</summary>
    private static (int After, bool IsOpen)? Closing(TokenText text, int start, int end)
    {
        var (kinds, length) = text.Phrase(start);
        if ((kinds & PhraseKinds.Sign) != 0)
        {
            return (SkipFrom(text, start + length, end), true);
        }

        if (text[start].Is(WordKinds.Closing))
        {
            var after = start + 1;
            while (after < end && text[after].Is(WordKinds.Closing))
            {
                after++;
            }

            return (SkipFrom(text, after, end), !text[start].Is(WordKinds.Greeting));
        }

        var isDash = text.IsMark(start - 1, '-') && (start == 1 || !text.Touches(start - 1));
        return isDash ? (start, true) : null;
    }

    private static int SkipFrom(TokenText text, int index, int end) => index < end - 1 && text[index].Is(WordKinds.From) ? index + 1 : index;
}
