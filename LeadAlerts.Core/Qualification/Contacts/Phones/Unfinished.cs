using System.Text;

namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>The first digits of a number that the visitor sends in two messages.</summary>
/// <param name="Sequence">The message of the first digits.</param>
/// <param name="Words">These, as typed.</param>
/// <param name="Digits">These, maybe after a plus sign; null when there are none.</param>
/// <param name="IsSpokenOf">True when the words beside them, or the question before, speak of a phone.</param>
internal readonly record struct Unfinished(int Sequence, string Words, string? Digits, bool IsSpokenOf)
{
    private const int MostOtherWords = 4;

    /// <summary>The digits at the end of a message that has hardly any other words.</summary>
    public static Unfinished Of(Reading reading, TokenText text, Question asked)
    {
        var last = text.Count - 1;
        while (last >= 0 && text[last].Kind == TokenKind.Mark)
        {
            last--;
        }

        if (last < 0 || text[last].Kind != TokenKind.Number || text.Digits is < 3 or > 11 || text[last].Length > 11)
        {
            return default;
        }

        var first = last;
        while (first > 0 && (text[first - 1].Kind == TokenKind.Number || (text[first - 1].Kind == TokenKind.Mark && text.Folded[text[first - 1].Start] is '-' or '.' or '(' or ')' or '+')))
        {
            first--;
        }

        var surroundings = Surroundings.Of(text, first, last);
        if (first > MostOtherWords || surroundings.Reference || surroundings.Price)
        {
            return default;
        }

        var digits = Write(text, first, last);
        var words = text.Original[text[first].Start..text[last].End];
        return new Unfinished(reading.Line.Sequence, words, digits, surroundings.Phone || asked.Phone);
    }

    /// <summary>The whole number, where the next message goes on with digits; null when they do not make one together.</summary>
    public Found? Join(TokenText text, string region)
    {
        if (Digits is null || text.Count == 0)
        {
            return null;
        }

        var first = 0;
        while (first < text.Count && text[first].Kind == TokenKind.Mark)
        {
            first++;
        }

        if (first >= text.Count || text[first].Kind != TokenKind.Number)
        {
            return null;
        }

        var last = DigitGroups.EndOfRun(text, first);
        var rest = Write(text, first, last);
        if (rest.Length + Digits.Length > 16 || PhoneShape.Read(Digits + rest, region, IsSpokenOf, isSpaced: true) is not { } value)
        {
            return null;
        }

        return new Found(value, text[first].Start, text[last].End - text[first].Start, ContactOwnership.IsOthers(text, first, last, isPhone: true, isAsked: false));
    }

    private static string Write(TokenText text, int first, int last)
    {
        var digits = new StringBuilder(16);
        for (var i = first; i <= last && digits.Length <= 16; i++)
        {
            if (text[i].Kind == TokenKind.Number)
            {
                SpokenNumber.AppendDigits(text, i, digits);
            }
            else if (digits.Length == 0 && text.IsMark(i, '+'))
            {
                digits.Append('+');
            }
        }

        return digits.ToString();
    }
}
