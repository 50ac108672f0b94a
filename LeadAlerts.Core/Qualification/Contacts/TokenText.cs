using System.Globalization;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>A message cut into words, numbers and marks, once, for all that is looked for in it.</summary>
internal sealed class TokenText
{
    /// <summary>A run of digits of this length is a number of its own even where letters touch it.</summary>
    private const int LongNumber = 7;

    private ContactToken[] tokens;

    /// <summary>Cuts a message.</summary>
    public TokenText(FoldedText text)
    {
        Original = text.Original;
        Folded = text.Value;
        tokens = new ContactToken[Math.Max(8, (Original.Length / 4) + 4)];
        Cut();
    }

    /// <summary>As typed.</summary>
    public string Original { get; }

    /// <summary>Folded, of the same length.</summary>
    public string Folded { get; }

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many digits there are.</summary>
    public int Digits { get; private set; }

    /// <summary>How many words are spoken digits.</summary>
    public int SpokenDigits { get; private set; }

    /// <summary>What any of the words may mean.</summary>
    public WordKinds All { get; private set; }

    /// <summary>True when there is a sign @.</summary>
    public bool HasAtSign { get; private set; }

    /// <summary>A token by its place.</summary>
    public ref readonly ContactToken this[int index] => ref tokens[index];

    /// <summary>The folded characters of a token.</summary>
    public ReadOnlySpan<char> Word(int index) => Folded.AsSpan(tokens[index].Start, tokens[index].Length);

    /// <summary>True when the token begins with a capital letter.</summary>
    public bool IsCapital(int index) => char.IsUpper(Original[tokens[index].Start]);

    /// <summary>True when the token is this mark.</summary>
    public bool IsMark(int index, char mark) =>
        index >= 0 && index < Count && tokens[index].Kind == TokenKind.Mark && Folded[tokens[index].Start] == mark;

    /// <summary>True when no space stands between a token and the one before it.</summary>
    public bool Touches(int index) => index > 0 && index < Count && tokens[index].Start == tokens[index - 1].End;

    /// <summary>True when a sentence ends at this token: a full stop, a question mark, a smiley, or a new line after it.</summary>
    public bool EndsSentence(int index)
    {
        ref readonly var token = ref tokens[index];
        if (token.Kind != TokenKind.Mark)
        {
            return false;
        }

        var mark = Folded[token.Start];
        return mark is '!' or '?' or ';' or '\u2026' || char.IsSurrogate(mark)
            || (mark == '.' && !(Touches(index + 1) && index + 1 < Count && tokens[index + 1].Kind != TokenKind.Mark) && !FollowsShortForm(index));
    }

    /// <summary>Marks the tokens that overlap these characters as read.</summary>
    public void Take(int start, int length, bool isOthers)
    {
        for (var i = FirstAt(start); i < Count && tokens[i].Start < start + length; i++)
        {
            tokens[i] = tokens[i] with { Kind = isOthers ? TokenKind.OthersContact : TokenKind.Contact, Words = WordKinds.None };
        }
    }

    /// <summary>The place of the first token that does not end before this character.</summary>
    public int FirstAt(int start)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = tokens[middle].End <= start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>What a phrase that begins at this token means, and how many tokens it has; the longest one.</summary>
    public (PhraseKinds Kinds, int Length) Phrase(int index)
    {
        var best = (PhraseKinds.None, 0);
        if (!tokens[index].Is(WordKinds.BeginsPhrase) && tokens[index].Kind != TokenKind.Mark)
        {
            return best;
        }

        var node = ContactWords.Shipped.Phrases.Find(Word(index));
        for (var i = index + 1; node is not null; i++)
        {
            if (node.Kinds != PhraseKinds.None)
            {
                best = (node.Kinds, i - index);
            }

            node = i < Count && !tokens[i].Break && tokens[i].Kind < TokenKind.Contact ? node.Find(Word(i)) : null;
        }

        return best;
    }

    /// <summary>The value of a digit of any script.</summary>
    public static int DigitValue(char c) => char.IsAsciiDigit(c) ? c - '0' : CharUnicodeInfo.GetDecimalDigitValue(c);

    /// <summary>A full stop after a title, an initial or a short word before a number ends no sentence.</summary>
    private bool FollowsShortForm(int index) =>
        Touches(index) && ((tokens[index - 1].Length <= 4 && tokens[index - 1].Is(WordKinds.Title) && !tokens[index - 1].Is(WordKinds.Relation)) || IsInitial(index - 1)
            || (tokens[index - 1].Length <= 4 && (tokens[index - 1].Is(WordKinds.Phone | WordKinds.Reference) || (tokens[index - 1].Is(WordKinds.Number) && Word(index - 1) is not ("le" or "la" or "lo" or "el" or "it" or "me")))
                && index + 1 < Count && tokens[index + 1].Kind == TokenKind.Number));

