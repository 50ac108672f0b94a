namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>What the words around a number say that it is.</summary>
/// <param name="Phone">A phone number.</param>
/// <param name="Reference">An order, an account, a serial number.</param>
/// <param name="Fax">A fax.</param>
/// <param name="Price">An amount of money.</param>
/// <param name="Unit">A measure.</param>
internal readonly record struct Surroundings(bool Phone, bool Reference, bool Fax, bool Price, bool Unit)
{
    private const int FarthestPhone = 7;

    private const int FarthestReference = 4;

    private const int FarthestFax = 4;

    /// <summary>Reads the few words before and after some tokens.</summary>
    public static Surroundings Of(TokenText text, int start, int end)
    {
        var (phone, reference, fax, price, hash) = (false, false, false, false, false);
        var (unknown, comma) = (0, false);
        for (var i = start - 1; i >= 0 && start - i <= FarthestPhone && !text[i + 1].Break && !phone && !reference; i--)
        {
            ref readonly var token = ref text[i];
            if (token.Kind >= TokenKind.Contact || text.EndsSentence(i))
            {
                break;
            }

            if (token.Kind == TokenKind.Number)
            {
                break;
            }

            if (token.Kind == TokenKind.Mark)
            {
                var mark = text.Folded[token.Start];
                comma |= mark == ',';
                hash |= mark == '#';
                price |= i == start - 1 && IsMoney(mark);
                continue;
            }

            if (token.Is(WordKinds.Fax))
            {
                fax = true;
                break;
            }

            if (token.Is(WordKinds.Phone))
            {
                phone = true;
            }
            else if (!comma && unknown == 0 && start - i <= FarthestReference && ((token.Is(WordKinds.Reference) && !IsAreaCode(text, i)) || IsNumbered(text, i)))
            {
                reference = true;
            }
            else if (!token.Is(WordKinds.Number))
            {
                unknown += token is { Kind: TokenKind.Word, Length: 1 } ? 0 : 1;
            }
        }

        reference |= hash && !phone;
        var after = end + 1;
        var unit = false;
        if (after < text.Count && !text[after].Break)
        {
            price |= text[after].Kind == TokenKind.Mark && IsMoney(text.Folded[text[after].Start]);
            unit = text[after].Is(WordKinds.Unit) && text[after].Length <= 8 && !(text.Word(after) is "mi" && after + 1 < text.Count && text[after + 1].Kind == TokenKind.Word) && Extensions.After(text, end).Digits is null;
            phone |= text[after].Is(WordKinds.Phone) && !text[after].Is(WordKinds.Reference);
            phone |= text.IsMark(after, '(') && after + 1 < text.Count && text[after + 1].Is(WordKinds.Phone);
        }

        return new Surroundings(phone, reference, fax, price, unit);
    }

    /// <summary>"… no thats the fax", "… (fax)"; not "…, fax 0202…".</summary>
    public static bool IsFaxAfter(TokenText text, int index)
    {
        var isSaid = text.IsMark(index, '(');
        for (var i = index; i < text.Count && i - index <= FarthestFax && !text[i].Break; i++)
        {
            if (text[i].Is(WordKinds.Fax))
            {
                return isSaid && !(i + 1 < text.Count && text[i + 1].Kind is TokenKind.Number or TokenKind.Contact) && !text.IsMark(i + 1, ':');
            }

            isSaid |= text.Word(i) is "thats" or "that's" or "is" or "its" or "it's" or "ist" or "es" or "c'est" or "e" or "to" or "dat" or "hai";
            if (text[i].Kind == TokenKind.Mark ? text.EndsSentence(i) : text[i].Kind != TokenKind.Word || text[i].Is(WordKinds.Self | WordKinds.And))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsMoney(char mark) => mark is '$' or '€' or '£' or '₹' or '¥' or '%' or '°';

    /// <summary>"quote no. 4155550142": what bears a number only where that is said, unlike "for a quote 415 555 0142".</summary>
    private static bool IsNumbered(TokenText text, int index) =>
        text.Word(index) is "quote" or "estimate" or "offer" or "job" or "angebot" or "offerte" or "devis" or "orcamento" or "oferta" or "oferty"
        && index + 1 < text.Count && text.Word(index + 1) is "no" or "nr" or "number" or "num" or "id" or "ref" or "numero" or "nummer" or "n";

    private static bool IsAreaCode(TokenText text, int index) => index > 0 && text.Word(index) is "code" && text.Word(index - 1) is "area" or "country";
}
