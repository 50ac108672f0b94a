using LeadAlerts.Core.Qualification.Contacts.Emails;
using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>A detail after its correction.</summary>
/// <param name="Value">The number in E.164, or the address.</param>
/// <param name="Start">The first token of the correction.</param>
/// <param name="End">The token after its last one.</param>
internal readonly record struct Mended(string Value, int Start, int End);

/// <summary>
/// Tells which of two details the visitor means, and mends one by a short correction: "sorry, 0149 not 0148", "*0149", "whoops 0151",
/// "ends in 32 not 23", "its .net not .com", "sorry gmail.com".
/// </summary>
internal static class ContactCorrections
{
    private const int FewestDigits = 2;

    /// <summary>Fewer digits may be anything, so they need the wrong ones beside them.</summary>
    private const int FewestAlone = 3;

    private const int MostDigits = 7;

    private const int MostWords = 16;

    /// <summary>A correction that follows a detail in the same message begins within so many words.</summary>
    private const int NearReach = 3;

    private const int MostOtherWords = 3;

    private const int MostBetween = 14;

    /// <summary>So few digits tell a slip from another number.</summary>
    private const int MostSlips = 2;

    /// <summary>True when a detail takes the place of the one before it in the same message: words or signs that take back stand between the two.</summary>
    /// <param name="text">The message.</param>
    /// <param name="from">The token after the first detail.</param>
    /// <param name="to">The first token of the second one.</param>
    /// <param name="isAlike">True when the two differ in a few characters only.</param>
    /// <param name="notIsNon">True where "non" is the word for "not", and not for "no".</param>
    public static bool Replaces(TokenText text, int from, int to, bool isAlike, bool notIsNon)
    {
        if (to - from is < 1 or > MostBetween)
        {
            return false;
        }

        if (IsOldBeforeNew(text, from, to))
        {
            return true;
        }

        var (corrects, denies, star, dash, words, others) = (false, false, false, false, 0, 0);
        for (var i = from; i < to; i++)
        {
            if (text[i].Kind == TokenKind.Mark)
            {
                var mark = text.Folded[text[i].Start];
                star |= mark is '*' or '\u2192' or '>';
                dash |= mark is '-' or '\u2013' or '\u2014';
                others += mark is '/' or '&' or '+' ? MostOtherWords : 0;
                continue;
            }

            words++;
            corrects |= text[i].Is(WordKinds.Correction);
            denies |= (text[i].Is(WordKinds.Negation) && !IsNot(text.Word(i), notIsNon)) || text.Word(i) is "nein" or "nee" or "nah";
            if (IsIf(text.Word(i)))
            {
                return false;
            }

            others += IsOther(text, i) ? 1 : 0;
        }

        return (corrects && others <= MostOtherWords) || (denies && others == 0) || (words == 0 && others == 0 && (star || (dash && isAlike)));
    }

