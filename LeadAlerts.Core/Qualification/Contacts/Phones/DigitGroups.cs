namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Groups of digits in a row, as people write phone numbers: "(415) 555-2671", "06 39 98 41 07", "0171/3920044".</summary>
internal static class DigitGroups
{
    private const int WidestGap = 4;

    /// <summary>What two numbers in a row begin with at least.</summary>
    private const int FewestOfTwo = 7;

    /// <summary>The last token of the run of groups that begins at a number.</summary>
    public static int EndOfRun(TokenText text, int start)
    {
        var last = start;
        for (var i = start + 1; i < text.Count && text[i].Start - text[last].End <= WidestGap; i++)
        {
            ref readonly var token = ref text[i];
            if (token.Kind == TokenKind.Number && !token.Break && text[i].Length <= 20 && IsTightGap(text, last, i))
            {
                last = i;
            }
            else if (token.Kind != TokenKind.Mark || token.Break)
            {
                break;
            }
        }

        return last > start && OtherNumbers.IsDate(text, start, last, Count(text, start, last)) ? start + 4 : last;
    }

    /// <summary>The last token before the first sign that stands apart in a run too long for one number: "07755 500123 - 07755 500132"; null when none does.</summary>
    public static int? FirstPart(TokenText text, int start, int end)
    {
        var digits = 0;
        for (var i = start; i < end; i++)
        {
            if (text[i].Kind == TokenKind.Number)
            {
                digits += text[i].Length;
            }
            else if (digits >= FewestOfTwo && text[i - 1].Kind == TokenKind.Number && text.IsMark(i, '-') | text.IsMark(i, '*') && !(text.Touches(i) && text.Touches(i + 1)))
            {
                return i - 1;
            }
        }

        return null;
    }

