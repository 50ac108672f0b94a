using System.Text;

namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Words in a row that look like a name.</summary>
/// <param name="Start">The first token, a title maybe.</param>
/// <param name="End">The token after the last one.</param>
/// <param name="IsKnown">True when the first word is a known first name, or a title stands before it.</param>
/// <param name="IsWeak">True when that first name is an ordinary word, too.</param>
/// <param name="IsCapital">True when every word of it begins with a capital letter.</param>
internal readonly record struct NameShape(int Start, int End, bool IsKnown, bool IsWeak, bool IsCapital)
{
    private const int MostWords = 4;

    private const int LongestName = 60;

    private const WordKinds SurnameToo = WordKinds.FirstName | WordKinds.WeakName | WordKinds.Relation | WordKinds.Particle;

    /// <summary>True when there is no name.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>Takes as many words as can be one name, from a token on.</summary>
    public static NameShape Take(TokenText text, int start, int limit)
    {
        var end = start;
        var (words, titles, known, weak, capital) = (0, 0, false, false, true);
        for (var i = start; i < limit && words < MostWords; i++)
        {
            ref readonly var token = ref text[i];
            if (token.Kind == TokenKind.Mark && text.Folded[token.Start] == '.' && text.Touches(i) && i > start && IsShort(text, i - 1, words == 0))
            {
                end = words > 0 ? i + 1 : end;
                continue;
            }

            if (token.Kind != TokenKind.Word || token.Break && i > start || (i > start && token.Start - text[i - 1].End > 2) || token.Length > 24)
            {
                break;
            }

            if (words == 0 && token.Is(WordKinds.Title) && (!token.Is(WordKinds.FirstName) || titles > 0) && i + 1 < limit && IsTitleHere(text, i, limit))
            {
                titles++;
                continue;
            }

            if (words == 0 && token.Is(WordKinds.Particle) && i + 1 < limit && (titles > 0 || (i > start && text[i - 1].Is(WordKinds.Particle)) || (text.IsCapital(i) && text[i + 1].Kind == TokenKind.Word && (text.IsCapital(i + 1) || text[i + 1].Is(WordKinds.Particle)))))
            {
                continue;
            }

            if (words > 0 && token.Is(WordKinds.Particle) && i + 1 < limit && IsCapitalAfterParticles(text, i, limit))
            {
                continue;
            }

            if (!CanBeName(text, i, words, limit, known, titles > 0))
            {
                break;
            }

            if (words == 0)
            {
                known = titles > 0 || token.Is(WordKinds.FirstName | WordKinds.WeakName) || (token.Length == 1 && text.IsMark(i + 1, '.'));
                weak = titles == 0 && token.Is(WordKinds.WeakName);
            }

            capital &= text.IsCapital(i) || text.Word(i) is "ji";
            words++;
            end = i + 1;
        }

        end = words > 0 && known ? Couple(text, end, limit) : end;
        return words == 0 || (words == 1 && text[end - 1].Length < 2) || (words == 1 && text.IsMark(end - 1, '.') && text[end - 2].Length < 2) || text[end - 1].End - text[start].Start > LongestName
            ? default
            : new NameShape(start, end, known, weak, capital);
    }

    /// <summary>One word with a capital letter, whatever it means elsewhere, that ends a part: "Tiny"; empty where there is none.</summary>
    public static NameShape Nickname(TokenText text, int start)
    {
        var isOne = start < text.Count && !text[start].Break && text[start] is { Kind: TokenKind.Word, Length: > 2 } && text.IsCapital(start) && Segments.IsEnd(text, start + 1)
            && !text[start].Is(WordKinds.Self | WordKinds.Closing | WordKinds.Greeting | WordKinds.Pronoun | WordKinds.Phone | WordKinds.Email | WordKinds.Number | WordKinds.Negation);
        return isOne ? new NameShape(start, start + 1, IsKnown: false, IsWeak: false, IsCapital: true) : default;
    }

    /// <summary>Two words that are all of a message, "marge dillard", where neither has another meaning; empty where they are not.</summary>
    public static NameShape Pair(TokenText text, int start, int end)
    {
        var isPair = end - start == 2 && text[start].Kind == TokenKind.Word && text[start + 1].Kind == TokenKind.Word && text[start].Length > 1 && text[start + 1].Length > 1;
        var isKnown = isPair && text[start].Is(WordKinds.FirstName | WordKinds.WeakName);
        return isPair && (isKnown || text[start].Words == WordKinds.None) && (text[start + 1].Words == WordKinds.None || (isKnown && (text[start + 1].Words & ~SurnameToo) == 0))
            ? new NameShape(start, end, isKnown, IsWeak: false, IsCapital: text.IsCapital(start) && text.IsCapital(start + 1))
            : default;
    }

    /// <summary>The name as one writes it: no title before a full name, capital letters, one space between the words.</summary>
    public string Write(TokenText text)
    {
        var first = Start;
        while (first < End - 1 && (text[first].Is(WordKinds.Title) || text[first].Kind == TokenKind.Mark) && Words(text, first + 1) > 1)
        {
            first++;
        }

        while (text[first].Kind == TokenKind.Mark)
        {
            first++;
        }

        var end = End;
        while (end > first + 1 && IsAcronym(text, end - 1) && !IsUpper(text.Original.AsSpan(text[first].Start, text[first].Length)))
        {
            // "Trooper Haines NYSP".
            end--;
        }

        var name = new StringBuilder(32);
        for (var i = first; i < end; i++)
        {
            ref readonly var token = ref text[i];
            if (i > first && !text.Touches(i))
            {
                name.Append(' ');
            }

            var word = text.Original.AsSpan(token.Start, token.Length);
            var isSmall = i > first && char.IsLower(word[0]) && (token.Is(WordKinds.Particle) || text.Word(i) is "ji");
            if (token.Kind != TokenKind.Word || isSmall || (token.Is(WordKinds.And) && char.IsLower(word[0])))
            {
                name.Append(word);
            }
            else if (word.Length > 3 && IsUpper(word))
            {
                name.Append(word[0]).Append(word[1..].ToString().ToLowerInvariant());
            }
            else
            {
                name.Append(char.ToUpperInvariant(word[0])).Append(word[1..]);
            }

            if (IsAccusative(text, i))
            {
                name[^1] = 'a';
            }
        }

        return name.ToString();
    }

    /// <summary>The first word behind its titles.</summary>
    public int FirstWord(TokenText text)
    {
        var i = Start;
        while (i < End - 1 && (text[i].Is(WordKinds.Title) || text[i].Kind == TokenKind.Mark))
        {
            i++;
        }

        return i;
    }

    private int Words(TokenText text, int from)
    {
        var words = 0;
        for (var i = from; i < End; i++)
        {
            words += text[i].Kind == TokenKind.Word && !text[i].Is(WordKinds.Title | WordKinds.Particle) ? 1 : 0;
        }

        return words;
    }

    private static bool CanBeName(TokenText text, int i, int words, int limit, bool known, bool titled)
    {
        ref readonly var token = ref text[i];
        var isName = token.Is(WordKinds.FirstName | WordKinds.WeakName);
        var capital = text.IsCapital(i);
        if (token.Length == 1)
        {
            if (i > 0 && text.Word(i) is "i" && text[i - 1].Is(WordKinds.NotName | WordKinds.Particle))
            {
                // "Do I. Want."
                return false;
            }

            // An initial, or what is left of a surname: "A. Fennimore", "marcus d".
            return capital ? words > 0 || i + 1 < limit && (text.IsMark(i + 1, '.') || titled) : words == 1 && known && EndsAt(text, i + 1, limit) && !text.IsMark(i + 1, '/');
        }

        if (words == 0 && capital && i + 2 < limit && text[i + 1].Is(WordKinds.Particle) && !token.Is(WordKinds.And | WordKinds.From | WordKinds.Greeting) && IsCapitalAfterParticles(text, i + 1, limit))
        {
            // "Wil van der Berg".
            return true;
        }

        if (words == 1 && text.Word(i) is "ji" or "bhai")
        {
            return EndsAt(text, i + 1, limit);
        }

        if (token.Is(WordKinds.NotName) && !(isName && (capital || (words == 0 && !token.Is(WordKinds.And | WordKinds.From)))))
        {
            // "Marivic Dela Pena", "K. Sai Teja": behind a known name or an initial even an ordinary word is a surname.
            return words > 0 && capital && (known || (text[i - 1].Is(WordKinds.Particle) && text.IsCapital(i - 1))) && token.Length > 2 && (EndsAt(text, i + 1, limit) || text.IsMark(i - 1, '.')) && IsCapitalBefore(text, i)
                && !token.Is(WordKinds.Phone | WordKinds.Email | WordKinds.Closing | WordKinds.Greeting | WordKinds.Reference | WordKinds.Self);
        }

        if (!isName && (token.Is(WordKinds.Correction) || (words == 0 && token.Is(WordKinds.Phone) && !titled)))
        {
            return false;
        }

        if (token.Is(WordKinds.Possessive) || (token.Is(WordKinds.Relation | WordKinds.Phone | WordKinds.Email | WordKinds.Closing | WordKinds.Reference) && !isName && (!capital || token.Is(WordKinds.Reference)))
            || (token.Is(WordKinds.BeginsPhrase) && text.Phrase(i).Kinds != PhraseKinds.None && !isName))
        {
            return false;
        }

        if (words == 0)
        {
            return true;
        }

        // A second word in lower case is a surname only where the name ends with it: "marcus d 508…", not "dave needs…".
        return capital || (!char.IsUpper(text.Original[text[i - 1].Start]) && known && EndsAt(text, i + 1, limit) && words == 1);
    }

    private static bool IsCapitalBefore(TokenText text, int i) => text[i - 1].Is(WordKinds.Particle) || text.IsCapital(text.IsMark(i - 1, '.') ? i - 2 : i - 1);

    private static bool EndsAt(TokenText text, int i, int limit) =>
        i >= text.Count || i >= limit || text[i].Kind is TokenKind.Contact or TokenKind.Mark or TokenKind.Number || text[i].Break;

    /// <summary>A title counts before a name only: "dr" before "anand" does, "father" before "passed" does not.</summary>
    private static bool IsTitleHere(TokenText text, int i, int limit)
    {
        var next = i + 1;
        while (next < limit && (text.IsMark(next, '.') || text[next].Is(WordKinds.Title)))
        {
            next++;
        }

        return next < limit && text[next].Kind == TokenKind.Word && text[i].Length > 0
            && (!text[next].Is(WordKinds.NotName) || text[next].Is(WordKinds.FirstName) || text.IsCapital(next))
            && (text[i].Length > 1 || text.IsCapital(i))
            && (!text[i].Is(WordKinds.Relation | WordKinds.TheirOwn) || text.Word(i) is "frau" || text[next].Is(WordKinds.FirstName | WordKinds.WeakName) || text.IsCapital(next));
    }

    private static bool IsShort(TokenText text, int i, bool isFirst) =>
        text[i].Is(WordKinds.Title) || text[i].Length == 1 || (text[i].Length == 2 && isFirst && char.IsUpper(text.Original[text[i].Start]));

    /// <summary>"Lena and Mathis".</summary>
    private static int Couple(TokenText text, int end, int limit)
    {
        if (end + 1 >= limit || !(text[end].Is(WordKinds.And) || text.IsMark(end, '&')) || !text[end + 1].Is(WordKinds.FirstName | WordKinds.WeakName) || !text.IsCapital(end + 1))
        {
            return end;
        }

        end += 2;
        return end < limit && text[end].Kind == TokenKind.Word && text.IsCapital(end) && !text[end].Is(WordKinds.NotName) ? end + 1 : end;
    }

    private static bool IsCapitalAfterParticles(TokenText text, int i, int limit)
    {
        var start = i;
        while (i + 1 < limit && text[i].Is(WordKinds.Particle))
        {
            i++;
        }

        return text[i].Kind == TokenKind.Word && text.IsCapital(i) && (!text[i].Is(WordKinds.NotName) || (i > start && EndsAt(text, i + 1, limit)));
    }

    /// <summary>"pytać o Teresę": the Polish for Teresa, when it is she that something is done with.</summary>
    private static bool IsAccusative(TokenText text, int i)
    {
        if (text[i].Kind != TokenKind.Word || text.Original[text[i].End - 1] != 'ę')
        {
            return false;
        }

        Span<char> named = stackalloc char[text[i].Length];
        text.Word(i).CopyTo(named);
        named[^1] = 'a';
        return (ContactWords.Shipped.Kinds(named) & (WordKinds.FirstName | WordKinds.WeakName)) != 0;
    }

    /// <summary>Capital letters without a vowel, which cannot be spoken as a name.</summary>
    private static bool IsAcronym(TokenText text, int i) =>
        text[i] is { Kind: TokenKind.Word, Length: > 2 } && text.Word(i).IndexOfAny("aeiou") < 0 && IsUpper(text.Original.AsSpan(text[i].Start, text[i].Length));

    private static bool IsUpper(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c))
            {
                return false;
            }
        }

        return true;
    }
}
