namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Knows groups of digits that are something else than a phone number by their shape alone.</summary>
internal static class OtherNumbers
{
    /// <summary>True for a date, an address of a computer or the number of a card.</summary>
    public static bool IsNoPhone(TokenText text, int start, int end)
    {
        var (groups, digits, fours, small, dots) = (0, 0, 0, 0, 0);
        for (var i = start; i <= end; i++)
        {
            if (text[i].Kind != TokenKind.Number)
            {
                dots += text.IsMark(i, '.') && text.Touches(i) && text.Touches(i + 1) ? 1 : 0;
                continue;
            }

            groups++;
            digits += text[i].Length;
            fours += text[i].Length == 4 ? 1 : 0;
            small += Number(text, i) <= 255 ? 1 : 0;
        }

        var isAddress = groups == 4 && dots == 3 && small == 4 && digits != 8;
        var isCard = (groups >= 3 && fours == groups && text.Word(start)[0] != '0') || (digits is >= 13 and <= 19 && !text.IsMark(start - 1, '+') && PassesLuhn(text, start, end));
        return isAddress || isCard || IsDate(text, start, end, groups);
    }

    /// <summary>True for round numbers that only grow or only shrink, with nothing but spaces between: "300 600 1200", the sizes of a thing.</summary>
    public static bool AreSizes(TokenText text, int start, int end)
    {
        var (groups, up, down, last) = (0, true, true, 0);
        for (var i = start; i <= end; i++)
        {
            var size = text[i].Kind == TokenKind.Number && text[i].Length is 3 or 4 ? Number(text, i) : 0;
            if (size == 0 || size % 10 != 0 || text.Word(i)[0] == '0')
            {
                return false;
            }

            up &= size > last;
            down &= last == 0 || size < last;
            last = size;
            groups++;
        }

        return groups >= 3 && (up || down);
    }

    /// <summary>True when the first three groups are a day, a month and a year.</summary>
    public static bool IsDate(TokenText text, int start, int end, int groups)
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

    private static int Number(TokenText text, int index)
    {
        var value = 0;
        foreach (var c in text.Word(index))
        {
            value = Math.Min(99999, (value * 10) + Math.Max(0, TokenText.DigitValue(c)));
        }

        return value;
    }

    private static bool PassesLuhn(TokenText text, int start, int end)
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
                var digit = TokenText.DigitValue(word[n]);
                sum += count++ % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
            }
        }

        return sum % 10 == 0;
    }
}