    /// <summary>True when two groups are parted as two parts of one number may be: by a comma, a full stop or a new line.</summary>
    public static bool IsLooseGap(TokenText text, int last, int next)
    {
        if (next - last > 3)
        {
            return false;
        }

        for (var i = last + 1; i < next; i++)
        {
            var isFine = text[i].Kind == TokenKind.Mark ? text.Folded[text[i].Start] is ',' or '.' or '\u2026' or '-' or '/' : text[i].Is(WordKinds.Linking | WordKinds.And);
            if (!isFine)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many groups there are from one token to another.</summary>
    public static int Count(TokenText text, int start, int end)
    {
        var groups = 0;
        for (var i = start; i <= end; i++)
        {
            groups += text[i].Kind == TokenKind.Number ? 1 : 0;
        }

        return groups;
    }

    /// <summary>The run without some groups at its ends; null where these belong to the rest, or are too many digits.</summary>
    public static (int Start, int End)? Cut(TokenText text, int start, int end, int front, int back)
    {
        var digits = 0;
        for (; front > 0; front--)
        {
            digits += text[start].Length;
            var next = NextNumber(text, start, 1);
            if (!HasSpace(text, start, next))
            {
                return null;
            }

            start = next;
        }

        for (; back > 0; back--)
        {
            digits += text[end].Length;
            var next = NextNumber(text, end, -1);
            if (!HasSpace(text, next, end))
            {
                return null;
            }

            end = next;
        }

        return digits <= 5 ? (start, end) : null;
    }

    /// <summary>Writes the digits, after a plus sign where there is one; false when letters touch them or they are too many.</summary>
    /// <param name="text">The message.</param>
    /// <param name="start">The first number.</param>
    /// <param name="end">The last number.</param>
    /// <param name="buffer">Receives the digits.</param>
    /// <param name="length">How many characters were written.</param>
    /// <param name="first">The first character in the message.</param>
    public static bool Write(TokenText text, int start, int end, Span<char> buffer, out int length, out int first)
    {
        (length, first) = (0, text[start].Start);
        var before = start - 1;
        if (text.IsMark(before, '('))
        {
            first = text[before].Start;
            before--;
        }

        if (text.IsMark(before, '+'))
        {
            first = text[before].Start;
            buffer[length++] = '+';
            before--;
        }

        if (IsGlued(text, start, before) || (end + 1 < text.Count && text.Touches(end + 1) && text[end + 1].Kind is TokenKind.Word or TokenKind.Mixed && text[end].Length < 7))
        {
            return false;
        }

        for (var i = start; i <= end; i++)
        {
            if (text[i].Kind != TokenKind.Number)
            {
                continue;
            }

            // The prefix that is left out behind a country code: +44 (0)20.
            if (length > 0 && buffer[0] == '+' && i > start && text.Word(i) is "0" && text.IsMark(i - 1, '(') && text.IsMark(i + 1, ')'))
            {
                continue;
            }

            foreach (var c in text.Word(i))
            {
                if (char.IsDigit(c))
                {
                    if (length == buffer.Length)
                    {
                        return false;
                    }

                    buffer[length++] = (char)('0' + TokenText.DigitValue(c));
                }
            }
        }

        return length > 1;
    }

    /// <summary>True when the groups go on with a code of letters and digits: an IBAN, a licence.</summary>
    public static bool IsCode(TokenText text, int start)
    {
        var before = start - 1;
        if (before > 0 && text[before] is { Kind: TokenKind.Word, Length: 4 } && text[before - 1].Kind == TokenKind.Mixed && char.IsUpper(text.Original[text[before].Start]))
        {
            return true;
        }

        return before >= 0 && text[before].Kind == TokenKind.Mixed && IsGlued(text, start, before);
    }

    /// <summary>True when the groups look like those of a phone number: two to six of them, none of one digit but the first.</summary>
    public static bool IsSpaced(TokenText text, int start, int end)
    {
        var groups = 0;
        for (var i = start; i <= end; i++)
        {
            if (text[i].Kind == TokenKind.Number)
            {
                groups++;
                if (text[i].Length == 1 && i > start)
                {
                    return false;
                }
            }
        }

        return groups is >= 2 and <= 6;
    }

    /// <summary>True when the last three groups have three, three and four digits: "(415) 555-2671", "1 415 555 2671".</summary>
    public static bool IsThreeThreeFour(TokenText text, int start, int end)
    {
        ReadOnlySpan<int> wanted = [4, 3, 3];
        var group = 0;
        for (var i = end; i >= start; i--)
        {
            if (text[i].Kind == TokenKind.Number && (group < wanted.Length ? text[i].Length != wanted[group++] : text.Word(i) is not "1"))
            {
                return false;
            }
        }

        return group == wanted.Length;
    }

    private static bool IsTightGap(TokenText text, int last, int next)
    {
        for (var i = last + 1; i < next; i++)
        {
            var mark = text.Folded[text[i].Start];
            var isSpacedDot = mark is '.' or '/' && !text.Touches(i + 1);
            if (isSpacedDot || mark is not ('-' or '.' or '/' or '(' or ')' or '[' or ']' or '_' or '~' or '*' or '\u00B7' or '\u2022' or '\\'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasSpace(TokenText text, int left, int right) =>
        text.Folded.AsSpan(text[left].End, text[right].Start - text[left].End).ContainsAny(' ', ',', '\n');

    private static int NextNumber(TokenText text, int index, int step)
    {
        do
        {
            index += step;
        }
        while (text[index].Kind != TokenKind.Number);
        return index;
    }

    /// <summary>True when letters, or letters with a hyphen, touch the number and are no word such as "tel".</summary>
    private static bool IsGlued(TokenText text, int start, int before)
    {
        if (before < 0)
        {
            return false;
        }

        var touches = text[before].End == text[start].Start || (text[before + 1].Kind == TokenKind.Mark && text[before].End == text[before + 1].Start && before + 2 <= start);
        if (text[before].Kind == TokenKind.Mark && text[before].End == text[start].Start && text.Folded[text[before].Start] is '-' or '/' or '=' or '_' or '\\')
        {
            return before > 0 && text.Touches(before) && text[before - 1].Kind is TokenKind.Word or TokenKind.Mixed && !text[before - 1].Is(WordKinds.Phone | WordKinds.Self);
        }

        if (text[before].Kind == TokenKind.Mixed)
        {
            // A code of letters and digits goes on: an IBAN, a licence. A number with its own prefix does not belong to it.
            return touches || (text.Word(start)[0] != '0' && text[start - 1].Kind != TokenKind.Mark && HasOnlySpace(text, before, start));
        }

        return touches && text[before].Kind == TokenKind.Word && !text[before].Is(WordKinds.Phone) && text[before].Length > 1 && text.Word(before)[^1] < '\u2E80';
    }

    private static bool HasOnlySpace(TokenText text, int left, int right) => text[right].Start - text[left].End <= 1;
}
