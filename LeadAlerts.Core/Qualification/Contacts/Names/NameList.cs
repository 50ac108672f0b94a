namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>
/// A name, then where that person belongs, then how to reach them: "Glenn, Highfields, glenn@…", "Rasheed @ Tidewrack Creative, 902…",
/// "Priya (MOH) 0491…". The first is the name, though another part stands beside the contact detail.
/// </summary>
internal struct NameList
{
    /// <summary>A place, a company or a duty has no more words.</summary>
    private const int MostWords = 4;

    private Candidate head;
    private bool isSure;
    private int end;

    /// <summary>True for a few words that may tell where somebody belongs, unlike "call me on".</summary>
    public static bool IsLabel(TokenText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i].Kind != TokenKind.Word || text[i].Is(WordKinds.Self | WordKinds.Phone | WordKinds.Email | WordKinds.Pronoun | WordKinds.Closing | WordKinds.Negation | WordKinds.Relation))
            {
                return false;
            }
        }

        return end > start && end - start <= MostWords;
    }

    /// <summary>True when all of the message behind a name tells where that person belongs: "Jasdeep, Black Country Blinds".</summary>
    public static bool IsAll(TokenText text, int end) =>
        IsMark(text, end) && IsLabel(text, end + 1, Segments.EndOf(text, end + 1)) && text.IsCapital(end + 1) && Segments.EndsMessage(text, Segments.EndOf(text, end + 1));

    /// <summary>Goes on to the next part; forgets the name where a sentence ended, or a part is more than a label.</summary>
    public void Reach(TokenText text, Part part)
    {
        for (var i = end; end > 0 && i < part.Start; i++)
        {
            if (!IsMark(text, i))
            {
                end = 0;
            }
        }

        end = end > 0 && !text[part.Start].Break && IsLabel(text, part.First, part.End) ? part.End : 0;
    }

    /// <summary>Begins a list with a name, unless one goes on.</summary>
    public void Begin(Candidate name, bool isInAddress)
    {
        if (end == 0 && (name.IsProven || name.IsCapital))
        {
            (head, isSure, end) = (name, isInAddress, name.Part.End);
        }
    }

    /// <summary>Offers the name, where this part stands before a contact detail.</summary>
    public readonly void Offer(in NameMessage message, Part part, NameOffers offers)
    {
        if (end == 0 || head.Part.End == part.End || !(head.IsProven || !message.NounsAreCapital))
        {
            return;
        }

        offers.Offer(message.Text, head.Name, isSure ? NameRank.BesideContact : head.IsProven ? NameRank.BeginsList : NameRank.CapitalBesideContact);
    }

    private static bool IsMark(TokenText text, int i) => i < text.Count && text[i].Kind == TokenKind.Mark && text.Folded[text[i].Start] is ',' or '@' or '/' or '|' or '-' or '(';
}