    /// <summary>"A. Fennimore", "H. van Dael": one letter before a word with a capital letter, or before another such letter.</summary>
    private bool IsInitial(int index)
    {
        var next = index + 2;
        while (next + 1 < Count && tokens[next].Kind == TokenKind.Word && tokens[next].Is(WordKinds.Particle) && !IsCapital(next))
        {
            next++;
        }

        return tokens[index] is { Kind: TokenKind.Word, Length: 1 } && IsCapital(index) && next < Count && tokens[next].Kind == TokenKind.Word && IsCapital(next);
    }

    private void Cut()
    {
        var newLine = false;
        for (var i = 0; i < Folded.Length;)
        {
            var c = Folded[i];
            if (char.IsWhiteSpace(c) || IsInvisible(c))
            {
                newLine |= c is '\n' or '\r' or '\u2028';
                i++;
                continue;
            }

            var end = char.IsLetterOrDigit(c) ? EndOfWord(i) : EndOfMark(i);
            Add(i, end, newLine);
            newLine = false;
            i = end;
        }
    }

    private static bool IsInvisible(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\uFE0F' or '\u20E3' or '\uFEFF';

    private int EndOfMark(int start) =>
        char.IsHighSurrogate(Folded[start]) && start + 1 < Folded.Length && char.IsLowSurrogate(Folded[start + 1]) ? start + 2 : start + 1;

    private int EndOfWord(int start)
    {
        if (char.IsDigit(Folded[start]))
        {
            var digits = start;
            while (digits < Folded.Length && (char.IsDigit(Folded[digits]) || (IsInvisible(Folded[digits]) && digits + 1 < Folded.Length && char.IsDigit(Folded[digits + 1]))))
            {
                digits++;
            }

            if (digits - start >= LongNumber || digits == Folded.Length || !char.IsLetter(Folded[digits]))
            {
                return digits;
            }
        }

        var end = start;
        while (end < Folded.Length)
        {
            var c = Folded[end];
            if (char.IsDigit(c) && end > start && (LongNumberAt(end) || IsOfScriptWithoutSpaces(Folded[end - 1]) || (!char.IsDigit(Folded[end - 1]) && (ContactWords.Shipped.Kinds(Folded.AsSpan(start, end - start)) & WordKinds.Phone) != 0)))
            {
                break;
            }

            if (!char.IsLetterOrDigit(c) && !IsMarkOnLetter(c))
            {
                var isInner = c is '\'' or '-' && end + 1 < Folded.Length && char.IsLetter(Folded[end + 1]) && char.IsLetter(Folded[end - 1]);
                if (!isInner)
                {
                    break;
                }

                if (c == '\'' && IsElision(Folded.AsSpan(start, end - start)))
                {
                    return end + 1;
                }
            }

            end++;
        }

        return end;
    }

    private static bool IsMarkOnLetter(char c) => c is >= '\u0300' and <= '\u036F' || (c >= '\u0900' && char.GetUnicodeCategory(c) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark);

    private static bool IsElision(ReadOnlySpan<char> word) => word is "l" or "d" or "dell" or "all" or "dall" or "nell" or "sull" or "qu";

    /// <summary>Chinese, Japanese and the like: what follows their letters is a word of its own.</summary>
    private static bool IsOfScriptWithoutSpaces(char c) => c >= '\u2E80' && char.IsLetter(c);

    private bool LongNumberAt(int start)
    {
        for (var i = start; i < start + LongNumber; i++)
        {
            if (i >= Folded.Length || !char.IsDigit(Folded[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(int start, int end, bool newLine)
    {
        if (Count == tokens.Length)
        {
            Array.Resize(ref tokens, Count * 2);
        }

        var span = Folded.AsSpan(start, end - start);
        var digits = 0;
        foreach (var c in span)
        {
            digits += char.IsDigit(c) ? 1 : 0;
        }

        var kind = digits == 0
            ? char.IsLetter(span[0]) ? TokenKind.Word : TokenKind.Mark
            : span.IndexOfAnyExceptInRange('0', '9') < 0 || AllDigits(span) ? TokenKind.Number : TokenKind.Mixed;
        var words = kind is TokenKind.Number or TokenKind.Mixed ? WordKinds.None : ContactWords.Shipped.Kinds(span);
        if (kind == TokenKind.Mixed && words == WordKinds.None)
        {
            words = ContactWords.Shipped.Kinds(span);
        }

        Digits += digits;
        HasAtSign |= span[0] == '@';
        SpokenDigits += (words & WordKinds.Spoken) != 0 ? 1 : 0;
        All |= words;
        tokens[Count++] = new ContactToken(start, end - start, kind, newLine, words);
    }

    private static bool AllDigits(ReadOnlySpan<char> span)
    {
        foreach (var c in span)
        {
            if (!char.IsDigit(c) && !IsInvisible(c))
            {
                return false;
            }
        }

        return true;
    }
}
