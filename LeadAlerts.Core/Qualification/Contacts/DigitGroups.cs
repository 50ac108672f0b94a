namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>Groups of digits in a row, as people write phone numbers: "(415) 555-2671", "06 39 98 41 07", "0171/3920044".</summary>
internal static class DigitGroups
{
    private const int WidestGap = 4;

    /// <summary>The last token of the run of groups that begins at a number.</summary>
    public static int EndOfRun(MessageText text, int start)
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

        return last > start && IsDate(text, start, last, Count(text, start, last)) ? start + 4 : last;
    }

    /// <summary>True when two groups are parted as two parts of one number may be: by a comma, a full stop or a new line.</summary>
    public static bool IsLooseGap(MessageText text, int last, int next)
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
    public static int Count(MessageText text, int start, int end)
    {
        var groups = 0;
        for (var i = start; i <= end; i++)
        {
            groups += text[i].Kind == TokenKind.Number ? 1 : 0;
        }

        return groups;
    }

    /// <summary>The run without some groups at its ends; null where these belong to the rest, or are too many digits.</summary>
    public static (int Start, int End)? Cut(MessageText text, int start, int end, int front, int back)
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
    public static bool Write(MessageText text, int start, int end, Span<char> buffer, out int length, out int first)
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

                    buffer[length++] = (char)('0' + MessageText.DigitValue(c));
                }
            }
        }

        return length > 1;
    }

    /// <summary>True for a date, an address of a computer or the number of a card.</summary>
    public static bool IsNoPhone(MessageText text, int start, int end)
    {
        var (groups, digits, fours, small, sameDots) = (0, 0, 0, 0, true);
        for (var i = start; i <= end; i++)
        {
            if (text[i].Kind != TokenKind.Number)
            {
                sameDots &= text.IsMark(i, '.') && text.Touches(i) && text.Touches(i + 1);
                continue;
            }

            groups++;
            digits += text[i].Length;
            fours += text[i].Length == 4 ? 1 : 0;
            small += Number(text, i) <= 255 ? 1 : 0;
        }

        sameDots &= groups > 1;
        var isAddress = groups == 4 && sameDots && small == 4 && digits != 8;
        var isCard = (groups >= 3 && fours == groups && text.Word(start)[0] != '0') || (digits is >= 13 and <= 19 && !text.IsMark(start - 1, '+') && PassesLuhn(text, start, end));
        return isAddress || isCard || IsDate(text, start, end, groups);
    }

    /// <summary>True when the groups look like those of a phone number: two to six of them, none of one digit but the first.</summary>
    public static bool IsSpaced(MessageText text, int start, int end)
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

    private static bool IsTightGap(MessageText text, int last, int next)
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

    private static bool HasSpace(MessageText text, int left, int right) =>
        text.Folded.AsSpan(text[left].End, text[right].Start - text[left].End).ContainsAny(' ', ',', '\n');

    private static int NextNumber(MessageText text, int index, int step)
    {
        do
        {
            index += step;
        }
        while (text[index].Kind != TokenKind.Number);
        return index;
    }

    /// <summary>True when letters, or letters with a hyphen, touch the number and are no word such as "tel".</summary>
    private static bool IsGlued(MessageText text, int start, int before)
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

        return touches && text[before].Kind == TokenKind.Word && !text[before].Is(WordKinds.Phone) && text[before].Length > 1;
    }

    private static bool HasOnlySpace(MessageText text, int left, int right) => text[right].Start - text[left].End <= 1;

    private static int Number(MessageText text, int index)
    {
        var value = 0;
        foreach (var c in text.Word(index))
        {
            value = Math.Min(99999, (value * 10) + Math.Max(0, MessageText.DigitValue(c)));
        }

        return value;
    }

    private static bool IsDate(MessageText text, int start, int end, int groups)
    {
        if (groups < 3 || end < start + 4)
        {
            return false;
        }

        var (a, b, c) = (start, start + 2, start + 4);
        if (text[b].Kind != TokenKind.Number || text[c].Kind != TokenKind.Number)
        {
            return false;
        }

        var mark = text.Folded[text[a + 1].Start];
        if (mark is not ('-' or '/' or '.') || !text.IsMark(b + 1, mark) || (c < end && text.IsMark(c + 1, mark)))
        {
            return false;
        }

        var (x, y, z) = (Number(text, a), Number(text, b), Number(text, c));
        return (text[a].Length == 4 && x is >= 1900 and <= 2100 && y is >= 1 and <= 12 && z is >= 1 and <= 31 && text[c].Length <= 2)
            || (text[a].Length <= 2 && text[b].Length <= 2 && x is >= 1 and <= 31 && y is >= 1 and <= 31 && (x <= 12 || y <= 12)
                && (text[c].Length == 2 ? groups == 3 : text[c].Length == 4 && z is >= 1900 and <= 2100));
    }

    private static bool PassesLuhn(MessageText text, int start, int end)
    {
        var (sum, count) = (0, 0);
        for (var i = end; i >= start; i--)
        {
            if (text[i].Kind != TokenKind.Number)
            {
                continue;
            }

            var word = text.Word(i);
            for (var n = word.Length - 1; n >= 0; n--)
            {
                var digit = MessageText.DigitValue(word[n]);
                sum += count++ % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
            }
        }

        return sum % 10 == 0;
    }
}