    /// <summary>"… is the old one, now I have …": the first one is out of use.</summary>
    private static bool IsOldBeforeNew(TokenText text, int from, int to)
    {
        var old = false;
        for (var i = from; i < to; i++)
        {
            var isDenied = i > 0 && text[i - 1].Is(WordKinds.Negation);
            old |= !isDenied && text.Word(i) is "old" or "alt" or "alte" or "alter" or "viejo" or "vieja" or "antiguo" or "ancien" or "antigo" or "velho" or "vecchio" or "oud" or "oude" or "stary" or "purana";
            if (old && text.Word(i) is "now" or "new" or "jetzt" or "neu" or "neue" or "ahora" or "nuevo" or "maintenant" or "nouveau" or "agora" or "novo" or "adesso" or "nuovo" or "nu" or "nieuwe" or "teraz" or "nowy" or "ab" or "naya")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a word that rules out what follows it: "not greg@…, use greg2@…".</summary>
    public static bool IsNot(ReadOnlySpan<char> word, bool notIsNon) =>
        word is "not" or "nicht" or "pas" or "niet" or "dont" or "don't" or "never" || (notIsNon && word is "non");

    /// <summary>True when two details differ in a few characters only.</summary>
    public static bool AreAlike(string one, string other)
    {
        var slips = Math.Abs(one.Length - other.Length);
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            slips += one[i] == other[i] ? 0 : 1;
        }

        return slips <= MostSlips;
    }

    /// <summary>The number after the correction; null when nothing corrects it.</summary>
    /// <param name="text">The message.</param>
    /// <param name="from">Where the correction may begin: behind the number, or 0 where the number stood in a message before.</param>
    /// <param name="phone">The number so far.</param>
    /// <param name="region">Where it is read.</param>
    public static Mended? Phone(TokenText text, int from, string phone, string region)
    {
        if (FindCue(text, from) is not { } cue)
        {
            return null;
        }

        var (right, wrong, last, others, isSure, isOneDigit) = (-1, -1, cue, 0, text.IsMark(cue, '*'), false);
        for (var i = cue; i < text.Count && !(right >= 0 && text.EndsSentence(i)); i++)
        {
            ref readonly var token = ref text[i];
            isOneDigit |= token.Kind == TokenKind.Word && text.Word(i) is "digit" or "ziffer" or "cifra" or "digito" or "chiffre" or "cijfer" or "cyfra";
            if (token.Kind == TokenKind.Number && token.Length <= MostDigits && (token.Length >= FewestDigits || isOneDigit))
            {
                var isWrong = IsNegated(text, i);
                if (isWrong ? wrong >= 0 : right >= 0)
                {
                    return null;
                }

                (right, wrong, last) = isWrong ? (right, i, i) : (i, wrong, i);
            }
            else if (token.Kind != TokenKind.Mark)
            {
                isSure |= token.Is(WordKinds.Ending);
                last = token.Is(WordKinds.Ending) ? i : last;

                // "sorry 1450 sqft", "sorry 15 not 14 people": it counts something else. "sorry 4471 at the end fat fingers" is said to be an end.
                var isOther = token.Is(WordKinds.Unit) || (IsOther(text, i) && !(isSure && right >= 0));
                others += !isOther ? 0 : right >= 0 ? MostOtherWords + 1 : 1;
            }
        }

        if (right < 0 || others > MostOtherWords)
        {
            return null;
        }

        var figures = text.Word(right);
        var mended = "";
        if (wrong >= 0)
        {
            var replaced = text.Word(wrong);
            var at = phone.AsSpan().LastIndexOf(replaced);
            var isPlaced = at > 1 && (replaced.Length >= FewestAlone || at + replaced.Length == phone.Length);
            mended = isPlaced ? string.Concat(phone.AsSpan(0, at), figures, phone.AsSpan(at + replaced.Length)) : phone;
        }
        else if ((figures.Length >= FewestAlone || isSure) && figures.Length < phone.Length - 4)
        {
            mended = string.Concat(phone.AsSpan(0, phone.Length - figures.Length), figures);
            mended = isSure || AreAlike(mended, phone) ? mended : phone;
        }

        return mended.Length > 0 && mended != phone && PhoneShape.Read(mended, region, isSpokenOf: true, isSpaced: true) is { } number
            ? new Mended(number, cue, last + 1)
            : null;
    }

    /// <summary>The address after the correction; null when nothing corrects it.</summary>
    /// <param name="text">The message.</param>
    /// <param name="from">Where the correction may begin: behind the address, or 0 where it stood in a message before.</param>
    /// <param name="email">The address so far.</param>
    public static Mended? Email(TokenText text, int from, string email)
    {
        if (FindCue(text, from) is not { } cue)
        {
            return null;
        }

        var (right, wrong, last, others) = ("", "", cue, 0);
        for (var i = cue; i < text.Count && others == 0; i++)
        {
            if (text[i].Kind == TokenKind.Word && DomainFrom(text, i) is var end && end > i)
            {
                var domain = text.Folded[text[i].Start..text[end - 1].End];
                (right, wrong) = IsNegated(text, i) ? (right, domain) : (domain, wrong);
                i = end - 1;
                last = i;
            }
            else if (ProviderEmail.IsProvider(text.Word(i)))
            {
                var domain = text.Word(i).ToString() + ".com";
                (right, wrong) = IsNegated(text, i) ? (right, domain) : (domain, wrong);
                last = i;
            }
            else if ((text.IsMark(i, '.') || text[i].Is(WordKinds.Dot)) && i + 1 < text.Count && text[i + 1].Is(WordKinds.Ender))
            {
                var ender = "." + text.Word(i + 1).ToString();
                (right, wrong) = IsNegated(text, i) ? (right, ender) : (ender, wrong);
                last = ++i;
            }
            else
            {
                others += text[i].Kind != TokenKind.Mark && IsOther(text, i) ? 1 : 0;
            }
        }

        var old = email.AsSpan(email.LastIndexOf('@') + 1);
        if (right.Length == 0 || others > 0 || (wrong.Length > 0 && !old.EndsWith(wrong, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var isEnd = right[0] == '.';
        var isMeant = isEnd || wrong.Length > 0 || from > 0 || AreAlike(right, old.ToString()) || (ContactWords.Shipped.Kinds(right.AsSpan(0, right.IndexOf('.', StringComparison.Ordinal))) & WordKinds.Email) != 0;
        var whole = isEnd ? string.Concat(old[..old.LastIndexOf('.')], right) : right;
        return isMeant && EmailReader.Checked(email.AsSpan(0, email.LastIndexOf('@')), whole) is { } mended && mended != email ? new Mended(mended, cue, last + 1) : null;
    }

    /// <summary>The word or sign that says that something was wrong; null when there is none, or far too many words follow.</summary>
    private static int? FindCue(TokenText text, int from)
    {
        if (text.Count - from > MostWords && from == 0)
        {
            return null;
        }

        for (var i = from; i < text.Count && i - from < (from > 0 ? NearReach : MostWords) && text[i].Kind < TokenKind.Contact; i++)
        {
            if (text[i].Is(WordKinds.Correction | WordKinds.Ending) || (text[i].Is(WordKinds.Negation) && i > from && from == 0) || (text.IsMark(i, '*') && (i == from || from == 0)))
            {
                return from == 0 && text[i].Is(WordKinds.Negation | WordKinds.Ending) ? 0 : i;
            }
        }

        return null;
    }

    /// <summary>The token after a domain that begins at a word: "gmail.com"; the word itself when none does.</summary>
    private static int DomainFrom(TokenText text, int start)
    {
        var (end, dots) = (start + 1, 0);
        while (end + 1 < text.Count && text.IsMark(end, '.') && text.Touches(end) && text.Touches(end + 1) && text[end + 1].Kind == TokenKind.Word)
        {
            (end, dots) = (end + 2, dots + 1);
        }

        return dots > 0 && text[end - 1].Is(WordKinds.Ender) ? end : start;
    }

    private static bool IsOther(TokenText text, int i) =>
        !text[i].Is(WordKinds.Correction | WordKinds.Negation | WordKinds.Ending | WordKinds.Phone | WordKinds.Number | WordKinds.Email | WordKinds.Self | WordKinds.Here | WordKinds.Greeting | WordKinds.From | WordKinds.And)
        && !IsInsteadOf(text, i) && !(text[i].Kind == TokenKind.Word && (text[i].Length <= 2 || text.Word(i) is "heu" or "euh" or "ehm" or "uhm" or "umm" or "ahh" or "ach" or "nee" or "nein" or "que" or "its" or "it's" or "thats" or "that's" or "this" or "my" or "c'est" or "sono" or "das" or "war" or "was" or "dat" or "cette" or "sind" or "sont" or "son" or "sao" or "the" or "with" or "mein" or "old" or "one"));

    private static bool IsIf(ReadOnlySpan<char> word) => word is "if" or "si" or "wenn" or "falls" or "se" or "als" or "jesli" or "agar";

    /// <summary>"instead of 23", "statt 23".</summary>
    private static bool IsInsteadOf(TokenText text, int i) =>
        text.Word(i) is "statt" or "anstatt" or "zamiast" or "invece"
        || (i > 0 && text.Word(i) is "of" or "de" or "di" or "van" or "do" or "du" && text.Word(i - 1) is "instead" or "vez" or "lugar" or "lieu" or "invece" or "plaats");

    private static bool IsNegated(TokenText text, int i) =>
        (i > 0 && (text[i - 1].Is(WordKinds.Negation) || IsInsteadOf(text, i - 1))) || (i > 1 && (text.IsMark(i - 1, '.') || text.IsMark(i - 1, '@')) && text[i - 2].Is(WordKinds.Negation));
}
