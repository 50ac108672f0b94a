using System.Text;

namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Finds the phone numbers in a message, in the order of the text.</summary>
/// <remarks>
/// Digits are a phone number by their shape and by what stands around them: order numbers, dates, prices, card numbers and measures
/// are none. Every run of digits is tried a fixed number of times, so the time is proportional to the text.
/// </remarks>
internal static class PhoneReader
{
    /// <summary>The fewest digits worth a look.</summary>
    public const int FewestDigits = 6;

    private const int MostGroups = 15;

    private const int MostTries = 40;

    /// <summary>What to leave out at either end of a run, most likely first: "34, 655 010 442" begins with an age.</summary>
    private static readonly (int Front, int Back)[] Cuts = [(0, 0), (1, 0), (0, 1), (2, 0), (0, 2), (1, 1)];

    /// <summary>Finds the numbers.</summary>
    public static void Find(TokenText text, Question asked, string region, List<Found> found)
    {
        var before = found.Count;
        if (text.SpokenDigits >= 2 && text.Digits >= 2)
        {
            FindSpoken(text, region, found, isMixed: true);
            if (found.Count > before)
            {
                return;
            }
        }

        var tries = MostTries;
        if (text.Digits >= FewestDigits)
        {
            var (lastStart, lastEnd) = (-1, -1);
            for (var i = 0; i < text.Count && tries > 0; i++)
            {
                if (text[i].Kind != TokenKind.Number || text[i].Length > 20)
                {
                    continue;
                }

                var end = DigitGroups.EndOfRun(text, i);
                if (TryRun(text, i, end, asked, region, found, ref tries))
                {
                    lastStart = -1;
                }
                else if (lastStart >= 0 && DigitGroups.IsLooseGap(text, lastEnd, i) && TryRun(text, lastStart, end, asked, region, found, ref tries))
                {
                    lastStart = -1;
                }
                else if (DigitGroups.FirstPart(text, i, end) is { } part && TryRun(text, i, part, asked, region, found, ref tries))
                {
                    (lastStart, end) = (-1, part);
                }
                else
                {
                    (lastStart, lastEnd) = (i, end);
                }

                i = end;
            }
        }

        if (found.Count == before && text.SpokenDigits >= 3)
        {
            FindSpoken(text, region, found, isMixed: false);
        }
    }

    private static bool TryRun(TokenText text, int start, int end, Question asked, string region, List<Found> found, ref int tries)
    {
        var groups = DigitGroups.Count(text, start, end);
        if (groups > MostGroups || OtherNumbers.IsNoPhone(text, start, end) || DigitGroups.IsCode(text, start) || Surroundings.IsFaxAfter(text, end + 1))
        {
            return false;
        }

        // Behind "zip 94110" a number of its own may stand, behind "VAT 53" the rest of that.
        var isReference = groups > 1 && Surroundings.Of(text, start, end).Reference;
        foreach (var (front, back) in Cuts)
        {
            if (front + back >= groups || tries-- <= 0)
            {
                break;
            }

            if (front > 0 && isReference && (front > 1 || text[start].Length < 4))
            {
                continue;
            }

            if (DigitGroups.Cut(text, start, end, front, back) is { } cut && TryNumber(text, cut.Start, cut.End, asked, region) is { } number)
            {
                found.Add(number);
                return true;
            }
        }

        return false;
    }

    private static Found? TryNumber(TokenText text, int start, int end, Question asked, string region)
    {
        Span<char> buffer = stackalloc char[24];
        if (!DigitGroups.Write(text, start, end, buffer, out var length, out var first))
        {
            return null;
        }

        var digits = buffer[..length];
        var plus = digits[0] == '+';
        var surroundings = Surroundings.Of(text, start, end);
        if ((surroundings.Reference && !plus) || surroundings.Fax || surroundings.Price)
        {
            return null;
        }

        var spaced = DigitGroups.IsSpaced(text, start, end);
        if (asked.Reference && asked.IsAsking && !asked.Phone && !surroundings.Phone && !plus && !spaced)
        {
            return null;
        }

        var isSpokenOf = surroundings.Phone || (asked.Phone && !surroundings.Unit);
        if (!isSpokenOf && !plus && ((surroundings.Unit && digits[0] != '0') || OtherNumbers.AreSizes(text, start, end)))
        {
            return null;
        }

        if (PhoneShape.Read(digits, region, isSpokenOf, spaced, DigitGroups.IsThreeThreeFour(text, start, end)) is not { } value)
        {
            return null;
        }

        var desk = Extensions.After(text, end);
        var isOthers = ContactOwnership.IsOthers(text, start, desk.End, isPhone: true, asked.Phone && start <= 1) || asked.OfOthers;
        return new Found(value, first, text[desk.End].End - first, isOthers) { Extension = desk.Digits };
    }

    /// <summary>Finds numbers in words; with <paramref name="isMixed"/> those of words and digits that are given out: "nine zero 110 55 672".</summary>
    private static void FindSpoken(TokenText text, string region, List<Found> found, bool isMixed)
    {
        var digits = new StringBuilder(24);
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].Is(WordKinds.Spoken) && text[i].Kind != TokenKind.Number)
            {
                continue;
            }

            var spoken = SpokenNumber.Read(text, i, digits, out var end);
            if (spoken >= (isMixed ? 2 : 3) && digits.Length is >= 8 and <= 15 && !Surroundings.Of(text, i, end - 1).Reference
                && PhoneShape.Read(digits.ToString(), region, isSpokenOf: !isMixed, isSpaced: true) is { } value)
            {
                var start = i > 0 && text.Word(i - 1) is "plus" ? i - 1 : i;
                var length = text[end - 1].End - text[start].Start;
                found.Add(new Found(value, text[start].Start, length, ContactOwnership.IsOthers(text, start, end - 1, isPhone: true, isAsked: false)));
                i = end - 1;
            }
        }
    }
}
