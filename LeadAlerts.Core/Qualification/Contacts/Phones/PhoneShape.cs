using System.Collections.Frozen;
using PhoneNumbers;

namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Tells whether digits can be a phone number of a country, and writes it in E.164.</summary>
internal static class PhoneShape
{
    private const int Shortest = 7;

    private const int Longest = 16;

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    private static readonly FrozenSet<string> Regions = Phones.GetSupportedRegions().ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Countries with a national prefix 0 that people leave out.</summary>
    private static readonly FrozenSet<string> PrefixLeftOut =
        FrozenSet.ToFrozenSet(["IN", "BR", "TR", "AR", "CO", "PE", "EC", "VE", "PY", "PH", "PK", "BD", "TH", "ID", "MY", "VN"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> PrefixWritten = Regions
        .Where(region => Phones.GetNddPrefixForRegion(region, true) == "0" && !PrefixLeftOut.Contains(region))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A region that libphonenumber knows; the United States where it does not know it.</summary>
    public static string Region(string? region)
    {
        region = (region ?? "").Trim().ToUpperInvariant();
        return Regions.Contains(region) ? region : "US";
    }

    /// <summary>The number in E.164; null when it is none.</summary>
    /// <param name="digits">ASCII digits, maybe after a plus sign.</param>
    /// <param name="region">Where a number without a country code is read.</param>
    /// <param name="isSpokenOf">True when the words around it speak of a phone: then any possible number is believed.</param>
    /// <param name="isSpaced">True when it is grouped as phone numbers are.</param>
    /// <param name="isThreeThreeFour">True when these groups are of three, three and four digits.</param>
    public static string? Read(ReadOnlySpan<char> digits, string region, bool isSpokenOf, bool isSpaced, bool isThreeThreeFour = false)
    {
        var plus = digits.Length > 0 && digits[0] == '+';
        var bare = plus ? digits[1..] : digits;
        if (bare.Length is < Shortest or > Longest || IsJunk(bare))
        {
            return null;
        }

        if (Possible(digits.ToString(), region) is not { } number)
        {
            // "44 7700 900123": the country code without its plus sign.
            if (plus || bare.Length < 10 || !StartsWithCode(bare, region) || Possible("+" + bare.ToString(), region) is not { } own)
            {
                return null;
            }

            number = own;
            plus = true;
        }

        var isWritten = plus || (bare[0] == '0' && bare.Length >= 9 && (PrefixWritten.Contains(region) || region == "IT"));
        isWritten |= bare.Length >= 11 && StartsWithCode(bare, region) && number.NationalNumber < 1_000_000_000_0UL;
        var isValid = Phones.IsValidNumber(number);
        // Where the country code is 1, three, three and four digits are a number, given out or not.
        isWritten |= number.CountryCode == 1 && isThreeThreeFour;
        var isBelieved = isWritten || isSpokenOf || (isValid && (PrefixWritten.Contains(region) ? (isSpaced && bare.Length >= 9) || bare.Length >= 11 : isSpaced || bare.Length >= 9));
        return isBelieved && (isValid || isWritten || isSpokenOf) ? Phones.Format(number, PhoneNumberFormat.E164) : null;
    }

    private static PhoneNumber? Possible(string digits, string region)
    {
        try
        {
            var number = Phones.Parse(digits, region);
            return Phones.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool StartsWithCode(ReadOnlySpan<char> digits, string region)
    {
        Span<char> code = stackalloc char[4];
        Phones.GetCountryCodeForRegion(region).TryFormat(code, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        return digits.StartsWith(code[..length]);
    }

    /// <summary>The number of a form, which has been typed into a field for phone numbers.</summary>
    public static string? ReadForm(string? text, string region)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 60)
        {
            return null;
        }

        try
        {
            var number = Phones.Parse(text, region);
            return Phones.IsValidNumber(number) ? Phones.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>"0000000", or "12345678" and no more: typed to get rid of the question.</summary>
    private static bool IsJunk(ReadOnlySpan<char> digits)
    {
        var (same, up) = (1, 1);
        for (var i = 1; i < digits.Length; i++)
        {
            same = digits[i] == digits[i - 1] ? same + 1 : 1;
            up = (digits[i] - digits[i - 1] + 10) % 10 == 1 ? up + 1 : 1;
            if (same >= 7)
            {
                return true;
            }
        }

        // Only a number that counts up from its first digit to its last: "0412 345 678" is somebody's.
        return up == digits.Length;
    }
}
