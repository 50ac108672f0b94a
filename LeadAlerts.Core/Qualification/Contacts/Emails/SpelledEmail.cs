using System.Buffers;
using System.Text;
using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification.Contacts.Emails;

/// <summary>Reads addresses that are written in words: "jane at example dot com", "luciatrejo (a) example.net", "dave_at_example.org".</summary>
internal static class SpelledEmail
{
    private static readonly SearchValues<char> AddressLike = SearchValues.Create("._0123456789");

    private const int MostParts = 14;

    private const int MostAddresses = 20;

    /// <summary>Finds the addresses, in the order of the text.</summary>
    public static void Find(TokenText text, Question asked, List<Found> found)
    {
        StringBuilder? parts = null;
        var addresses = 0;
        for (var i = 1; i + 1 < text.Count && addresses < MostAddresses; i++)
        {
            if (!IsAt(text, i, out var first, out var last, out var isMarked))
            {
                continue;
            }

            parts ??= new StringBuilder(64);
            var local = Local(text, first, parts, out var start);
            if (local is null || Domain(text, last, parts, out var isSpelled, out var end) is not { } domain
                || !(isMarked || IsMeant(text, i, start, end, isSpelled, asked)))
            {
                continue;
            }

            if (EmailReader.Checked(local, domain) is { } address)
            {
                found.Add(EmailReader.Owned(text, address, text[start].Start, text[end].End, asked));
                addresses++;
                i = end;
            }
        }
    }

    /// <summary>True when the token stands for the sign @, with the tokens that belong to it.</summary>
    private static bool IsAt(TokenText text, int i, out int first, out int last, out bool isMarked)
    {
        (first, last, isMarked) = (i, i, false);
        ref readonly var token = ref text[i];
        if (!(token.Is(WordKinds.At | WordKinds.BracketAt) || text.IsMark(i, '@')))
        {
            return false;
        }

        if (i + 1 < text.Count && text.Folded[text[i + 1].Start] is ')' or ']' or '}' or '>' or '*')
        {
            for (var open = i - 1; open > 0 && i - open <= 3; open--)
            {
                if (text.Folded[text[open].Start] is '(' or '[' or '{' or '<' or '*')
                {
                    (first, last, isMarked) = (open, i + 1, true);
                    return true;
                }
            }
        }

        if (text.IsMark(i - 1, '_') && text.IsMark(i + 1, '_'))
        {
            (first, last, isMarked) = (i - 1, i + 1, true);
            return i > 1;
        }

        isMarked = token.Is(WordKinds.At) && (text.Word(i) is not ("at" or "ett" or "snabel") || text.Original[token.Start] is 'ä' or 'Ä');
        return token.Is(WordKinds.At);
    }

    /// <summary>The part before the sign, read backwards.</summary>
    private static string? Local(TokenText text, int at, StringBuilder parts, out int start)
    {
        parts.Clear();
        start = at - 1;
        if (start < 0 || !IsPart(text, start) || text[at].Start - text[start].End > 1)
        {
            return null;
        }

        parts.Append(text.Original, text[start].Start, text[start].Length);
        for (var n = 0; n < MostParts && start > 0; n++)
        {
            var before = start - 1;
            if (text.Touches(start) && text[before].Kind == TokenKind.Mark && before > 0 && text.Touches(before) && IsPart(text, before - 1)
                && text.Folded[text[before].Start] is '.' or '_' or '-' or '+')
            {
                parts.Insert(0, text.Folded[text[before].Start]);
                start = before - 1;
            }
            else if (Sign(text, before, backwards: true, out var next) is { } sign && next >= 0 && IsPart(text, next))
            {
                parts.Insert(0, sign);
                start = next;
            }
            else if (text.Touches(start) && IsPart(text, before))
            {
                start = before;
            }
            else if (JoinedWords.IsDigit(text, start) && IsPart(text, before) && JoinedWords.MayBelong(text, before))
            {
                parts.Remove(0, text[start].Length).Insert(0, SpokenNumber.Of(text.Word(start)));
                start = before;
            }
            else if (IsPart(text, before) && JoinedWords.MayBelong(text, before) && JoinedWords.AreMeant(text))
            {
                start = before;
            }
            else
            {
                break;
            }

            parts.Insert(0, text.Original.AsSpan(text[start].Start, text[start].Length));
        }

        return Joined(parts);
    }

