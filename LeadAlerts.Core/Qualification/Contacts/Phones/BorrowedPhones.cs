using System.Collections.Frozen;

namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Tells where a visitor can be reached by another person's phone only: their own is lost, dead or locked in.</summary>
internal static class BorrowedPhones
{
    private const int Reach = 6;

    private const int NearReach = 3;

    private const int FarthestBefore = 9;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Devices = Words(
        "phone phones cell cellphone mobile telephone iphone handy telefon telefono telefone portable tel movil celular cel telemovel tlm cellulare telefonino telefoon mobiel mobieltje gsm telefonu komorka komorki fone mob");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Gone = Words(
        "dead died dying locked inside broken broke lost stolen off gone smashed cracked drowned flat empty charging battery left forgot water "
        + "interieur linterieur dedans casse cassee perdu vole mort hs batterie decharge eteint enferme bloque oublie "
        + "drin drinnen kaputt leer akku weg verloren geklaut gestohlen eingesperrt vergessen "
        + "dentro roto rota perdido perdi robado robaron apagado bateria descargado muerto encerrado olvide quebrado quebrou roubado roubaram descarregado descarregou esqueci trancado desligado "
        + "rotto perso rubato scarico spento chiuso batteria morto dimenticato kapot leeg binnen gestolen kwijt stuk opgesloten "
        + "rozladowany zepsuty zgubilem zgubilam ukradli ukradziony padl padla srodku zamkniety kho toot chori andar khatam kharab");

    /// <summary>True when the visitor says that there is no phone of their own: "mine is locked inside", "i have no phone on me".</summary>
    public static bool HasNone(TokenText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if ((text[i].Is(WordKinds.Self) || text.Word(i) is "mien" or "mienne" or "meins" or "meines" or "mijne") && IsGone(text, i))
            {
                return true;
            }

            if ((text[i].Is(WordKinds.Negation) || text.Word(i) is "without" or "ohne" or "sans" or "sin" or "sem" or "senza" or "zonder" or "bez" or "geen") && DeniesDevice(text, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the number is taken for the visitor's though the words before it give it to somebody else: "he is the one you call 973…".</summary>
    /// <param name="text">The message.</param>
    /// <param name="start">The first token of the number.</param>
    public static bool IsNamedAnothers(TokenText text, int start)
    {
        if (start > 1 && text[start - 1].Is(WordKinds.Relation) && text.Word(start - 1)[^1] == 's' && text.Word(start - 2) is "this" or "that" or "the")
        {
            // "use this lady's".
            return true;
        }

        var called = false;
        for (var i = start - 1; i >= 0 && start - i <= FarthestBefore && !text[i + 1].Break; i--)
        {
            if (text[i].Kind >= TokenKind.Contact || text[i].Is(WordKinds.Self) || text.EndsSentence(i))
            {
                return false;
            }

            called |= text[i].Is(WordKinds.Phone);
            if (called && text.Word(i) is "he" or "she" or "he's" or "she's" or "hes" or "shes" or "him" or "er" or "ihn" or "ihm" or "ella" or "elle" or "lui" or "lei" or "ele" or "ela" or "hij" or "zij" or "hem" or "jego" or "jej" or "usko" or "unko")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGone(TokenText text, int self)
    {
        // "mine is dead" needs no other word, "my cat is dead" is about no phone.
        var speaks = text.Word(self) is "mine" or "mien" or "mienne" or "meins" or "meines" or "mijne"
            || (text.Word(self) is "mio" or "meu" or "moj" or "mera" && self + 1 < text.Count && text.Word(self + 1) is "is" or "es" or "esta" or "e" or "ta" or "jest" or "hai" or "se" or "sie");
        for (var i = self + 1; i < text.Count && i - self <= Reach && !text[i].Break && !text.EndsSentence(i); i++)
        {
            speaks |= Devices.Contains(text.Word(i));
            if (speaks && Gone.Contains(text.Word(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool DeniesDevice(TokenText text, int negation)
    {
        for (var i = negation + 1; i < text.Count && i - negation <= NearReach && !text[i].Break && text[i].Kind == TokenKind.Word; i++)
        {
            if (Devices.Contains(text.Word(i)))
            {
                // "no phone calls", "no mobile site".
                return i + 1 >= text.Count || text[i + 1].Kind != TokenKind.Word || text[i + 1].Is(WordKinds.And | WordKinds.From | WordKinds.Self | WordKinds.Number | WordKinds.Here | WordKinds.Phone) && text.Word(i + 1) is not ("call" or "calls");
            }
        }

        return negation > 0 && text.Word(negation) is "nahi" && Devices.Contains(text.Word(negation - 1));
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