    /// <summary>The part after the sign.</summary>
    private static string? Domain(TokenText text, int at, StringBuilder parts, out bool isSpelled, out int end)
    {
        parts.Clear();
        isSpelled = false;
        end = at + 1;
        if (end >= text.Count || !IsPart(text, end) || text[end].Start - text[at].End > 1 || text[end].Break)
        {
            return null;
        }

        parts.Append(text.Word(end));
        var dots = 0;
        for (var n = 0; n < MostParts && end + 1 < text.Count; n++)
        {
            var next = end + 1;
            if (text.Touches(next) && text[next].Kind == TokenKind.Mark && text.Folded[text[next].Start] is '.' or '-' && text.Touches(next + 1) && IsPart(text, next + 1))
            {
                dots += text.Folded[text[next].Start] == '.' ? 1 : 0;
                parts.Append(text.Folded[text[next].Start]);
                end = next + 1;
            }
            else if (Sign(text, next, backwards: false, out var after) is { } sign && after < text.Count && IsPart(text, after) && !text[after].Break && !text[after].Is(WordKinds.Dot))
            {
                isSpelled |= sign == '.';
                dots += sign == '.' ? 1 : 0;
                parts.Append(sign);
                end = after;
            }
            else if (text.Touches(next) && IsPart(text, next))
            {
                end = next;
            }
            else if (dots == 0 && next + 1 < text.Count && IsPart(text, next) && Sign(text, next + 1, backwards: false, out _) is not null && JoinedWords.AreMeant(text))
            {
                end = next;
            }
            else
            {
                break;
            }

            parts.Append(text.Word(end));
        }

        if (dots == 0 && end == at + 1 && ProviderEmail.IsProvider(text.Word(end)))
        {
            parts.Append(".com");
            return parts.ToString();
        }

        return dots > 0 ? parts.ToString() : null;
    }

    /// <summary>A dot, dash or underscore in words, alone or in brackets; null when there is none.</summary>
    private static char? Sign(TokenText text, int index, bool backwards, out int next)
    {
        var step = backwards ? -1 : 1;
        next = index + step;
        if (index < 0 || index >= text.Count)
        {
            return null;
        }

        var word = index;
        if (text.Folded[text[index].Start] is '(' or ')' or '[' or ']' or '{' or '}' && index + (2 * step) is var other && other >= 0 && other < text.Count
            && text.Folded[text[other].Start] is '(' or ')' or '[' or ']' or '{' or '}')
        {
            word = index + step;
            next = other + step;
            if (text.IsMark(word, '.'))
            {
                return '.';
            }
        }

        if (text[word].Is(WordKinds.Dot))
        {
            return '.';
        }

        var low = backwards ? word : word + 1;
        if (low > 0 && low < text.Count && text.Word(low) is "bajo" && text.Word(low - 1) is "guion")
        {
            next = backwards ? low - 2 : low + 1;
            return '_';
        }

        return !text[word].Is(WordKinds.Joiner) || text[word].Kind != TokenKind.Word ? null : text.Word(word) switch
        {
            "underscore" or "unterstrich" or "podkreslnik" => '_',
            "plus" => '+',
            _ => '-',
        };
    }

    private static bool IsPart(TokenText text, int index) =>
        text[index].Kind is TokenKind.Word or TokenKind.Number or TokenKind.Mixed && IsAscii(text.Word(index)) && !text.Word(index).Contains('\'');

    private static bool IsAscii(ReadOnlySpan<char> word) => word.IndexOfAnyExceptInRange('\0', '\u007F') < 0;

    /// <summary>"j-a-n-e" is "jane", letter by letter.</summary>
    private static string Joined(StringBuilder parts)
    {
        var text = parts.ToString();
        if (text.Length < 5)
        {
            return text;
        }

        for (var i = 1; i < text.Length; i += 2)
        {
            if (text[i] != '-')
            {
                return text;
            }
        }

        return text.Length % 2 == 1 ? text.Replace("-", "", StringComparison.Ordinal) : text;
    }

    /// <summary>
    /// True when a bare "at" means an address: "I looked at example.com" is none, nor is "at the point of".
    /// </summary>
    private static bool IsMeant(TokenText text, int at, int start, int end, bool isSpelled, Question asked)
    {
        if (ProviderEmail.IsProvider(text.Word(end)) && start == at - 1 && text[start].Kind == TokenKind.Word && !JoinedWords.MayBelong(text, start))
        {
            return false;
        }

        var isPlainEnd = text[end].Is(WordKinds.Ender) || !text[end].Is(WordKinds.NotName);
        if (asked.Email && isPlainEnd)
        {
            return true;
        }

        if (isSpelled)
        {
            var isEnglish = false;
            for (var i = at; i < end; i++)
            {
                isEnglish |= text.Word(i) is "dot" or "d0t";
            }

            return text[end].Is(WordKinds.Ender) && (isEnglish || SpeaksOfMail(text, start) || !text[at + 1].Is(WordKinds.NotName)) && (start < at - 1 || !text[start].Is(WordKinds.NotName));
        }

        return BeginsPart(text, start) || SpeaksOfMail(text, start);
    }

    private static bool BeginsPart(TokenText text, int start) =>
        start == 0 || text[start].Break || text[start - 1].Kind is TokenKind.Mark or TokenKind.Contact || text.Word(start).ContainsAny(AddressLike);

    private static bool SpeaksOfMail(TokenText text, int start)
    {
        for (var i = start - 1; i >= 0 && start - i <= 8; i--)
        {
            if (text[i].Is(WordKinds.Email) || text.Word(i) is "me" or "reach" or "contact")
            {
                return true;
            }
        }

        return false;
    }
}
